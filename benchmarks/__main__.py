"""Run every benchmark; exit code 1 when a floor does not hold."""

import sys

from benchmarks import accuracy, sets, speed

print("speed")
fine = speed.main()
fine = accuracy.main() and fine
fine = sets.main() and fine
sys.exit(not fine)
