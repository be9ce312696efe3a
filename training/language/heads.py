"""Heads that read the same pass as the parser: who said what, who does what to whom, how two actors stand.

A statement or an act is first marked in the text (its cue, its trigger); its parts are then sought among all words of
the window, given that anchor. So one pass of the encoder serves any number of them, however they nest.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

RANK = 128
REACH = 65  # words before and behind an anchor beyond which distance is not counted
PAIR = 192
NEAR = 33
CATEGORIES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""The categories of PLOVER, in the order of the pair head's scores."""
ROOTS = tuple(f"{n:02d}" for n in range(1, 21))
"""CAMEO's roots; the trigger head has a class for none before them."""
MODALITIES = ("actual", "planned", "conditional", "predicted", "hypothetical", "demanded")


class Parts(nn.Module):
    """Labels every word of a window by its part in what an anchor tells."""

    def __init__(self, width: int, labels: int) -> None:
        super().__init__()
        self.word, self.anchor = nn.Linear(width, RANK), nn.Linear(width, RANK)
        self.word_gate, self.anchor_gate = nn.Linear(width, RANK), nn.Linear(width, RANK)
        self.distance = nn.Embedding(2 * REACH + 1, RANK)
        self.out = nn.Linear(RANK, labels)
        self.dropout = nn.Dropout(0.25)
        nn.init.normal_(self.distance.weight, std=0.1)

    def forward(self, words: Tensor, row: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """``words`` (b, W, width); anchor k stands in window ``row[k]``, words ``first[k]`` to ``last[k]`` inclusive.
        Returns scores (K, W, labels)."""
        anchor = (words[row, first] + words[row, last]) * 0.5
        at = torch.arange(words.shape[1])[None, :]
        far = (at - first[:, None]).clamp(-REACH, REACH) + REACH
        far = torch.where((at >= first[:, None]) & (at <= last[:, None]), torch.full_like(far, REACH), far)
        both = self.word(words)[row] + self.anchor(anchor)[:, None] + self.distance(far)
        both = both + self.word_gate(words)[row] * self.anchor_gate(anchor)[:, None]
        scores: Tensor = self.out(self.dropout(F.relu(both)))
        return scores


class Pairs(nn.Module):
    """The PLOVER category of what one actor does to another, by attention over the words of the window."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.actor, self.recipient = nn.Linear(width, PAIR), nn.Linear(width, PAIR)
        self.key, self.value = nn.Linear(width, PAIR), nn.Linear(width, PAIR)
        self.from_actor, self.from_recipient = nn.Embedding(2 * NEAR + 1, 8), nn.Embedding(2 * NEAR + 1, 8)
        self.near = nn.Linear(16, 1)
        self.mix = nn.Linear(4 * PAIR, PAIR)
        self.out = nn.Linear(PAIR, len(CATEGORIES))
        self.dropout = nn.Dropout(0.25)

    def forward(self, words: Tensor, known: Tensor, row: Tensor, actor: Tensor, recipient: Tensor) -> Tensor:
        """``words`` (b, W, width), ``known`` (b, W) true where there is a word; pair k stands in window ``row[k]``,
        ``actor`` and ``recipient`` (K, 2) are its words, inclusive. Returns scores (K, categories)."""
        a = self.actor((words[row, actor[:, 0]] + words[row, actor[:, 1]]) * 0.5)
        r = self.recipient((words[row, recipient[:, 0]] + words[row, recipient[:, 1]]) * 0.5)
        query = F.gelu(a + r)
        at = torch.arange(words.shape[1])[None, :]
        far = [(at - one[:, :1]).clamp(-NEAR, NEAR) + NEAR for one in (actor, recipient)]
        near = self.near(torch.cat([self.from_actor(far[0]), self.from_recipient(far[1])], dim=-1)).squeeze(-1)
        weight = (self.key(words)[row] * query[:, None]).sum(-1) / PAIR**0.5 + near
        weight = torch.softmax(weight.masked_fill(~known[row], -1e4), dim=-1)
        context = (weight[:, :, None] * self.value(words)[row]).sum(1)
        mixed = F.gelu(self.mix(self.dropout(torch.cat([a, r, context, query], dim=-1))))
        scores: Tensor = self.out(self.dropout(mixed))
        return scores
