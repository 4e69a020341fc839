"""Letters drawn out: «тоооочно»."""

import re
from collections.abc import Iterator
from itertools import islice, product

from .lexicon import Lexicon
from .plain import Edit

RUN = re.compile(r"([а-яё])\1\1+", re.IGNORECASE)
"""Finds three or more of the same letter."""
_LIMIT = 16


def shortened(word: str, lexicon: Lexicon) -> list[Edit]:
    """Give the edits that bring each run of three or more down to one letter, or to two where a known word has two."""
    runs = list(RUN.finditer(word))
    if not runs or len(set(word.lower())) == 1 or lexicon.known(word.lower()):
        return []
    for keep in islice(product(*map(_lengths, runs)), _LIMIT):
        edits = [_cut(run, size) for run, size in zip(runs, keep, strict=True)]
        if lexicon.known(_made(word, edits).lower()):
            return edits
    # An unknown word in capitals is an abbreviation as likely as a shout.
    return [] if word.isupper() else [_cut(run, 1) for run in runs]


def known_when_shortened(word: str, lexicon: Lexicon) -> bool:
    """Whether the lower-case word is known, as it is or with its drawn-out letters shortened."""
    return lexicon.known(word) or lexicon.known(_made(word, shortened(word, lexicon)))


def _lengths(run: re.Match[str]) -> tuple[int, int]:
    """One letter before two, but «студиии» is a slip for «студии», not a cry."""
    return (2, 1) if len(run[0]) == 3 and run[1] in "инслИНСЛ" else (1, 2)


def _cut(run: re.Match[str], keep: int) -> Edit:
    start = run.start() + keep - 1
    return Edit(start, run.end(), run.string[start])


def _made(word: str, edits: list[Edit]) -> str:
    return "".join(_pieces(word, edits))


def _pieces(word: str, edits: list[Edit]) -> Iterator[str]:
    done = 0
    for start, end, char in edits:
        yield word[done:start] + char
        done = end
    yield word[done:]
