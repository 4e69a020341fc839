"""`audit --resume`: the reports an earlier run finished, and which conversations they spare us."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.readers.base import Item
from promisecheck.report import Report
from promisecheck.writers import part_of
from promisecheck.writers.base import Audited


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


class Kept:
    """The reports in `OUT.part`, found by their conversation's id; none without an output to continue."""

    def __init__(self, out: str | None = None, rule_ids: Sequence[str] = ()):
        self._part, self._rule_ids = part_of(out) if out else None, rule_ids
        self._places: dict[str, list[int]] = {}  # of each conversation, where its reports begin in the file

    def __len__(self) -> int:
        return sum(map(len, self._places.values()))

    def read(self) -> Iterator[Report]:
        """All of them; a last line torn by an interruption is cut off once they are through.

        Reports of other rules are an error: one file, one pack.
        """
        assert self._part is not None
        good = 0
        with self._part.open("rb") as stream:
            for number, raw in enumerate(stream, 1):
                if not raw.endswith(b"\n"):
                    break
                report = _report(raw, self._part, number, self._rule_ids)
                self._places.setdefault(report.conversation_id, []).append(good)
                yield report
                good += len(raw)
        os.truncate(self._part, good)

    def take(self, conversation_id: str) -> Report | None:
        """The first report of that conversation that nobody took yet."""
        places = self._places.get(conversation_id)
        return self._at(places.pop(0)) if places else None

    def rest(self) -> Iterator[Report]:
        """The reports whose conversations are no longer there, in the order of the file."""
        for place in sorted(place for places in self._places.values() for place in places):
            yield self._at(place)

    def _at(self, place: int) -> Report:
        assert self._part is not None
        with self._part.open("rb") as stream:
            stream.seek(place)
            return Report.model_validate_json(stream.readline())


def _report(raw: bytes, path: Path, line: int, rule_ids: Sequence[str]) -> Report:
    try:
        report = Report.model_validate_json(raw)
    except ValidationError:
        raise InputError("expected a report; run without --resume to begin anew", path=path, line=line) from None
    if [outcome.rule_id for outcome in report.outcomes] != list(rule_ids):
        raise InputError("written with other rules; run without --resume to begin anew", path=path, line=line)
    return report


def without(items: Iterable[Item], kept: Kept, spared: Callable[[Audited], None]) -> Iterator[Item]:
    """The items whose conversation has no report yet; the others go to `spared`, each with its report."""
    for item in items:
        found = item.found
        report = kept.take(found.id) if isinstance(found, Conversation) else None
        if report is None or isinstance(found, InputError):
            yield item
        else:
            spared(Audited(report, found, item.path, item.line))
