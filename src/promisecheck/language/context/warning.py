"""Warned against: swindlers, prohibitions, «не верьте», «остерегайтесь»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import cue, listed

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Cue, Marks

WARNINGS = "предостережение"  # остерегаться, не верить, насторожить, мошенник, запрещать …
DISBELIEF = "недоверие"  # after «не»: верить, вестись, слушать …


def warned(marks: Marks, i: int) -> list[Cue]:
    """The cue that the sentence of token `i` warns of what it says."""
    reading = marks.reading
    start, end = reading.sentence_of(i)
    found = listed(marks, start, end, "warned", WARNINGS)
    if found:
        return found[:1]
    return [cue(k, "warned") for k in range(start + 1, end) if marks.has(k, DISBELIEF) and reading.forms[k - 1] == "не"][:1]
