"""The words that decided a question of context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from promisecheck.language.reading import Reading


class Marks(Protocol):
    """What a qualifier needs of a text: its reading and the word lists of each token."""

    reading: Reading

    def has(self, i: int, *names: str) -> bool:
        """Whether token `i` belongs to one of the lists."""

    def where(self, start: int, end: int, *names: str) -> list[int]:
        """The tokens from `start` to `end` (exclusive) that belong to one of the lists, in order."""


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """Tokens `start` to `end` (exclusive) and what they say of the place that was asked about."""

    start: int
    end: int
    kind: str


def cue(i: int, kind: str) -> Cue:
    """A cue of one token."""
    return Cue(i, i + 1, kind)


def listed(marks: Marks, start: int, end: int, kind: str, *names: str) -> list[Cue]:
    """Cues for the tokens of a range that belong to one of the lists."""
    return [cue(i, kind) for i in marks.where(start, end, *names)]


ADVERSATIVE = frozenset({"но", "а", "однако", "зато"})
ASIDE = "между-нами"  # между нами, на деле, по факту …: what the speaker really means comes after it


def severed(marks: Marks, cue_at: int, i: int) -> bool:
    """Whether a turn of speech («но», «между нами») stands between a cue and the token after it."""
    if i <= cue_at:
        return False
    reading = marks.reading
    clauses = reading.clauses[reading.clause_at[cue_at] + 1 : reading.clause_at[i] + 1]
    return any(clause.opener in ADVERSATIVE for clause in clauses) or bool(marks.where(cue_at + 1, i + 1, ASIDE))
