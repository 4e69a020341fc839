"""Decisions in this process, message by message."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time

from promisecheck.checker import Checker
from promisecheck.conversation import Conversation
from promisecheck.gate.gate import Gate

CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "test"
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


def drafts() -> list[Conversation]:
    """The conversations of the test corpora that end with an employee's message of usual length."""
    found: list[Conversation] = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            talk = Conversation.read(json.loads(line))
            last = talk.messages[-1]
            if last.role == "employee" and last.text.strip() and len(last.text) <= LONGEST:
                found.append(talk)
    return found


def measured(rounds: int = 2) -> list[Times]:
    """Times by group: drafts whose words wake the parser, and the others. Of the rounds the last counts."""
    talks, checker = drafts(), Checker()
    woken = {id(talk): _parsed(checker, talk) for talk in talks}
    times: dict[int, tuple[float, float]] = {}
    with Gate(checker) as gate:
        for _ in range(rounds):
            for talk in talks:
                start, worked = perf_counter(), process_time()
                gate.decide(talk)
                times[id(talk)] = 1000 * (perf_counter() - start), 1000 * (process_time() - worked)
    groups = {
        "without trigger words": [talk for talk in talks if not woken[id(talk)]],
        "with trigger words": [talk for talk in talks if woken[id(talk)]],
        "all": talks,
    }
    return [_times(name, group, [times[id(talk)] for talk in group]) for name, group in groups.items()]


def _parsed(checker: Checker, talk: Conversation) -> bool:
    return any(rule.parsed for rule in checker.explain(talk.messages[-1].text).rules)


def _times(name: str, group: list[Conversation], times: list[tuple[float, float]]) -> Times:
    length = sorted(len(talk.messages[-1].text) for talk in group)[len(group) // 2]
    parts = [part for found in zip(*times, strict=True) for part in _parts(sorted(found))]
    return Times(name, len(group), length, *parts)


def _parts(times: list[float]) -> tuple[float, float]:
    return times[len(times) // 2], times[int(0.99 * len(times))]
