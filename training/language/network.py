"""The network in PyTorch: MiniLM-L6-H384 with an added shape table, and the heads that read the same pass."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from detente.language.features import SHAPES
from training.language.heads import MODALITIES, ROOTS, Pairs, Parts

WIDTH, LAYERS, HEADS, INNER, PIECES, POSITIONS = 384, 6, 12, 1536, 30522, 512
ARC, REL = 256, 192
SHARED = 1
"""The heads of the second part share the lowest layer with the parser and have upper ones of their own."""
PAIR_LAYERS = 2
"""Of these the pair head has copies of the topmost, which are trained further for it."""


class Layer(nn.Module):
    """One transformer layer of BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x``: (batch, pieces, width); ``mask``: (batch, 1, 1, pieces), added to the attention scores."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = (q * (WIDTH // HEADS) ** -0.5) @ k.transpose(2, 3) + mask.to(q.dtype)
        a = torch.softmax(scores, dim=-1).to(v.dtype) @ v
        x = self.norm1(x + self.dropout(self.out(a.transpose(1, 2).reshape(b, n, WIDTH))))
        out: Tensor = self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))
        return out


def _hidden(mask: Tensor) -> Tensor:
    """What is added to the attention scores so that padding is not looked at."""
    return (1.0 - mask.float())[:, None, None, :] * -1e4


class Network(nn.Module):
    """Encoder and heads. Sizes: W words, K labels; every output is per window."""

    def __init__(self, tags: int, deps: int, names: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(PIECES, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.head_dropout = nn.Dropout(0.25)
        self.tag = nn.Linear(WIDTH, tags)
        self.end = nn.Linear(WIDTH, 1)
        self.name = nn.Linear(WIDTH, names)
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.rel_dep, self.rel_head = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.rel = nn.Linear(3 * REL, deps)
        self.upper = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - SHARED))
        self.pair_layers = nn.ModuleList(Layer(dropout) for _ in range(PAIR_LAYERS))
        self.cue = nn.Linear(WIDTH, 3)
        self.trigger = nn.Linear(WIDTH, 1 + len(ROOTS))
        self.modality, self.negation = nn.Linear(WIDTH, len(MODALITIES)), nn.Linear(WIDTH, 2)
        self.told, self.sides, self.pairs = Parts(WIDTH, 5), Parts(WIDTH, 3), Pairs(WIDTH)
        nn.init.zeros_(self.shapes.weight)
        nn.init.eye_(self.arc.weight)
        with torch.no_grad():
            self.arc.weight.mul_(0.1)

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """``ids``, ``shapes``, ``mask``: (batch, pieces) -> (batch, pieces, width)."""
        at = torch.arange(ids.shape[1])
        x: Tensor = self.dropout(self.norm(self.pieces(ids) + self.positions(at) + self.shapes(shapes)))
        for layer in self.layers:
            x = layer(x, _hidden(mask))
        return x

    def branch(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """As ``encode``, by the upper layers of the second part; nothing is learnt in the layers below them."""
        with torch.no_grad():
            x = self._lower(ids, shapes, mask)
        for layer in self.upper:
            x = layer(x, _hidden(mask))
        return x

    def below_pairs(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """What the pair head's own layers read: the second part without its topmost layers."""
        x = self._lower(ids, shapes, mask)
        for layer in self.upper[:-PAIR_LAYERS]:
            x = layer(x, _hidden(mask))
        return x

    def pair_branch(self, x: Tensor, mask: Tensor) -> Tensor:
        """The pair head's own layers, on what ``below_pairs`` gives."""
        for layer in self.pair_layers:
            x = layer(x, _hidden(mask))
        return x

    def _lower(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        at = torch.arange(ids.shape[1])
        x: Tensor = self.norm(self.pieces(ids) + self.positions(at) + self.shapes(shapes))
        for layer in self.layers[:SHARED]:
            x = layer.eval()(x, _hidden(mask))
        return x

    def start_branch(self) -> None:
        """Let the upper layers of the second part begin as those of the first ended."""
        self.upper.load_state_dict(self.layers[SHARED:].state_dict())

    def start_pairs(self) -> None:
        """Let the pair head's own layers begin as the topmost of the second part ended."""
        self.pair_layers.load_state_dict(self.upper[-PAIR_LAYERS:].state_dict())

    def words(self, x: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Vectors of the root mark and the words: (batch, 1 + W, width); a word is the mean of its end pieces."""
        pick = torch.arange(x.shape[0])[:, None]
        return torch.cat([x[:, :1], (x[pick, first] + x[pick, last]) * 0.5], dim=1)

    def heads(self, h: Tensor) -> dict[str, Tensor]:
        """All scores that need no decision: ``tag`` (b, W, K), ``end`` (b, W), ``name`` (b, W, K),
        ``arc`` (b, W, 1 + W), and the vectors ``rel_dep`` (b, W, r) and ``rel_head`` (b, 1 + W, r)."""
        h = self.head_dropout(h)
        w = h[:, 1:]
        dep = self.head_dropout(F.gelu(self.arc_dep(w)))
        head = self.head_dropout(F.gelu(self.arc_head(h)))
        return {
            "tag": self.tag(w),
            "end": self.end(w).squeeze(-1),
            "name": self.name(w),
            "arc": (self.arc(dep) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)).float(),
            "rel_dep": self.head_dropout(F.gelu(self.rel_dep(w))),
            "rel_head": self.head_dropout(F.gelu(self.rel_head(h))),
        }

    def relation(self, dep: Tensor, head: Tensor) -> Tensor:
        """Label scores of chosen arcs from their two vectors (..., r) -> (..., K)."""
        scores: Tensor = self.rel(torch.cat([dep, head, dep * head], dim=-1))
        return scores

    def load_base(self, path: Path) -> None:
        """Copy the encoder weights of a BERT checkpoint (safetensors)."""
        raw = load_file(path)
        raw = {k.removeprefix("bert."): v.float() for k, v in raw.items()}
        own: dict[str, Tensor] = {
            "pieces.weight": raw["embeddings.word_embeddings.weight"],
            "positions.weight": raw["embeddings.position_embeddings.weight"]
            + raw["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": raw["embeddings.LayerNorm.weight"],
            "norm.bias": raw["embeddings.LayerNorm.bias"],
        }
        for i in range(LAYERS):
            base = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [raw[f"{base}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
                own[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
                own[f"layers.{i}.out.{kind}"] = raw[f"{base}attention.output.dense.{kind}"]
                own[f"layers.{i}.up.{kind}"] = raw[f"{base}intermediate.dense.{kind}"]
                own[f"layers.{i}.down.{kind}"] = raw[f"{base}output.dense.{kind}"]
                own[f"layers.{i}.norm1.{kind}"] = raw[f"{base}attention.output.LayerNorm.{kind}"]
                own[f"layers.{i}.norm2.{kind}"] = raw[f"{base}output.LayerNorm.{kind}"]
        missing = self.load_state_dict(own, strict=False)
        if missing.unexpected_keys:
            raise ValueError(f"unexpected weights: {missing.unexpected_keys}")
