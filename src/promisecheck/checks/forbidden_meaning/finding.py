"""A violation in tokens of a message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Tokens `start` to `end` (exclusive) break the rule in the way of `category`."""

    start: int
    end: int
    category: str
