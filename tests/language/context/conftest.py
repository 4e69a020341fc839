"""Marked-up prose: «Мы {не} [гарантируем] доход» asks about the word in brackets and expects the cues in braces."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from promisecheck.language.context import Cue
from promisecheck.language.reading import Reader
from promisecheck.rules.lexicon import Lexicon
from promisecheck.rules.match import Marked

_MARK = re.compile(r"\[(?P<word>[^\]]+)\]|\{(?P<cue>[^}]+)\}")


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


@pytest.fixture(scope="session")
def prose(reader: Reader, lexicon: Lexicon) -> Callable[[str], Prose]:
    """Reads marked-up prose deeply."""

    def read(source: str) -> Prose:
        spans: dict[str, list[tuple[int, int]]] = {"word": [], "cue": []}
        text, done = "", 0
        for mark in _MARK.finditer(source):
            text += source[done : mark.start()]
            kind = mark.lastgroup or ""
            spans[kind].append((len(text), len(text) + len(mark[kind])))
            text += mark[kind]
            done = mark.end()
        text += source[done:]
        reading = reader.read(text)
        reading.deepen()
        marked = Marked(reading, lexicon).deepened()
        inside = {
            kind: tuple(
                i for i in range(len(reading)) if any(a <= reading.span(i, i + 1)[0] < b for a, b in spans[kind])
            )
            for kind in spans
        }
        assert len(inside["word"]) == 1, f"one word in brackets: {source}"
        assert len(inside["cue"]) >= len(spans["cue"]), f"cues are whole words: {source}"
        return Prose(marked, inside["word"][0], inside["cue"])

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
