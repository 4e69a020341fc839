"""A violation in a message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Characters `start` to `end` (exclusive) of the message as given break the rule in the way of `category`."""

    start: int
    end: int
    category: str
