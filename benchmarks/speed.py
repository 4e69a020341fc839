"""How fast messages are checked, as a ratio to a peer measured in the same run.

    python benchmarks/speed.py [FILE.jsonl …]

The peer is what a script with natasha does to every message: split it, tag it and parse it with slovnet. Messages are
those of the files (default: the development corpora), each checked once; the first pass warms the caches of both.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from promisecheck import Checker
from promisecheck.language import models
from promisecheck.language.reading import Reader

CORPORA = Path(__file__).resolve().parent.parent / "corpora" / "dev"


def texts(paths: list[Path]) -> list[str]:
    """The text of every message of the files."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [message["text"] for line in lines for message in json.loads(line)["messages"]]


def rate(check: object, messages: list[str]) -> float:
    """Messages a second of processor time."""
    start = time.process_time()
    for message in messages:
        check(message)  # type: ignore[operator]
    return len(messages) / (time.process_time() - start)


def main() -> None:
    """Prints one line a contestant."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(CORPORA.glob("*.jsonl"))
    messages = texts(paths)
    checker, whole, reader = Checker(), Checker(shortcut=False), Reader()

    def parse(message: str) -> None:
        one = reader.read(message)
        spans = [[one.texts[i] for i in range(*bounds) if not one.texts[i].isspace()] for bounds in one.sentences]
        models.tag([span for span in spans if span])

    contestants = {"parse every message (peer)": parse, "promisecheck": checker.check_text,
                   "promisecheck, shortcut off": whole.check_text}  # fmt: skip
    for check in contestants.values():
        rate(check, messages[:300])
    rates = {name: rate(check, messages) for name, check in contestants.items()}
    peer = rates["parse every message (peer)"]
    for name, value in rates.items():
        print(f"{name:32} {value:8.0f} messages/s   {value / peer:5.2f} of the peer")
    print(f"{len(messages)} messages; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
