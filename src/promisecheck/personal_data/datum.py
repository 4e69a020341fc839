"""One personal datum in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "person",
    "phone",
    "email",
    "passport",
    "inn",
    "snils",
    "card",
    "account",
    "address",
    "birthday",
    "contract",
    "number",
]
# Documents and money: worth more to a thief than a telephone number.
DOCUMENTS: frozenset[Kind] = frozenset({"passport", "inn", "snils", "card", "account"})


@dataclass(frozen=True, slots=True)
class Datum:
    """Characters `start` to `end` (exclusive) of the text as it was given.

    `key` is the same for every notation of one datum: the digits of a telephone, the lemmas of a name.
    """

    kind: Kind
    start: int
    end: int
    key: str
