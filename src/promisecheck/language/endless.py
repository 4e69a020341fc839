"""Runs without a blank that no person writes, cut into pieces that a tokenizer can stomach.

spaCy's tokenizer strips prefixes and suffixes one sign at a time, each time looking at the whole of what stands between
two blanks: a megabyte of exclamation marks would take it days.
"""

from __future__ import annotations

import re
from itertools import pairwise

MAX_WORD = 400  # characters between two blanks: longer than words, addresses and nearly all links
MAX_SIGNS = 100  # signs in a row: longer than the rules people draw with dashes

_WORD = re.compile(rf"\S{{{MAX_WORD + 1},}}")
_SIGNS = re.compile(rf"(?:[^\w\s]|_){{{MAX_SIGNS + 1},}}")


def pieces(text: str) -> list[str]:
    """The text itself as the one piece, or its pieces in order; nothing is lost between them."""
    cuts = {0, len(text)}
    for pattern, size in ((_WORD, MAX_WORD), (_SIGNS, MAX_SIGNS)):
        for run in pattern.finditer(text):
            cuts.update(range(run.start() + size, run.end(), size))
    return [text[a:b] for a, b in pairwise(sorted(cuts))] or [text]
