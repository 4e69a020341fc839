"""What counts as a word, remembered: the dictionary is too slow to be asked twice."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from promisecheck.deadline import tick

_TOKEN = re.compile(r"[^\W_]+")
_ONE_LETTER = frozenset("авикосуябж")
_BOUND = 100_000
_LONGEST = 60


class Lexicon:
    """A bounded memory over `known`, the dictionary's answer for one lower-case word form."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._ask = lru_cache(maxsize=_BOUND)(known)
        self._clean: set[str] = set()

    def known(self, word: str) -> bool:
        """Whether the lower-case word form is in the dictionary (it is asked about Cyrillic only)."""
        tick()
        return 0 < len(word) <= _LONGEST and _CYRILLIC(word) is not None and self._ask(word)

    def is_word(self, word: str) -> bool:
        """Like `known`, but of single letters only those which are words in a sentence."""
        return self.known(word) if len(word) > 1 else word in _ONE_LETTER

    def knows_all(self, text: str) -> bool:
        """Whether every word of the text is an ASCII or a dictionary one, so that no letter can be wrong."""
        words = _TOKEN.findall(text.lower())
        clean = self._clean
        return clean.issuperset(words) or all(word in clean or self._is_clean(word) for word in words)

    def _is_clean(self, word: str) -> bool:
        if word.isascii():
            return True
        if not self.is_word(word):
            return False
        if len(self._clean) >= _BOUND:
            self._clean.clear()
        self._clean.add(word)
        return True


_CYRILLIC = re.compile("[а-яё]+").fullmatch


@cache
def default() -> Lexicon:
    """Make, once and only when needed, the lexicon over pymorphy3's dictionary."""
    from pymorphy3 import MorphAnalyzer

    return Lexicon(MorphAnalyzer().word_is_known)


@lru_cache(maxsize=8)
def lexicon_of(known: Callable[[str], bool]) -> Lexicon:
    """Keep the memory of the last few dictionaries given by the caller."""
    return Lexicon(known)
