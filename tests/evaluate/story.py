"""A small coded story, written for the tests: two reports and what a coder found in them."""

import json
from pathlib import Path
from typing import Any

TEXTS = {
    "01": "OUTLET: Sample Wire\nPUBLISHED: 2017-12-26\n\nEnvoys meet\n\nFrance condemned Iran on Monday for its missile test, "
    'and Russia withdrew its ambassador. "We are ready to talk," Russian Foreign Minister Sergei Lavrov said on Tuesday.\n',
    "02": "OUTLET: Other Wire\nPUBLISHED: 2017-12-26\n\nParis speaks\n\nParis condemned Tehran over a missile test, officials "
    "said. China imported no coal from North Korea in November, customs data showed.\n",
}
GOLD: dict[str, Any] = {
    "story": "sample",
    "coder": "T",
    "reports": {
        "01": {
            "published": "2017-12-26",
            "events": [
                {
                    "key": "condemn", "quote": "France condemned Iran on Monday for its missile test", "trigger": "condemned",
                    "cameo": ["111"], "actors": ["FRA"], "recipients": ["IRN"], "modality": "actual", "negated": False,
                    "when": "2017-12-25", "salient": True,
                },
                {
                    "key": "recall", "quote": "Russia withdrew its ambassador", "trigger": "withdrew", "cameo": ["161", "160"],
                    "actors": ["RUS"], "recipients": [], "modality": "actual", "negated": False, "when": None,
                },
            ],
            "statements": [
                {
                    "speaker": "Sergei Lavrov", "content_start": "We are ready", "content_end": "to talk", "cue": "said",
                    "quoted": "direct", "sources": ["Sergei Lavrov"],
                }
            ],
            "furniture": [{"first_words": "Envoys meet", "kind": "title"}],
        },
        "02": {
            "published": "2017-12-26",
            "events": [
                {
                    "key": "condemn2", "quote": "Paris condemned Tehran over a missile test", "trigger": "condemned",
                    "cameo": ["111"], "actors": ["FRA"], "recipients": ["IRN"], "modality": "actual", "negated": False,
                    "when": "2017", "salient": True, "optional": True,
                }
            ],
            "indicators": [
                {"quote": "China imported no coal from North Korea in November", "series": "imports", "item": "coal", "value": 0}
            ],
        },
    },
    "across": {
        "same_event": [[["01", "condemn"], ["02", "condemn2"]]],
        "not_same": [[["01", "recall"], ["02", "condemn2"]]],
        "mediations": [{"mediators": ["RUS"], "parties": ["FRA", "IRN"], "status": "offered"}],
        "disagreements": [],
    },
}  # fmt: skip


def write(folder: Path) -> Path:
    """The gold file, and beside it the reports in a folder named after the story."""
    (folder / "sample").mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / "sample" / f"{name}.txt").write_text(text)
    (folder / "gold.json").write_text(json.dumps(GOLD))
    return folder / "gold.json"
