"""Denied or not, where a refusal is never taken back by a second negation: «не скину никому и ни за что»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.negation import negators, outer_negators

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Cue, Marks
    from promisecheck.language.reading import Reading


def denied(marks: Marks, i: int) -> list[Cue]:
    """The negators of token `i`; only two «не» cancel out («не могу не поделиться»)."""
    found = [one for one in negators(marks, i) if _bears(marks.reading, one.start, i)]
    if not found:
        return outer_negators(marks, i, found)
    plain = [one for one in found if marks.reading.forms[one.start] == "не"]
    return [] if len(found) == 2 == len(plain) and not _answers(marks.reading, found[0].start) else found


def _bears(reading: Reading, negator: int, i: int) -> bool:
    """A negator behind the next comma denies only an infinitive that leans on it: «скинуть, увы, не могу»."""
    return negator < i or reading.piece_at[negator] == reading.piece_at[i] or "INFN" in reading.grams(i)


def _answers(reading: Reading, negator: int) -> bool:
    """«не, не скину»: the first one is an answer, and the second denies."""
    return negator + 1 < len(reading) and not reading.forms[negator + 1].isalpha()
