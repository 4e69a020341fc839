"""A day of conversations through `undivided-attention` alone: how long it takes, and the peak of memory.

    python -m benchmarks.attention [CONVERSATIONS] [EMPLOYEES]

The day is made up by a seeded generator, in no order of time across conversations. The first line is a day of a hundred
conversations, so that what the interpreter and the libraries take anyway can be told from what the day takes.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copy

from promisecheck.audit import audit
from promisecheck.rules.pack import default_folder

RULE = "undivided-attention"


def day(conversations: int, employees: int) -> Iterator[dict[str, object]]:
    """Conversations of one day: up to four questions each, answered after two and a half minutes on average."""
    chance = random.Random(2026)
    for number in range(conversations):
        moment = datetime(2026, 3, 3, 6, tzinfo=UTC) + timedelta(seconds=chance.randrange(9 * 3600))
        messages = []
        for _ in range(chance.randint(1, 4)):
            messages.append({"role": "client", "sent_at": moment.isoformat(), "text": "Когда будет отчёт?"})
            moment += timedelta(seconds=int(chance.expovariate(1 / 150)))
            if chance.random() < 0.97:
                messages.append({"role": "employee", "sent_at": moment.isoformat(), "text": "Сегодня отправлю."})
            moment += timedelta(seconds=chance.randrange(10, 900))
        employee = f"Сотрудник {chance.randrange(employees)}"
        yield {"id": f"c{number}", "channel": "telegram", "employee": employee, "messages": messages}


def measure(conversations: int, employees: int) -> None:
    """Audit one day and print a line."""
    with tempfile.TemporaryDirectory() as folder:
        source, rules = Path(folder, "day.jsonl"), Path(folder, "rules")
        rules.mkdir()
        copy(default_folder() / f"{RULE}.yaml", rules)
        with source.open("w", encoding="utf-8") as stream:
            for said in day(conversations, employees):
                stream.write(json.dumps(said, ensure_ascii=False) + "\n")
        begun = time.perf_counter()
        summary = audit([source], [Path(folder, "out.jsonl")], rules=rules, quiet=True)
        took = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{summary.conversations:,} conversations, {employees} employees: {summary.violated:,} of them violate, "
        f"{took:.1f} s, peak {peak:.0f} MB",
        flush=True,
    )


def main() -> None:
    """Each day in a process of its own: a peak never falls."""
    conversations, employees = (int(given) for given in (sys.argv[1:3] + ["10000", "50"][len(sys.argv[1:3]) :]))
    if len(sys.argv) > 3:
        measure(conversations, employees)
        return
    for size in (100, conversations):
        subprocess.run([sys.executable, "-m", "benchmarks.attention", str(size), str(employees), "-"], check=True)


if __name__ == "__main__":
    main()
