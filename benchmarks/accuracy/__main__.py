"""The command: measure, and print the page or write it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.accuracy.contestants import contestants
from benchmarks.accuracy.figures import measure, read
from benchmarks.accuracy.negex import WINDOW
from benchmarks.accuracy.page import ROOT, page
from promisecheck.errors import InputError


def main() -> None:
    """Measure every contestant on every corpus."""
    parser = ArgumentParser(prog="python -m benchmarks.accuracy", description="The pack beside keywords, and in parts.")
    parser.add_argument(
        "files", nargs="*", type=Path, help="labelled conversations (default: corpora/dev, corpora/test)"
    )
    parser.add_argument("--rule", default="no-guarantees", help="the rule to measure")
    parser.add_argument("--rules", type=Path, help="the folder of the pack (default: the built-in rules)")
    parser.add_argument("--most", type=int, default=2000, help="conversations of a file, evenly taken (default: 2000)")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write the page there instead of printing it")
    given = parser.parse_args()
    try:
        corpora = read(given.files or [ROOT / "corpora" / "dev", ROOT / "corpora" / "test"], given.rule, given.most)
    except InputError as error:
        sys.exit(str(error))
    made = page(given.rule, WINDOW, corpora, measure(corpora, contestants(given.rule, given.rules)))
    if given.write:
        given.write.write_text(made, encoding="utf-8")
    else:
        print(made, end="")


if __name__ == "__main__":
    main()
