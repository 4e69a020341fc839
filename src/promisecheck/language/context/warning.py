"""Warned against: swindlers, prohibitions, «не верьте», «остерегайтесь»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.language.context.cue import cue, listed, severed

if TYPE_CHECKING:
    from promisecheck.language.context.cue import Cue, Marks

WARNINGS = "предостережение"  # остерегаться, не верить, насторожить, мошенник, запрещать …
DISBELIEF = "недоверие"  # after «не»: верить, вестись, слушать …


def warned(marks: Marks, i: int) -> list[Cue]:
    """The cue that the sentence of token `i` warns of what it says."""
    reading = marks.reading
    start, end = reading.sentence_of(i)
    found = listed(marks, start, end, "warned", WARNINGS)
    denied = (k for k in range(start + 1, end) if marks.has(k, DISBELIEF) and reading.forms[k - 1] == "не")
    found += [cue(k, "warned") for k in denied]
    return [c for c in found if not severed(marks, c.start, i)][:1]
