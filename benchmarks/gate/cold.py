"""Starts of the command, each beside the time that importing spaCy takes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.gate.load import served

MESSAGE = '{"role": "employee", "text": "Гарантируем доход"}'
DRAFT = f'{{"conversation": {{"id": "d", "channel": "sms", "messages": [{MESSAGE}]}}}}'
PEER = 'python -c "import spacy"'


@dataclass(frozen=True)
class Start:
    """Median seconds of a command from start to end, and as a part of the peer's."""

    command: str
    seconds: float
    ratio: float


def measured(rounds: int = 7) -> list[Start]:
    """Every start, the commands in turn so that what else the machine does hits all of them."""
    program = [sys.executable, "-m", "promisecheck"]
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), 0) as url:
        commands = {
            PEER: [sys.executable, "-c", "import spacy"],
            "promisecheck --help": [*program, "--help"],
            "promisecheck hook --url … (thin client)": [*program, "hook", "--url", url],
            "promisecheck hook": [*program, "hook"],
            "promisecheck check TEXT": [*program, "check", "Гарантируем доход"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                start = perf_counter()
                subprocess.run(command, input=DRAFT.encode(), capture_output=True, check=False)
                times[name].append(perf_counter() - start)
    medians = {name: sorted(found)[len(found) // 2] for name, found in times.items()}
    return [Start(name, median, median / medians[PEER]) for name, median in medians.items()]
