"""The gate in a Telegram bot of aiogram 3: a middleware of the bot's session, which sees every request before it goes.

    bot.session.middleware(GateMiddleware(gate))

It finds the text in whatever carries it – messages, captions of albums, polls, edits, inline answers, labels of
buttons – without a list of methods: any field of that kind, wherever in the request, so new methods are seen too.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from aiogram.client.default import Default
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from pydantic import BaseModel

from promisecheck.conversation import Conversation, Message
from promisecheck.integrations.markup import seen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from aiogram import Bot
    from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
    from aiogram.methods import Response, TelegramMethod

    from promisecheck.gate.decision import Decision
    from promisecheck.gate.gate import Gate
    from promisecheck.language.disguise.plain import Plain

    Past = Callable[[Bot, TelegramMethod[Any]], "Conversation | Awaitable[Conversation | None] | None"]
    Told = Callable[[Decision, TelegramMethod[Any]], "Awaitable[None] | None"]

# Fields that a person reads. Captions, options and messages of inline answers are found inside of what holds them.
TEXTS = frozenset(
    "caption comment description error_message explanation input_field_placeholder label markdown html message_text "
    "options question switch_pm_text text title".split()
)
_UNSEEN = frozenset({"CopyMessage", "CopyMessages", "ForwardMessage", "ForwardMessages"})
_CALLS = ("Send", "Edit", "Copy", "Forward", "Answer", "Post", "Set", "Create", "Gift", "Save", "Decline")

Action = Literal["block", "alter", "send"]
Path = tuple[str | int, ...]


class MessageStopped(Exception):  # noqa: N818 – what happened to the message, not a fault
    """The gate let the request not out; `decision` says why, `request` is what was to be sent."""

    def __init__(self, decision: Decision, request: TelegramMethod[Any], places: list[Place]):
        self.decision, self.request, self.places = decision, request, places
        said = [f"«{one.quote}»: {one.explanation}" for one in decision.violations]
        super().__init__(" ".join(said) or (decision.unchecked.detail if decision.unchecked else decision.decision))


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


class GateMiddleware(BaseRequestMiddleware):
    """Asks the gate before every request that carries text.

    Each text of a request is a draft of its own, and so are all of them together.
    `on_stop`, `on_warn`: `block` raises `MessageStopped`; `alter` sends the proposal instead, where there is one (else
    it blocks, or sends what was only warned of); `send` lets it go. `past` gives the conversation so far, without the
    draft; `on_decision` is told every decision. `unseen`: copies and forwards whose text only Telegram has.
    """

    def __init__(
        self,
        gate: Gate,
        *,
        on_stop: Action = "block",
        on_warn: Action = "send",
        unseen: Literal["send", "block"] = "send",
        past: Past | None = None,
        on_decision: Told | None = None,
    ):
        self.gate, self.actions, self.unseen = gate, {"stop": on_stop, "warn": on_warn, "send": "send"}, unseen
        self._past, self._told = past, on_decision

    async def __call__(
        self, make_request: NextRequestMiddlewareType[Any], bot: Bot, method: TelegramMethod[Any]
    ) -> Response[Any]:
        """One request, as aiogram wants it."""
        return await make_request(bot, await self.passed(bot, method))

    async def passed(self, bot: Bot, method: TelegramMethod[Any]) -> TelegramMethod[Any]:
        """The request that may go out, as it is or altered; raises `MessageStopped`."""
        found = parts(bot, method)
        if not found:
            self._let_unseen(method)
            return method
        talk = await self._talk(bot, method)
        said = [await self._wording(talk, method, part) for part in found]
        if len(said) > 1:  # «гарантируем» in one caption, «20% годовых» in the next
            await self._together(talk, method, "\n".join(said))
        changed = {part.runs[0].path: one for part, one in zip(found, said, strict=True) if one != part.text}
        return _replaced(method, changed) if changed else method

    async def _together(self, talk: Conversation, method: TelegramMethod[Any], text: str) -> None:
        decision = await self.gate.adecide(_after(talk, text))
        action = self.actions[decision.decision]
        if action == "block" or (action == "alter" and decision.decision == "stop"):
            raise MessageStopped(decision, method, [])

    async def _wording(self, talk: Conversation, method: TelegramMethod[Any], part: Part) -> str:
        """What a part may say; raises `MessageStopped`."""
        decision = await self.gate.adecide(_after(talk, part.text))
        if self._told is not None:
            await _awaited(self._told(decision, method))
        action = self.actions[decision.decision]
        if action == "alter" and decision.proposal and len(part.runs) == 1:
            return decision.proposal
        if action == "block" or (action == "alter" and decision.decision == "stop"):
            raise MessageStopped(decision, method, places(part, decision))
        return part.text

    async def _talk(self, bot: Bot, method: TelegramMethod[Any]) -> Conversation:
        given = await _awaited(self._past(bot, method)) if self._past is not None else None
        if given is not None:
            return Conversation.read(given)
        chat = getattr(method, "chat_id", None)
        name = str(chat) if chat is not None else type(method).__name__
        return Conversation(id=name, channel="telegram", messages=[])

    def _let_unseen(self, method: TelegramMethod[Any]) -> None:
        if self.unseen == "block" and type(method).__name__ in _UNSEEN:
            from promisecheck.gate.decision import Decision, Unchecked

            told = Unchecked(reason="error", policy="closed", detail="the text of a copy or forward is not seen")
            decision = Decision(decision="stop", conversation_id="", message_id="", unchecked=told)
            raise MessageStopped(decision, method, [])


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


_MARKED = frozenset({"text", "caption", "message_text", "question", "explanation", "description"})


def _replaced(value: Any, wordings: dict[Path, str]) -> Any:
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
                changed[name] = _replaced(getattr(value, name), inner)
        return value.model_copy(update=changed)
    return [heads[n][()] if () in heads.get(n, {}) else _replaced(one, heads[n]) if n in heads else one
            for n, one in enumerate(value)]  # fmt: skip


def _plainly(holder: BaseModel, name: str) -> dict[str, None]:
    own = (f"{name}_parse_mode", f"{name}_entities")
    names = own if own[0] in type(holder).model_fields else (*own, "parse_mode", "entities")
    return {field: None for field in names if field in type(holder).model_fields}


def _after(talk: Conversation, text: str) -> Conversation:
    """The conversation with one more message of the employee's."""
    taken = {message.id for message in talk.messages}
    name = next(f"draft{n}" for n in range(len(taken) + 1) if f"draft{n}" not in taken)
    draft = Message(id=name, role="employee", text=text)
    return talk.model_copy(update={"messages": [*talk.messages, draft]})


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value
