"""Export: the trained network as an ONNX graph, written node by node, and its int8 form.

The graph reads one window without padding: ``ids`` (n,), ``shapes`` (n,), ``first`` (w,), ``last`` (w,). The embedding
table is kept in int8 with one scale per row; the other large matrices are quantised per channel, with seven-bit
weights so that processors without VNNI instructions compute the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.language.heads import Pairs, Parts
from training.language.network import HEADS, LAYERS, PAIR_LAYERS, SHARED, WIDTH, Network

_MS = "com.microsoft"
OUTPUTS = ("tag", "end", "name", "arc", "rel_dep", "rel_head", "rel_weight", "rel_bias", "word", "trigger")
MIDDLE = "middle"
"""What the upper layers of the second part read: the pieces after the lowest layers (1, n, width)."""
UPPER = ("told_word", "cue", "pair_word")
"""What they give: the words' vectors (W, width) for attribution and for pairs, and the scores of cues."""


class _Graph:
    """Collects nodes and weights."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.plain: list[str] = []

    def weight(self, name: str, value: NDArray[np.generic]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=f"n_{output}", domain=domain, **attributes))
        return output

    def linear(
        self, x: str, name: str, state: dict[str, NDArray[np.float32]], bias: bool = True, exact: bool = False
    ) -> str:
        weight = self.weight(f"{name}.w", state[f"{name}.weight"].T)
        out = self.node("MatMul", [x, weight], f"{name}.mm")
        if exact:
            self.plain.append(f"n_{out}")
        if bias:
            out = self.node("Add", [out, self.weight(f"{name}.b", state[f"{name}.bias"])], f"{name}.out")
        return out


def build(network: Network) -> tuple[onnx.ModelProto, list[str]]:
    """The graph in float32 (embeddings in int8), and the names of the nodes to leave unquantised."""
    state = {k: v.detach().float().numpy() for k, v in network.state_dict().items()}
    g = _Graph()
    x = _embed(g, state)
    for i in range(LAYERS):
        x = _layer(g, state, f"layers.{i}", x)
        if i + 1 == SHARED:
            g.node("Identity", [x], MIDDLE)
    _heads(g, state, x)
    numbers = [("ids", "n"), ("shapes", "n"), ("first", "w"), ("last", "w")]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, [d]) for n, d in numbers]
    return _model(g, inputs, (*OUTPUTS, MIDDLE)), g.plain


def build_upper(network: Network) -> tuple[onnx.ModelProto, list[str]]:
    """The upper layers of the second part, in float32, and the names of the nodes to leave unquantised."""
    state = {k: v.detach().float().numpy() for k, v in network.state_dict().items()}
    g = _Graph()
    g.weight("zero", np.array([0]))
    x = MIDDLE
    for i in range(LAYERS - SHARED):
        if i == LAYERS - SHARED - PAIR_LAYERS:
            pair = x
        x = _layer(g, state, f"upper.{i}", x)
    for i in range(PAIR_LAYERS):
        pair = _layer(g, state, f"pair_layers.{i}", pair)
    half = g.weight("half", np.array(0.5, dtype=np.float32))
    g.node("Identity", [_words(g, pair, half, "p")[0]], "pair_word")
    words, _ = _words(g, x, half, "h")
    g.node("Identity", [words], "told_word")
    g.node("Identity", [g.linear(words, "cue", state, exact=True)], "cue")
    inputs = [helper.make_tensor_value_info(MIDDLE, TensorProto.FLOAT, [1, "n", WIDTH])]
    inputs += [helper.make_tensor_value_info(n, TensorProto.INT64, ["w"]) for n in ("first", "last")]
    return _model(g, inputs, UPPER), g.plain


def _model(g: _Graph, inputs: list[onnx.ValueInfoProto], outputs: Sequence[str]) -> onnx.ModelProto:
    found = [helper.make_tensor_value_info(n, TensorProto.FLOAT, None) for n in outputs]
    graph = helper.make_graph(g.nodes, "detente_language", inputs, found, g.weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="detente")


def _embed(g: _Graph, state: dict[str, NDArray[np.float32]]) -> str:
    table = state["pieces.weight"]
    scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127.0
    g.weight("pieces.q", np.round(table / scale).astype(np.int8))
    g.weight("pieces.scale", scale.astype(np.float32))
    rows = g.node("Cast", [g.node("Gather", ["pieces.q", "ids"], "e.q", axis=0)], "e.f", to=TensorProto.FLOAT)
    x = g.node("Mul", [rows, g.node("Gather", ["pieces.scale", "ids"], "e.s", axis=0)], "e.x")
    length = g.node("Shape", ["ids"], "e.n")
    at = g.node(
        "Slice",
        [g.weight("positions", state["positions.weight"]), g.weight("zero", np.array([0])), length, "zero"],
        "e.p",
    )
    x = g.node("Add", [x, at], "e.xp")
    x = g.node(
        "Add", [x, g.node("Gather", [g.weight("shapes.w", state["shapes.weight"]), "shapes"], "e.c", axis=0)], "e.xpc"
    )
    norm = [g.weight("norm.g", state["norm.weight"]), g.weight("norm.b", state["norm.bias"])]
    x = g.node("LayerNormalization", [x, *norm], "e.norm", axis=-1, epsilon=1e-12)
    return g.node("Unsqueeze", [x, "zero"], "e.out")


def _layer(g: _Graph, state: dict[str, NDArray[np.float32]], p: str, x: str) -> str:
    qkv = [g.weight(f"{p}.qkv.w", state[f"{p}.qkv.weight"].T), g.weight(f"{p}.qkv.b", state[f"{p}.qkv.bias"])]
    a = g.node("Attention", [x, *qkv], f"{p}.att", domain=_MS, num_heads=HEADS)
    x = _residual(g, state, f"{p}.norm1", g.linear(a, f"{p}.out", state), x)
    up = g.linear(x, f"{p}.up", state, bias=False)
    up = g.node("BiasGelu", [up, g.weight(f"{p}.up.b", state[f"{p}.up.bias"])], f"{p}.gelu", domain=_MS)
    return _residual(g, state, f"{p}.norm2", g.linear(up, f"{p}.down", state), x)


def _residual(g: _Graph, state: dict[str, NDArray[np.float32]], norm: str, x: str, skip: str) -> str:
    weights = [g.weight(f"{norm}.g", state[f"{norm}.weight"]), g.weight(f"{norm}.b", state[f"{norm}.bias"])]
    x = g.node("Add", [x, skip], f"{norm}.sum")
    return g.node("LayerNormalization", [x, *weights], f"{norm}.out", axis=-1, epsilon=1e-12)


def _words(g: _Graph, x: str, half: str, p: str) -> tuple[str, str]:
    """The words' vectors and those of all pieces, without the dimension of the batch."""
    flat = g.node("Squeeze", [x, "zero"], f"{p}.flat")
    ends = [g.node("Gather", [flat, which], f"{p}.{which}", axis=0) for which in ("first", "last")]
    return g.node("Mul", [g.node("Add", ends, f"{p}.sum"), half], f"{p}.words"), flat


def _heads(g: _Graph, state: dict[str, NDArray[np.float32]], x: str) -> None:
    words, flat = _words(g, x, g.weight("half", np.array(0.5, dtype=np.float32)), "h")
    root = g.node("Gather", [flat, "zero"], "h.root", axis=0)
    both = g.node("Concat", [root, words], "h.all", axis=0)

    def gelu(source: str, name: str) -> str:
        return g.node("Gelu", [g.linear(source, name, state)], f"{name}.act", domain=_MS)

    g.node("Identity", [words], "word")
    for name in ("tag", "name", "trigger"):
        g.node("Identity", [g.linear(words, name, state, exact=True)], name)
    g.node("Squeeze", [g.linear(words, "end", state, exact=True), g.weight("one", np.array([1]))], "end")
    dep, head = gelu(words, "arc_dep"), gelu(both, "arc_head")
    turned = g.node("Transpose", [head], "arc_head.t", perm=[1, 0])
    pair = g.node("MatMul", [g.linear(dep, "arc", state, bias=False), turned], "arc.pair")
    bias = g.node("Transpose", [g.linear(head, "arc_bias", state, bias=False, exact=True)], "arc_bias.t", perm=[1, 0])
    g.node("Add", [pair, bias], "arc_scores")
    g.node("Identity", ["arc_scores"], "arc")
    g.node("Identity", [gelu(words, "rel_dep")], "rel_dep")
    g.node("Identity", [gelu(both, "rel_head")], "rel_head")
    g.node("Identity", [g.weight("rel.w", state["rel.weight"].T)], "rel_weight")
    g.node("Identity", [g.weight("rel.b", state["rel.bias"])], "rel_bias")


def export(network: Network, plain: Path, small: Path, upper: Path, seven_bit: bool = True) -> None:
    """Write the float32 graph to ``plain``, the int8 one to ``small``, the upper layers of the second part, in int8
    too, to ``upper``."""
    model, exact = build(network)
    onnx.save(model, plain)
    _quantised(plain, small, exact, seven_bit)
    model, exact = build_upper(network)
    rest = upper.with_suffix(".fp32.onnx")
    onnx.save(model, rest)
    _quantised(rest, upper, exact, seven_bit)
    rest.unlink()


def _quantised(plain: Path, small: Path, exact: list[str], seven_bit: bool) -> None:
    quantize_dynamic(
        plain,
        small,
        op_types_to_quantize=["MatMul", "Attention"],
        per_channel=True,
        reduce_range=seven_bit,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=exact,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )


class _Single(nn.Module):
    """A head for one window: what the graphs of the heads compute."""

    def __init__(self, head: Parts | Pairs) -> None:
        super().__init__()
        self.head = head

    def forward(self, words: Tensor, one: Tensor, other: Tensor) -> Tensor:
        """``words`` (W, width). Parts: ``one`` and ``other`` (K,) are the anchors' first and last words. Pairs: (K, 2),
        first and last word of the actors and of the recipients."""
        row = torch.zeros_like(one if isinstance(self.head, Parts) else one[:, 0])
        if isinstance(self.head, Parts):
            return self.head(words[None], row, one, other).log_softmax(-1)
        known = torch.ones_like(words[None, :, 0], dtype=torch.bool)
        return self.head(words[None], known, row, one, other).log_softmax(-1)


def export_head(head: Parts | Pairs, path: Path) -> None:
    """Write one of the heads that need an anchor as a graph of its own, in float32: its inputs are ``words``, ``one``
    and ``other`` (see ``_Single``), its output ``chances`` the logarithms of the probabilities of the labels."""
    pair = isinstance(head, Pairs)
    example = torch.tensor([[1, 1], [2, 3]] if pair else [1, 2])
    torch.onnx.export(
        _Single(head).eval(),
        (torch.zeros(5, WIDTH), example, example + (0 if pair else 1)),
        str(path),
        input_names=["words", "one", "other"],
        output_names=["chances"],
        dynamic_axes={"words": {0: "w"}, "one": {0: "k"}, "other": {0: "k"}},
        opset_version=17,
        dynamo=False,
    )


class _Acts(nn.Module):
    """The heads of sides and modality for one window."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.sides, self.modality = network.sides, network.modality

    def forward(self, words: Tensor, one: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:
        """``words`` (W, width); ``one`` and ``other`` (K,) are the first and last words of the acts' triggers."""
        anchor = (words[one] + words[other]) * 0.5
        sides = self.sides(words[None], torch.zeros_like(one), one, other)
        return sides.log_softmax(-1), self.modality(anchor).log_softmax(-1)


def export_acts(network: Network, path: Path) -> None:
    """Write the heads that need an act's trigger as one graph in float32: its outputs are ``sides`` (K, W, 3) and
    ``modality`` (K, 6), logarithms of probabilities."""
    torch.onnx.export(
        _Acts(network).eval(),
        (torch.zeros(5, WIDTH), torch.tensor([1, 2]), torch.tensor([1, 2])),
        str(path),
        input_names=["words", "one", "other"],
        output_names=["sides", "modality"],
        dynamic_axes={"words": {0: "w"}, "one": {0: "k"}, "other": {0: "k"}},
        opset_version=17,
        dynamo=False,
    )
