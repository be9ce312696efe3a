"""What the parts of the training have in common: rates that rise and fall, a moving mean of the weights, the loop."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn

_T = TypeVar("_T")
_LEAST = 0.02  # of a rate, at the end
_SMOOTH = 0.98  # of what is shown of the losses


class Mean:
    """The moving mean of the weights that are trained."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self._trained = [p for p in network.parameters() if p.requires_grad]
        self._mean = [p.detach().clone() for p in self._trained]
        self._decay = decay

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def follow(self, step: int) -> None:
        """Move towards the weights as they are after ``step`` steps."""
        torch._foreach_lerp_(self._mean, self._trained, 1 - min(self._decay, step / (step + 10)))

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def swap(self) -> None:
        """Put the mean into the network and keep what was there, or the other way round."""
        for kept, weight in zip(self._mean, self._trained, strict=True):
            own = weight.clone()
            weight.copy_(kept)
            kept.copy_(own)


class Trainer:
    """Takes the steps: AdamW, rates that rise over the share ``warmup`` of ``total`` steps and fall as a cosine."""

    def __init__(
        self, network: nn.Module, rate_of: Callable[[str], float | None], total: int, warmup: float, mean: float
    ) -> None:
        """``rate_of``: the rate of the parameter with that name, None: it is frozen. ``mean``: the decay of the moving
        mean; 0: the weights themselves."""
        groups: list[dict[str, object]] = []
        for name, parameter in network.named_parameters():
            rate = rate_of(name)
            parameter.requires_grad_(rate is not None)
            if rate is not None:
                decay = 0.01 if parameter.dim() > 1 else 0.0
                groups.append({"params": [parameter], "lr": rate, "base": rate, "weight_decay": decay})
        self.network = network
        self.total = total
        self.warmup = warmup
        self.mean = Mean(network, mean)
        self.steps = 0
        self._optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)

    def step(self, loss: Tensor) -> None:
        """One step down ``loss``."""
        ramp = min(1.0, (self.steps + 1) / (self.warmup * self.total))
        cosine = 0.5 * (1 + math.cos(math.pi * self.steps / self.total))
        for group in self._optimizer.param_groups:
            group["lr"] = group["base"] * ramp * (_LEAST + (1 - _LEAST) * cosine)
        self._optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimizer.step()
        self.steps += 1
        self.mean.follow(self.steps)


def fit(
    trainer: Trainer,
    epochs: Sequence[Sequence[_T]],
    losses: Callable[[_T], tuple[dict[str, Tensor], dict[str, float]]],
    path: Path,
    report: Callable[[], str],
) -> None:
    """Train on the batches of ``epochs``; ``losses`` gives those of a batch, with their weights. After every epoch the
    mean weights are written to ``path``, and what ``report`` says of them is printed."""
    network = trainer.network
    began = time.time()
    shown: dict[str, float] = {}
    for number, todo in enumerate(epochs):
        network.train()
        for batch in todo:
            parts, weights = losses(batch)
            trainer.step(torch.stack([weights[k] * v for k, v in parts.items()]).sum())
            for key, part in parts.items():
                value = float(part.detach())
                shown[key] = _SMOOTH * shown.get(key, value) + (1 - _SMOOTH) * value
            if trainer.steps % 50 == 0:
                line = " ".join(f"{k} {v:.3f}" for k, v in shown.items())
                at = f"epoch {number} step {trainer.steps}/{trainer.total}"
                print(f"{time.time() - began:6.0f}s {at} {line}", flush=True)
        trainer.mean.swap()
        torch.save(network.state_dict(), path)
        network.eval()
        print(f"epoch {number}: {report()}", flush=True)
        if number + 1 < len(epochs):
            trainer.mean.swap()
