"""`make mutants`: small changes of the rules and clauses, and how many of them the tests notice.

Names as arguments, such as `acuerdo.rules.caps*`, choose a part. Ends with 1 where too few are noticed.
"""

import subprocess
import sys
from pathlib import Path

LEAST = 0.9
"""The share of changes that tests must notice."""

MUTMUT = Path(sys.executable).with_name("mutmut")
UNNOTICED = ("survived", "no tests")
NOTICED = ("killed", "timeout", "segfault", "suspicious")


def main() -> None:
    """Run mutmut, list what went unnoticed, and say the share that did not."""
    subprocess.run([MUTMUT, "run", *sys.argv[1:]], check=False)
    said = subprocess.run(
        [MUTMUT, "results", "--all", "true"], check=True, capture_output=True, text=True
    ).stdout
    words = [line.strip().rpartition(": ")[::2] for line in said.splitlines() if ": " in line]
    for name, word in words:
        if word in UNNOTICED:
            print(f"{word:<9} {name}")
    noticed = sum(word in NOTICED for _, word in words)
    tried = noticed + sum(word in UNNOTICED for _, word in words)
    share = noticed / tried if tried else 0.0
    print(f"{noticed:,} of {tried:,} changes noticed: {share:.1%} (at least {LEAST:.0%})")
    sys.exit(0 if share >= LEAST else 1)


if __name__ == "__main__":
    main()
