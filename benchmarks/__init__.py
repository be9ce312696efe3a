"""Accuracy and speed against floors; ``python -m benchmarks`` runs all of them."""
