"""python -m benchmarks.gate [--write docs/performance.md]: all three benchmarks in one run; needs wrk and `[serve]`."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.gate import cold, inprocess, load

BEGIN, END = "<!-- benchmarks.gate: begin -->", "<!-- benchmarks.gate: end -->"


def main() -> None:
    """Measures, prints the tables, and puts them into a page between its two marks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="the page whose tables are made anew")
    page: Path | None = parser.parse_args().write
    tables = "\n\n".join([_machine(), _inprocess(), _load(), _cold()])
    print(tables)
    if page is not None:
        text = page.read_text(encoding="utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        page.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")


def _machine() -> str:
    busy = os.getloadavg()[0]
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, load average before the run {busy:.1f}."


def _table(head: str, rows: list[str]) -> str:
    columns = head.count("|") - 1
    return "\n".join([head, "|---" + "|---:" * (columns - 1) + "|", *rows])


def _inprocess() -> str:
    rows = [
        f"| {one.group} | {one.drafts} | {one.characters} | {one.median:.1f} | {one.p99:.1f} | {one.cpu_median:.1f} "
        f"| {one.cpu_p99:.1f} |"
        for one in inprocess.measured()
    ]
    head = "| in process, drafts up to 500 characters | drafts | median length | median ms | p99 ms | median CPU ms "
    return _table(head + "| p99 CPU ms |", rows)


def _load() -> str:
    found = load.measured()
    peer = found[0].rate
    rows = [
        f"| `{one.what}` | {one.connections} | {one.rate:.0f} | {one.rate / peer:.2f} | {one.p50:.1f} | {one.p99:.1f} "
        f"| {one.failed + one.refused} |"
        for one in found
    ]
    head = "| over HTTP, two workers | connections | messages/s | of `/health` | median ms | p99 ms | failed |"
    return _table(head, rows)


def _cold() -> str:
    rows = [f"| `{one.command}` | {one.seconds:.2f} | {one.ratio:.2f} |" for one in cold.measured()]
    return _table("| start to end | median s | of importing spaCy |", rows)


if __name__ == "__main__":
    main()
