from detente.observations.headlines import without_told_again
from detente.records import Event, Passage, Report, Statement
from tests.factories import make_event, make_report, make_statement

TEXT = "Moscow ready to mediate, Kremlin says\nRussia offered to mediate on Tuesday, the Kremlin said."


def report() -> Report:
    end = TEXT.index("\n") + 1
    return make_report(text=TEXT, passages=(Passage("title", 0, end), Passage("body", end, len(TEXT))))


def events(title_code: str, story_code: str) -> tuple[Report, list[Event]]:
    r = report()
    return r, [
        make_event(title_code, ["RUS"], report=r, trigger="ready"),
        make_event(story_code, ["RUS"], report=r, trigger="offered"),
    ]


def test_an_event_that_the_story_tells_is_coded_from_the_story() -> None:
    r, found = events("039", "039")
    assert without_told_again(r, [], found)[1] == (found[1],)


def test_an_event_of_the_headline_alone_is_kept() -> None:
    r, found = events("163", "039")
    assert without_told_again(r, [], found)[1] == tuple(found)


def test_other_actors_are_another_event() -> None:
    r, found = events("039", "039")
    other = make_event("039", ["CHN"], ["KOR"], report=r, trigger="ready")
    assert without_told_again(r, [], [other, found[1]])[1] == (other, found[1])


def statements(content: str, speaker: str) -> tuple[Report, list[Statement]]:
    r = report()
    return r, [
        make_statement("Moscow ready to mediate", report=r, speaker=speaker, cue="says"),
        make_statement(content, report=r, speaker="RUS", cue="said"),
    ]


def test_statements_by_speaker_and_words() -> None:
    r, found = statements("Russia offered to mediate on Tuesday", "RUS")
    assert without_told_again(r, found, [])[0] == tuple(found), "less than half of the words"
    r, found = statements("ready to mediate", "CHN")
    assert without_told_again(r, found, [])[0] == tuple(found), "another speaker"
