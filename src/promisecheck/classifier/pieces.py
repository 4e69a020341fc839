"""Words cut into known pieces: a unigram language model (T. Kudo, 2018), the likeliest way through each word."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from promisecheck.language.words import WORDS_KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

START, PAD, END, UNKNOWN = range(4)  # the first four pieces, by number
SPACE = "▁"  # what a word begins with
MOST = 12  # pieces of one word that are read
_PENALTY = 10.0  # of a letter that is no piece, below the rarest one


class Pieces:
    """The pieces of a vocabulary with the logarithm of how frequent each is."""

    def __init__(self, texts: Sequence[str], scores: Sequence[float]):
        self.texts = tuple(texts)
        self.scores = list(map(float, scores))
        self.of = lru_cache(WORDS_KEPT)(self._cut)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {text: n for n, text in enumerate(self.texts) if n > UNKNOWN}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._numbers), default=1)

    def _cut(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces, `MOST` at most."""
        text = SPACE + word.lower()[: MOST * self._longest]
        unknown = min(self.scores) - _PENALTY
        best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN)]  # of each end: score, where the piece begins, piece
        for end in range(1, len(text) + 1):
            ways = [(best[end - 1][0] + unknown, end - 1, UNKNOWN)]
            for start in range(max(0, end - self._longest), end):
                piece = self._numbers.get(text[start:end])
                if piece is not None:
                    ways.append((best[start][0] + self.scores[piece], start, piece))
            best.append(max(ways))
        found: list[int] = []
        end = len(text)
        while end:
            _, end, piece = best[end]
            found.append(piece)
        return tuple(reversed(found))[:MOST]
