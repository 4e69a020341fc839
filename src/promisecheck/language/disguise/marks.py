"""Characters that nobody sees, marks over letters, odd spaces and styled digits."""

import re
import unicodedata
from collections.abc import Iterator

from .letters import ENCLOSED, is_russian
from .plain import Edit, Plain, apply

_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20df\u20e1-\u20e2\u20e4-\u20f0\ufe20-\ufe2f"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800"
_NEVER_SEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
)
_STYLED_DIGITS = "\uff10-\uff19\U0001d7ce-\U0001d7ff"
_SYMBOLS = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"  # what a joiner or a selector makes an emoji of

_INVISIBLE = re.compile(
    f"[{_NEVER_SEEN}]+"
    f"|(?<![{_SYMBOLS}])\u200d|\u200d(?![{_SYMBOLS}])"
    rf"|(?<=[^\W\d_])[\ufe00-\ufe0f]+|(?<=[{ENCLOSED}])[\ufe00-\ufe0e]+"
)
_SPACE = re.compile(f"[{_SPACES}]")
_DIGIT = re.compile(f"[{_STYLED_DIGITS}]")
_MARKED_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_MARKED_LETTER = re.compile(rf"([^\W_])[{_MARKS}]+")
_COMPOSED = frozenset("йЙёЁїЇўЎëË")

SIGN = re.compile(f"[{_MARKS}{_SPACES}{_NEVER_SEEN}{_STYLED_DIGITS}{ENCLOSED}\u200d@]|(?<=[^\\W\\d_])[\ufe00-\ufe0f]")
"""Finds what betrays a disguise outside of letters and digits."""


def cleared(plain: Plain) -> Plain:
    """Take away what is not seen, then the marks, which may have stood behind it."""
    plain = apply(plain, _unseen(plain.text))
    return apply(plain, _unmarked(plain.text))


def _unseen(text: str) -> Iterator[Edit]:
    for match in _INVISIBLE.finditer(text):
        yield Edit(*match.span(), "")
    for match in _SPACE.finditer(text):
        yield Edit(*match.span(), " ")
    for match in _DIGIT.finditer(text):
        yield Edit(*match.span(), unicodedata.normalize("NFKC", match[0]))


def _unmarked(text: str) -> Iterator[Edit]:
    """Marks go from the words that hold a Russian letter; French and the like keep theirs."""
    for word in _MARKED_WORD.finditer(text):
        if any(map(is_russian, word[0])):
            for match in _MARKED_LETTER.finditer(text, *word.span()):
                yield Edit(*match.span(), _compose(match[0]))


def _compose(cluster: str) -> str:
    """«и» with a breve is «й», «е» with a diaeresis is «ё»; any other mark is an ornament."""
    letter = cluster[0]
    for mark in cluster[1:]:
        whole = unicodedata.normalize("NFC", letter + mark)
        if whole in _COMPOSED:
            return whole
    return letter
