"""The span of a violation: the clause that carries it, without the marks around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.checks.forbidden_meaning.finding import Finding
from promisecheck.language.segment import COORDINATORS, is_symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.language.reading import Reading
    from promisecheck.rules.match import Marked, Match

_LINKS = frozenset({"что", "поэтому", "потому"})


def clause_finding(marked: Marked, matches: Sequence[Match], category: str) -> Finding:
    """The finding of some matches, in characters of the text as it was given."""
    return Finding(*marked.reading.span(*clause_span(marked, matches)), category)


def clause_span(marked: Marked, matches: Sequence[Match]) -> tuple[int, int]:
    """Tokens from the stretch where the first match begins to the one where the last ends, trimmed."""
    tokens = [i for match in matches for i in (*match.tokens, match.head)]
    return _widened(marked, min(tokens), max(tokens) + 1)


def token_span(marked: Marked, carrier: int, others: Sequence[int]) -> tuple[int, int]:
    """Characters of the stretches around a token, joined with the neighbouring ones that `others` reach."""
    stretch_at, reach = marked.reading.stretch_at, {carrier}
    known = {stretch_at[i] for i in others if marked.reading.sentence_of(i) == marked.reading.sentence_of(carrier)}
    for step in (-1, 1):
        stretch = stretch_at[carrier] + step
        while stretch in known:
            reach |= {i for i in others if stretch_at[i] == stretch}
            stretch += step
    return marked.reading.span(*_widened(marked, min(reach), max(reach) + 1))


def sentence_at(reading: Reading, offset: int) -> str:
    """The sentence that holds a character of the text as it was given."""
    token = next(i for i in range(len(reading)) if reading.span(i, i + 1)[1] > offset)
    start, end = reading.span(*reading.sentence_of(token))
    return reading.given[start:end]


def _widened(marked: Marked, low: int, high: int) -> tuple[int, int]:
    reading = marked.reading
    start, end = low, high
    while start and reading.stretch_at[start - 1] == reading.stretch_at[low]:
        start -= 1
    while end < len(reading) and reading.stretch_at[end] == reading.stretch_at[high - 1]:
        end += 1
    while start < low and _light(reading.texts[start], reading.forms[start]):
        start += 1
    while end > high and _light(reading.texts[end - 1], ""):
        end -= 1
    return start, end


def _light(text: str, form: str) -> bool:
    """Marks, blanks and emoji at the ends of a clause; at its head a conjunction too."""
    mark = not any(ch.isalnum() for ch in text) and text not in "%$€₽"
    return mark or is_symbol(text) or form in COORDINATORS or form in _LINKS
