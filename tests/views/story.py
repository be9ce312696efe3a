"""One small record with something in every section, built by hand; its second report is as hostile as text can be."""

from dataclasses import replace

from detente.records import (
    Disagreement,
    Happening,
    Limit,
    Mediation,
    Passage,
    Position,
    Record,
    Share,
    Source,
    Stance,
    Step,
)
from tests.factories import (
    make_assessment,
    make_entities,
    make_entity,
    make_event,
    make_indicator,
    make_measure,
    make_report,
    make_statement,
    make_when,
)

TITLE = "Oslo offers its help\n"
OFFER = "Oman is ready to mediate between Japan and China if both ask for it, the palace said on Monday."
REST = "\n\nThe council capped coal at 900 tonnes a year. China imported 300 tonnes of coal in May."
TEXT = TITLE + OFFER + REST
HOSTILE = "<script>alert(1)</script> \x1b[2J\u202e **bold** [x](javascript:alert(1)) | `code`"

FIRST = make_report(
    "r1",
    TEXT,
    outlet="The Paper",
    title="Oslo offers its help",
    path="samples/01_paper.txt",
    url="https://paper.example/1?a=1&b=2",
    passages=(
        Passage("title", 0, len(TITLE)),
        Passage("body", len(TITLE), len(TITLE) + len(OFFER) + 2),
        Passage("body", len(TITLE) + len(OFFER) + 2, len(TEXT)),
    ),
)
SECOND = make_report(
    "r2", HOSTILE, outlet=HOSTILE, title=HOSTILE, path=None, url="javascript:alert(1)", published=None,
    near_duplicate_of="r1",
)  # fmt: skip


def make_record() -> Record:
    """The record."""
    palace = replace(make_entity("OMN"), text="the palace", name="Oman")
    said = make_statement(
        "Oman is ready to mediate between Japan and China if both ask for it",
        report=FIRST, speaker=palace, cue="said", sources=(Source("The Paper", "outlet"), Source("Oman", "office")),
    )  # fmt: skip
    offer = make_event(
        "039", ("OMN",), ("JPN", "CHN"), report=FIRST, trigger="ready to mediate", sentence=OFFER,
        conditions=("if both ask for it",), statement=said, when="2017-12-25", basis="relative",
    )  # fmt: skip
    attack = make_event("195", (), ("YEM",), report=SECOND, trigger="code", sentence=HOSTILE, when=None, killed=4)
    told = Happening(
        "h1", (offer.id,), "039", offer.actors, offer.recipients, offer.when, None, ("r1", "r2"), ("The Paper",), 1, (),
        offer.evidence, 0.8,
    )  # fmt: skip
    mediation = Mediation(
        "m1", make_entities(["OMN"]), make_entities(["JPN", "CHN"]), "islands", "offered",
        (Step(offer.id, "offer", make_entities(["OMN"]), offer.when),),
        (
            Stance(make_entity("OMN"), None, "willing", offer.when, offer.evidence),
            Stance(make_entity("JPN"), make_entity("OMN"), "not_on_record", None, ()),
            Stance(make_entity("CHN"), make_entity("OMN"), "conditional", make_when("2017-12"), ()),
        ),
        offer.conditions, ("r1",), offer.evidence, 0.8,
    )  # fmt: skip
    cap = make_measure(
        report=FIRST, words="The council capped coal at 900 tonnes a year.", commodity="coal", target=("CHN",),
        limit=Limit(900, "tonnes", "year"), share=Share(80, True),
    )  # fmt: skip
    seen = make_indicator(
        report=FIRST, words="China imported 300 tonnes of coal in May.", value=300.0, unit="tonnes", partner=None,
        period="2017-05",
    )  # fmt: skip
    difference = Disagreement(
        "d1", "h1", "killed",
        (
            Position("4", (Source("the army", "office"),), attack.evidence[:1]),
            Position("40", (), (FIRST.span(0, 4),)),
        ),
        "number", (), 0.5,
    )  # fmt: skip
    return Record(
        (FIRST, SECOND), (said,), (offer, attack), (cap,), (seen,),
        (make_assessment("Oman is ready to mediate", report=FIRST),), (told,), (mediation,), (difference,),
    )  # fmt: skip
