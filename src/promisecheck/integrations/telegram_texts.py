"""The texts of a Telegram request: where they stand, what a person sees of them, and the request with others.

Without a list of methods: any field of that kind, wherever in the request, so new methods are seen too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiogram.client.default import Default
from pydantic import BaseModel

from promisecheck.integrations.markup import seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiogram import Bot
    from aiogram.methods import TelegramMethod

    from promisecheck.gate.decision import Decision
    from promisecheck.language.disguise.plain import Plain

# Fields that a person reads. Captions, options and messages of inline answers are found inside of what holds them.
TEXTS = frozenset(
    "caption comment description error_message explanation input_field_placeholder label markdown html message_text "
    "options question switch_pm_text text title".split()
)
_CALLS = ("Send", "Edit", "Copy", "Forward", "Answer", "Post", "Set", "Create", "Gift", "Save", "Decline")
_MARKED = frozenset({"text", "caption", "message_text", "question", "explanation", "description"})

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where a violation stands in the request: the field's path, and characters of that field as it was given."""

    path: Path
    start: int
    end: int


@dataclass(frozen=True)
class Run:
    """A piece of text as it is shown, and where it stands in its draft."""

    path: Path
    shown: Plain
    begin: int


@dataclass(frozen=True)
class Part:
    """What a person reads as one text: a field of the request, or the runs of a rich one."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The draft."""
        return "".join(run.shown.text for run in self.runs)


def parts(bot: Bot, method: TelegramMethod[Any]) -> list[Part]:
    """The texts of a request in the order of its fields."""
    if not type(method).__name__.startswith(_CALLS):
        return []
    found: list[list[Run]] = []
    for path, given, mode in _texts(method, (), bot):
        last = found[-1][-1] if found else None
        goes_on = last is not None and _rich(path) is not None and _rich(path) == _rich(last.path)
        begin = last.begin + len(last.shown.text) if last and goes_on else 0
        run = Run(path, seen(given, mode), begin)
        if goes_on:
            found[-1].append(run)
        else:
            found.append([run])
    made = [Part(tuple(runs)) for runs in found]
    return [part for part in made if part.text.strip()]


def _rich(path: Path) -> Path | None:
    """The path of the list of runs that a text belongs to: markup between them may split a word."""
    for n in range(len(path) - 1):
        if path[n] == "text" and isinstance(path[n + 1], int):
            return path[: n + 1]
    return None


def places(part: Part, decision: Decision) -> list[Place]:
    """The violations of a part as places in the fields as they were given, their markup included."""
    told: list[Place] = []
    for violation in decision.violations:
        for run in part.runs:
            start = max((violation.start or 0) - run.begin, 0)
            end = min((violation.end or 0) - run.begin, len(run.shown.text))
            if start < end:
                told.append(Place(run.path, *run.shown.span(start, end)))
    return told


def _texts(value: Any, path: Path, bot: Bot) -> Iterator[tuple[Path, str, str | None]]:
    """Path, text and parse mode of every text inside of a value."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, str):
                if name in TEXTS:
                    yield (*path, name), inner, _mode(value, name, bot)
            elif name in TEXTS or isinstance(inner, BaseModel | list | tuple):
                yield from _texts(inner, (*path, name), bot)
    elif isinstance(value, list | tuple):
        for n, inner in enumerate(value):
            if isinstance(inner, str):
                if path and path[-1] in TEXTS:
                    yield (*path, n), inner, None
            else:
                yield from _texts(inner, (*path, n), bot)


def _mode(holder: BaseModel, name: str, bot: Bot) -> str | None:
    """The parse mode of a field: its own, that of its object, or the bot's default; none where entities are given."""
    if name in ("markdown", "html"):
        return name
    if getattr(holder, f"{name}_entities", None) or (name in ("text", "caption") and getattr(holder, "entities", None)):
        return None
    own = f"{name}_parse_mode"
    field = own if own in type(holder).model_fields else "parse_mode"
    mode = getattr(holder, field, None) if name in _MARKED else None
    if isinstance(mode, Default):
        mode = bot.default[mode.name]
    return str(getattr(mode, "value", mode)) if mode else None


def replaced(value: Any, wordings: dict[Path, str]) -> Any:
    """A copy with other texts, shown as they are: neither a parse mode nor entities speak of them."""
    heads: dict[str | int, dict[Path, str]] = {}
    for path, text in wordings.items():
        heads.setdefault(path[0], {})[path[1:]] = text
    if isinstance(value, BaseModel):
        changed: dict[str, Any] = {}
        for name, inner in heads.items():
            assert isinstance(name, str)
            if () in inner:
                changed |= {name: inner[()]} | _plainly(value, name)
            else:
                changed[name] = replaced(getattr(value, name), inner)
        return value.model_copy(update=changed)
    return [heads[n][()] if () in heads.get(n, {}) else replaced(one, heads[n]) if n in heads else one
            for n, one in enumerate(value)]  # fmt: skip


def _plainly(holder: BaseModel, name: str) -> dict[str, None]:
    own = (f"{name}_parse_mode", f"{name}_entities")
    names = own if own[0] in type(holder).model_fields else (*own, "parse_mode", "entities")
    return {field: None for field in names if field in type(holder).model_fields}
