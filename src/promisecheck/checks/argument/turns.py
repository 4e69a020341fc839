"""Turns of a dialogue: all that one side says until the other speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisecheck.conversation import Message


@dataclass(slots=True)
class Turn:
    """Messages of one side in a row."""

    role: str
    messages: list[Message]


def turns_of(messages: Iterable[Message]) -> list[Turn]:
    """The turns of client and employee; what bots and the system put in between parts nothing."""
    found: list[Turn] = []
    for message in messages:
        if message.role not in ("client", "employee") or not message.text.strip():
            continue
        if found and found[-1].role == message.role:
            found[-1].messages.append(message)
        else:
            found.append(Turn(message.role, [message]))
    return found
