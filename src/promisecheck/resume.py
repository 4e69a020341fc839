"""`audit --resume`: the reports an earlier run finished, and which conversations they spare us."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.readers.base import Item
from promisecheck.report import Report
from promisecheck.writers import part_of


def resumable(outs: Sequence[str]) -> str | None:
    """The output that earlier reports can be read back from: the first `.jsonl`."""
    return next((out for out in outs if out.lower().endswith(".jsonl")), None)


def prepare(out: str) -> None:
    """Make `OUT.part` hold the reports to keep: an interrupted run's, or else those of a finished one."""
    whole, part = Path(os.path.realpath(out)), part_of(out)
    if not part.exists():
        part.touch()
        if whole.exists():
            shutil.copyfile(whole, part)


def kept(out: str, rule_ids: Sequence[str]) -> Iterator[Report]:
    """The reports in `OUT.part`; a last line torn by an interruption is cut off once they are through.

    Reports of other rules are an error: one file, one pack.
    """
    part, good = part_of(out), 0
    with part.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            if not raw.endswith(b"\n"):
                break
            yield _report(raw, part, number, rule_ids)
            good += len(raw)
    os.truncate(part, good)


def _report(raw: bytes, path: Path, line: int, rule_ids: Sequence[str]) -> Report:
    try:
        report = Report.model_validate_json(raw)
    except ValidationError:
        raise InputError("expected a report; run without --resume to begin anew", path=path, line=line) from None
    if [outcome.rule_id for outcome in report.outcomes] != list(rule_ids):
        raise InputError("written with other rules; run without --resume to begin anew", path=path, line=line)
    return report


def without(items: Iterable[Item], done: Counter[str]) -> Iterator[Item]:
    """The items whose conversation has no report yet; of two with one id, each report spares one."""
    for item in items:
        if isinstance(item.found, Conversation) and done[item.found.id] > 0:
            done[item.found.id] -= 1
        else:
            yield item
