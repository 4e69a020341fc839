"""A signal of the client, and whether a record answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Signal:
    """Characters `start` to `end` (exclusive) of a client's message as given.

    `gist` holds the key words as lemmas, in their order.
    """

    message_id: str
    start: int
    end: int
    quote: str
    category: str
    gist: tuple[str, ...]
    topic: str
    sent_at: datetime | None
    recorded: bool
