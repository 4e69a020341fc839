"""Tell figures («24ч», «5тыс», «2х») from digits that stand for letters («д0ход», «4то»)."""

import re

from .lexicon import Lexicon

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![^\W\d_])\d\d|\d\d(?![^\W\d_])|(?!00)\d\d")  # «к00перация» has none
_UNIT = 2  # a figure is written together with up to so many letters: «3д», «6км»


def is_figure(word: str, letters: str, lexicon: Lexicon) -> bool:
    """Whether the digits of the word count something rather than spell `letters`."""
    if not _DIGIT.search(word):
        return False
    if len(word) < 3 or _NUMBER.search(word) or ("1" in word and len(word) < 5):
        return True
    return _leads(word, letters, lexicon) or _trails(word, letters, lexicon)


def _leads(word: str, letters: str, lexicon: Lexicon) -> bool:
    if not word[0].isdigit():
        return False
    if len(word) <= 1 + _UNIT:
        return letters != "что"
    return word[0] != "0" and lexicon.known(letters[1:])


def _trails(word: str, letters: str, lexicon: Lexicon) -> bool:
    if not word[-1].isdigit() or not lexicon.known(letters[:-1]):
        return False
    return word[-1] != "0" or len(word) < 4
