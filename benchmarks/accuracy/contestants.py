"""Who is measured: the ways without the pack, the pack, and the pack without each of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.accuracy.keywords import keywords
from benchmarks.accuracy.negex import TARGETS, NegEx
from benchmarks.accuracy.parts import PARTS, Part, folder_of, without
from promisecheck import Checker, Conversation
from promisecheck.rules import yaml
from promisecheck.rules.pack import load_pack

Judge = Callable[[Conversation], bool]  # whether the conversation breaks the rule


@dataclass(frozen=True)
class Contestant:
    """A way to judge conversations; `judging` prepares it, and undoes afterwards what it had to change."""

    name: str
    judging: Callable[[], AbstractContextManager[Judge]]
    base: str = "promisecheck"  # whom it is compared with


PACK = "promisecheck"
ALONE = "its rules alone"
SECOND = frozenset({"classifier"})


def contestants(rule_id: str, rules: Path | None = None) -> list[Contestant]:
    """The ways without the pack first, then the pack, then its rules alone, then these without their parts.

    Parts are taken from the rules alone: the second reader has learnt from all of them, and would miss each.
    """
    rule: dict[str, Any] = yaml.read(load_pack(rules).paths[rule_id])
    found: list[Contestant] = []
    if expression := keywords(rule_id):
        found.append(Contestant("keyword regex", partial(_reading, lambda text: bool(expression.search(text)))))
    if rule_id in TARGETS:
        found.append(Contestant("lemmas, NegEx window", partial(_reading, NegEx(TARGETS[rule_id]).violates)))
    found.append(Contestant(PACK, partial(judging_without, Part("nothing"), rule_id, rules)))
    base = PACK
    if not SECOND.isdisjoint(rule):
        base = ALONE
        found.append(Contestant(ALONE, partial(judging_without, Part(ALONE, keys=SECOND), rule_id, rules)))
    for part in PARTS:
        if part.of(rule):
            less = replace(part, keys=part.keys | SECOND)
            found.append(Contestant(f"without {part.name}", partial(judging_without, less, rule_id, rules), base))
    return found


@contextmanager
def _reading(violates: Callable[[str], bool]) -> Iterator[Judge]:
    """A judge that looks at each message of the employee by itself."""
    yield lambda talk: any(violates(m.text) for m in talk.messages if m.role == "employee")


@contextmanager
def judging_without(part: Part, rule_id: str, rules: Path | None = None) -> Iterator[Judge]:
    """A judge by the pack without a part of it."""
    with folder_of(load_pack(rules), rule_id, part.keys) as folder, without(part):
        checker = Checker(folder)
        yield lambda talk: checker.check(talk).outcome(rule_id).status == "violated"
