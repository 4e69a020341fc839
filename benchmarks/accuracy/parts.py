"""Parts of the pack that can be taken away for a run of the benchmark; outside of it nothing changes.

A qualifier of context gives cues, each with its kind, so a qualifier is switched off by dropping the cues of its kinds
wherever a function gives some. What a key of the rule file brings is taken away by leaving out the key.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType
from typing import Any
from unittest.mock import patch

from promisecheck.checks.forbidden_meaning import engine
from promisecheck.rules import yaml
from promisecheck.rules.pack import Pack

ENGINE = f"{engine.__name__}."


@dataclass(frozen=True)
class Part:
    """Something a rule can do without: cues of some kinds, functions of the engine with what they give, keys."""

    name: str
    kinds: frozenset[str] = frozenset()
    replaced: tuple[tuple[str, Callable[..., Any]], ...] = ()
    keys: frozenset[str] = frozenset()

    def of(self, rule: dict[str, Any]) -> bool:
        """Whether the rule file has what is to be taken away."""
        return not self.keys or not self.keys.isdisjoint(rule)


def _nothing(*_: Any) -> None:
    return None


PARTS = (
    Part("negation", frozenset({"negated"})),
    Part("question, rhetorical question", frozenset({"asked", "rhetorical"})),
    Part("reported, quoted", frozenset({"reported", "quoted"})),
    Part("condition, irreal", frozenset({"conditional", "irreal"})),
    Part("hedge, aim, possibility, example", frozenset({"hedged", "aimed", "possible", "example"})),
    Part("warning", frozenset({"warned"})),
    Part("past", frozenset({"past"})),
    Part("tempering", replaced=(("temper", _nothing),)),
    Part("terms of art", keys=frozenset({"terms"})),
    Part("reply to a question", keys=frozenset({"confirmation", "answer"})),
    Part("split messages", replaced=(("joined", _nothing),)),
)


@contextmanager
def without(part: Part) -> Iterator[None]:
    """The engine without the cues and functions of a part, for as long as the block runs."""
    with ExitStack() as stack:
        for module, name, value in _names():
            quiet = _quiet(value, part.kinds)
            if quiet is not value:
                stack.enter_context(patch.object(module, name, quiet))
        for name, other in part.replaced:
            stack.enter_context(patch(ENGINE + name, other))
        yield


def _names() -> list[tuple[Any, str, Any]]:
    """Every name of the package's modules, those too that were imported from one into another."""
    modules = [module for path, module in sys.modules.items() if path.startswith("promisecheck.")]
    return [(module, name, value) for module in modules for name, value in vars(module).items()]


def _quiet(value: Any, kinds: frozenset[str]) -> Any:
    """The value itself, or a function that gives cues (or a row or table of such) without the cues of some kinds."""
    if isinstance(value, FunctionType):
        return _without_cues(value, kinds) if kinds and gives_cues(value) else value
    if isinstance(value, tuple) and any(map(gives_cues, value)):
        return tuple(_quiet(one, kinds) for one in value)
    if isinstance(value, dict) and any(map(gives_cues, value.values())):
        return {name: _quiet(one, kinds) for name, one in value.items()}
    return value


def gives_cues(value: Any) -> bool:
    """Whether this is a function whose signature says that it gives cues."""
    return isinstance(value, FunctionType) and value.__annotations__.get("return") == "list[Cue]"


def _without_cues(function: FunctionType, kinds: frozenset[str]) -> Callable[..., Any]:
    @wraps(function)
    def quiet(*args: Any, **options: Any) -> Any:
        return [cue for cue in function(*args, **options) if cue.kind not in kinds]

    return quiet


@contextmanager
def folder_of(pack: Pack, rule_id: str, leave_out: frozenset[str] = frozenset()) -> Iterator[Path]:
    """A copy of the pack with this rule alone, without some keys; its speed is then the rule's own."""
    path = pack.paths[rule_id]
    kept = {key: value for key, value in yaml.read(path).items() if key not in leave_out}
    others = [other.name for other in pack.paths.values()]
    with TemporaryDirectory() as made:
        copy = Path(made) / "rules"
        shutil.copytree(pack.folder, copy, ignore=shutil.ignore_patterns(*others))
        (copy / path.name).write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML
        yield copy
