"""Every contestant over one corpus: how often it is right, how it differs from the pack, how long it takes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.accuracy.contestants import PACK, Contestant, Judge
from promisecheck import Conversation
from promisecheck.errors import InputError
from promisecheck.evaluate.bootstrap import RESAMPLES, Interval, f1_change, intervals
from promisecheck.evaluate.comparison import mcnemar
from promisecheck.evaluate.floors import sha256
from promisecheck.evaluate.labels import labels_of
from promisecheck.evaluate.metrics import Counts
from promisecheck.readers.sources import find, stream

WARM = 300  # conversations judged beforehand, so that all come to caches alike


@dataclass(frozen=True)
class Corpus:
    """The labelled conversations of a file, and which of them break the rule."""

    path: Path
    sha256: str
    conversations: list[Conversation]
    wanted: list[bool]
    whole: int = 0  # how many it holds before it was thinned

    @property
    def messages(self) -> int:
        """What employees wrote."""
        return sum(m.role == "employee" for talk in self.conversations for m in talk.messages)


@dataclass(frozen=True)
class Change:
    """A contestant against its base: F1 less that of the base, its interval, and McNemar's p."""

    f1: float | None
    interval: Interval | None
    p_value: float


@dataclass(frozen=True)
class Line:
    """What one contestant reached; the pack has no change."""

    name: str
    counts: Counts
    intervals: dict[str, Interval | None]
    change: Change | None
    milliseconds: float


def read(paths: Sequence[Path], rule_id: str, most: int | None = None) -> list[Corpus]:
    """The files that name the rule, thinned out evenly to `most` conversations each.

    Raises `InputError` at the first thing that cannot be used.
    """
    sources = find(paths)
    for error in sources.errors:
        raise error
    held: dict[Path, Corpus] = {}
    for item in stream(sources):
        if isinstance(item.found, InputError):
            raise item.found
        try:
            expected = labels_of(item.found).expect.get(rule_id)
        except InputError as error:
            raise error.at(item.path, item.line) from None
        if expected is not None:
            corpus = held.setdefault(item.path, Corpus(item.path, sha256(item.path), [], []))
            corpus.conversations.append(item.found)
            corpus.wanted.append(expected == "violated")
    return [_thinned(corpus, most) for corpus in held.values()]


def _thinned(corpus: Corpus, most: int | None) -> Corpus:
    whole = len(corpus.wanted)
    step = -(-whole // most) if most else 1
    return replace(corpus, conversations=corpus.conversations[::step], wanted=corpus.wanted[::step], whole=whole)


def measure(corpora: Sequence[Corpus], row: Sequence[Contestant], resamples: int = RESAMPLES) -> list[list[Line]]:
    """The lines of each corpus, in the order of the contestants, the pack among them."""
    ran = {one.name: _run(one, corpora) for one in row}
    base = {one.name: ran.get(one.base, ran[PACK]) for one in row}
    return [
        [_line(one.name, corpus, ran[one.name][n], base[one.name][n], resamples) for one in row]
        for n, corpus in enumerate(corpora)
    ]


@dataclass(frozen=True)
class _Ran:
    found: list[bool]
    milliseconds: float


def _run(one: Contestant, corpora: Sequence[Corpus]) -> list[_Ran]:
    with one.judging() as judge:
        for corpus in corpora:
            _judged(judge, corpus.conversations[:WARM])
        return [_timed(judge, corpus) for corpus in corpora]


def _timed(judge: Judge, corpus: Corpus) -> _Ran:
    start = time.process_time()
    found = _judged(judge, corpus.conversations)
    return _Ran(found, 1000 * (time.process_time() - start) / corpus.messages)


def _judged(judge: Judge, conversations: Sequence[Conversation]) -> list[bool]:
    return [judge(talk) for talk in conversations]


def _line(name: str, corpus: Corpus, ran: _Ran, pack: _Ran, resamples: int) -> Line:
    counts = _counts(corpus.wanted, ran.found)
    sure = intervals(counts, resamples, name)
    change = None if name == PACK else _change(name, corpus.wanted, pack.found, ran.found, resamples)
    return Line(name, counts, sure, change, ran.milliseconds)


def _change(name: str, wanted: list[bool], pack: list[bool], found: list[bool], resamples: int) -> Change:
    kinds = list(zip(wanted, pack, found, strict=True))
    before, now = _counts(wanted, pack).f1, _counts(wanted, found).f1
    better = sum(it == now and it != was for it, was, now in kinds)
    worse = sum(it == was and it != now for it, was, now in kinds)
    less = None if before is None or now is None else now - before
    return Change(less, f1_change(kinds, resamples, name), mcnemar(better, worse))


def _counts(wanted: Sequence[bool], found: Sequence[bool]) -> Counts:
    counts = Counts()
    for should, does in zip(wanted, found, strict=True):
        counts.add("violated" if should else "passed", "violated" if does else "passed")
    return counts
