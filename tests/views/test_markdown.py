import io
import unicodedata
from dataclasses import replace

from detente.records import Record
from detente.views import make_brief, markdown_brief, print_brief
from detente.views.markdown import LINES_PER_SECTION, escape, to_markdown
from tests.factories import make_event, make_report, make_span
from tests.views.story import make_record


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def many(n: int) -> Record:
    return Record((make_report(),), events=tuple(make_event("112", id=f"e{i}", killed=i) for i in range(n)))


def test_every_reference_leads_to_its_words() -> None:
    text = markdown_brief(make_record())
    assert "Oman offered to mediate between Japan and China, if both ask for it" in text
    assert "[01 §1]" in text
    words = text.split("## The words behind the references")[1]
    assert "- [01 §1] Oman is ready to mediate between Japan and China if both ask for it, the palace said" in words


def test_the_words_of_a_paragraph_stand_in_the_order_of_the_report() -> None:
    report = make_report(text="Chad met Mali. Oman thanked Chad.")
    later, sooner = make_span(report, "Oman thanked Chad."), make_span(report, "Chad met Mali.")
    events = (
        replace(make_event("051", report=report, trigger="thanked"), evidence=(later,)),
        replace(make_event("040", report=report, trigger="met"), evidence=(sooner,)),
    )
    text = to_markdown(make_brief(Record((report,), events=events)))
    assert "Chad met Mali. / Oman thanked Chad." in text


def test_nothing_from_a_report_reaches_the_terminal_raw() -> None:
    for out in (io.StringIO(), Terminal()):
        print_brief(make_record(), [], out)
        text = out.getvalue()
        # rich writes its own styles only to terminals that it knows; none of the report's may be among them
        assert "\x1b[2J" not in text
        assert "\u202e" not in text
        assert "<script>" not in text or isinstance(out, Terminal)
    plain = markdown_brief(make_record())
    assert not [c for c in plain if unicodedata.category(c) in {"Cc", "Cf"} and c != "\n"]


def test_markdown_signs_in_reports_are_plain_characters() -> None:
    assert escape("**bold** [x](y) `z` <b> a|b") == "\\*\\*bold\\*\\* \\[x\\](y) \\`z\\` \\<b\\> a\\|b"
    assert escape("- item") == "\\- item"
    assert escape("1. item") == "\\1. item"


def test_long_lists_are_cut_with_a_count() -> None:
    brief = make_brief(many(LINES_PER_SECTION + 23))
    assert "... and 23 more; --format html shows all" in to_markdown(brief)
    assert "more; --format" not in to_markdown(brief, every=True)


def test_what_matters_most_is_kept() -> None:
    offer = make_event("039", when="2016-01-01")
    others = tuple(make_event("112", id=f"e{i}") for i in range(LINES_PER_SECTION + 1))
    text = to_markdown(make_brief(Record((make_report(),), events=(*others, offer))))
    assert "Friday 1 January 2016" in text
    assert text.index("26 December 2017\n") < text.index("1 January 2016\n")


def test_same_record_same_text() -> None:
    assert markdown_brief(make_record()) == markdown_brief(make_record())


def test_an_empty_record_still_makes_a_brief() -> None:
    assert markdown_brief(Record()).startswith("# Brief of 0 reports")
