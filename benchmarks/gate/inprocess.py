"""Decisions in this process, message by message."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from promisecheck.checker import Checker
from promisecheck.conversation import Conversation
from promisecheck.gate.gate import Gate
from promisecheck.language import models

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
OTHER = CORPORA / "dev" / "other-topics.jsonl"  # service talk: nearest to a usual day
PROMISES = CORPORA / "test" / "no-guarantees.jsonl"  # minimal pairs around promises, half of them violating
LONGEST = 500  # characters of a draft


@dataclass(frozen=True)
class Times:
    """Milliseconds of one group of drafts; of the processor too, which a busy machine does not stretch as much."""

    group: str
    drafts: int
    characters: int
    median: float
    p99: float
    cpu_median: float
    cpu_p99: float


def drafts(path: Path) -> list[Conversation]:
    """The conversations of a corpus that end with an employee's message of usual length."""
    talks = (Conversation.read(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())
    usual = ((talk, talk.messages[-1]) for talk in talks)
    return [talk for talk, last in usual if last.role == "employee" and 0 < len(last.text) <= LONGEST]


def measured(rounds: int = 2) -> list[Times]:
    """Times by group. Of the rounds the last counts: words that were never seen before cost more once."""
    usual, promises = drafts(OTHER)[::3], drafts(PROMISES)
    times: dict[int, tuple[float, float]] = {}
    parsed: dict[int, bool] = {}
    violating: dict[int, bool] = {}
    with Gate(Checker()) as gate, _counted() as tagged:
        for _ in range(rounds):
            for talk in (*usual, *promises):
                tagged.clear()
                start, worked = perf_counter(), process_time()
                decision = gate.decide(talk)
                times[id(talk)] = 1000 * (perf_counter() - start), 1000 * (process_time() - worked)
                parsed[id(talk)], violating[id(talk)] = bool(tagged), bool(decision.violations)
    groups = {
        "service talk": usual,
        "… without trigger words": [talk for talk in usual if not parsed[id(talk)]],
        "… with trigger words": [talk for talk in usual if parsed[id(talk)]],
        "about promises, nothing found": [talk for talk in promises if not violating[id(talk)]],
        "about promises, stopped or warned of, with a proposal": [talk for talk in promises if violating[id(talk)]],
    }
    return [_times(name, group, [times[id(talk)] for talk in group]) for name, group in groups.items()]


@contextmanager
def _counted() -> Iterator[list[int]]:
    """Holds something whenever the parser was asked."""
    found: list[int] = []
    real = models.tag

    def tag(sentences: Sequence[Sequence[str]]) -> list[list[models.Tagged]]:
        found.append(len(sentences))
        return real(sentences)

    models.tag = tag
    try:
        yield found
    finally:
        models.tag = real


def _times(name: str, group: list[Conversation], times: list[tuple[float, float]]) -> Times:
    length = sorted(len(talk.messages[-1].text) for talk in group)[len(group) // 2]
    parts = [part for found in zip(*times, strict=True) for part in _parts(sorted(found))]
    return Times(name, len(group), length, *parts)


def _parts(times: list[float]) -> tuple[float, float]:
    return times[len(times) // 2], times[int(0.99 * len(times))]
