"""Marked-up prose: «Мы {не} [гарантируем] доход» asks about the word in brackets and expects the cues in braces."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from promisecheck.language.context import Cue
from promisecheck.language.reading import Reader
from promisecheck.rules.lexicon import Lexicon
from promisecheck.rules.match import Marked

@dataclass(frozen=True)
class Prose:
    """A deep reading, the token in brackets and the tokens in braces."""

    marked: Marked
    word: int
    cues: tuple[int, ...]

    def told(self, found: list[Cue]) -> tuple[int, ...]:
        """The tokens of the cues a qualifier found."""
        return tuple(sorted({i for cue in found for i in range(cue.start, cue.end)}))

    def words(self, tokens: tuple[int, ...]) -> list[str]:
        """The words behind token numbers, for messages."""
        return [self.marked.reading.texts[i] for i in tokens]


def _unmarked(source: str) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """The text without its marks, and what they enclosed; the marks may stand one inside another."""
    spans: dict[str, list[tuple[int, int]]] = {"[]": [], "{}": []}
    opened: dict[str, int] = {}
    text = ""
    for sign in source:
        kind = next((kind for kind in spans if sign in kind), "")
        if not kind:
            text += sign
        elif sign == kind[0]:
            opened[kind] = len(text)
        else:
            spans[kind].append((opened.pop(kind), len(text)))
    return text, spans


def _tokens(marked: Marked, spans: list[tuple[int, int]]) -> tuple[int, ...]:
    reading = marked.reading
    starts = [reading.span(i, i + 1)[0] for i in range(len(reading))]
    return tuple(i for i, at in enumerate(starts) if any(a <= at < b for a, b in spans))


@pytest.fixture(scope="session")
def prose(reader: Reader, lexicon: Lexicon) -> Callable[[str], Prose]:
    """Reads marked-up prose deeply."""

    def read(source: str) -> Prose:
        text, spans = _unmarked(source)
        reading = reader.read(text)
        reading.deepen()
        marked = Marked(reading, lexicon).deepened()
        words, cues = (_tokens(marked, spans[kind]) for kind in ("[]", "{}"))
        assert len(words) == len(spans["[]"]) == 1, f"one word in brackets: {source}"
        assert len(cues) >= len(spans["{}"]), f"cues are whole words: {source}"
        return Prose(marked, words[0], cues)

    return read


@pytest.fixture(scope="session")
def agrees(prose: Callable[[str], Prose]) -> Callable[..., None]:
    """Asserts that a qualifier finds just the cues that are written into the text."""

    def check(qualifier: Callable[[Marked, int], list[Cue]], source: str) -> None:
        read = prose(source)
        told = read.told(qualifier(read.marked, read.word))
        assert read.words(told) == read.words(read.cues), source
        assert told == read.cues, source

    return check
