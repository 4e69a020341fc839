"""The gate in a Telegram bot of aiogram 3: a middleware of the bot's session, which sees every request before it goes.

    bot.session.middleware(GateMiddleware(gate))

It finds the text in whatever carries it – messages, captions of albums, polls, edits, inline answers, labels of
buttons (`telegram_texts`).
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Literal

from aiogram.client.session.middlewares.base import BaseRequestMiddleware

from promisecheck.conversation import Conversation, Message
from promisecheck.integrations.telegram_texts import Part, Place, parts, places, replaced

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiogram import Bot
    from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
    from aiogram.methods import Response, TelegramMethod

    from promisecheck.gate.decision import Decision
    from promisecheck.gate.gate import Gate

    Past = Callable[[Bot, TelegramMethod[Any]], "Conversation | Awaitable[Conversation | None] | None"]
    Told = Callable[[Decision, TelegramMethod[Any]], "Awaitable[None] | None"]

_UNSEEN = frozenset({"CopyMessage", "CopyMessages", "ForwardMessage", "ForwardMessages"})

Action = Literal["block", "alter", "send"]


class MessageStopped(Exception):  # noqa: N818 – what happened to the message, not a fault
    """The gate let the request not out; `decision` says why, `request` is what was to be sent."""

    def __init__(self, decision: Decision, request: TelegramMethod[Any], places: list[Place]):
        self.decision, self.request, self.places = decision, request, places
        said = [f"«{one.quote}»: {one.explanation}" for one in decision.violations]
        super().__init__(" ".join(said) or (decision.unchecked.detail if decision.unchecked else decision.decision))


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
        return replaced(method, changed) if changed else method

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


def _after(talk: Conversation, text: str) -> Conversation:
    """The conversation with one more message of the employee's."""
    taken = {message.id for message in talk.messages}
    name = next(f"draft{n}" for n in range(len(taken) + 1) if f"draft{n}" not in taken)
    draft = Message(id=name, role="employee", text=text)
    return talk.model_copy(update={"messages": [*talk.messages, draft]})


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value
