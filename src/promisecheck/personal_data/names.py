"""Names of persons: natasha's NER for written text, the dictionary's given names and surnames for transcripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from promisecheck.language.words import fold, word
from promisecheck.personal_data.datum import Datum

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"[А-ЯЁа-яёA-Za-z]+(?:-[А-ЯЁа-яёA-Za-z]+)*")
_NAME_GRAMS = frozenset({"Name", "Surn", "Patr"})
_BETWEEN = re.compile(r"[ \t]{1,2}|\.[ ]?|\n")  # what stands between the words of one name
_INITIAL = re.compile(r"[А-ЯЁ]")
_SHOUTED = 5  # letters of a name in capitals that is rather an abbreviation
_LONGEST = 4  # words


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    grams: frozenset[str]  # those of names
    sure: bool  # nothing but a name
    initial: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@cache
def _ner() -> Any:
    from slovnet import NER

    from promisecheck.language.models import data_folder, navec

    return NER.load(data_folder() / "model/slovnet_ner_news_v1.tar").navec(navec())


def names(text: str) -> list[Datum]:
    """Every person named in a readable text; the models run only where some word may be a name."""
    tokens = [_token(match) for match in _TOKEN.finditer(text)]
    if not any(token.grams for token in tokens):
        return []
    spans = {(start, end) for start, end in _rows(text, tokens)}
    if any(token.grams and token.capital for token in tokens):
        spans |= set(_persons(text))
    return [Datum("person", start, end, name_key(text[start:end])) for start, end in _joined(sorted(spans))]


def name_key(name: str) -> str:
    """The likeliest lemmas of the words of a name, without regard to their order or case."""
    return " ".join(sorted(_likeliest(match[0]) for match in _TOKEN.finditer(name)))


def is_address(name: str) -> bool:
    """Whether the name is as one speaks to a person: a given name, with or without a patronymic, and no surname."""
    parses = [word(match[0]).parses for match in _TOKEN.finditer(name)]
    given = all(any(parse.grams & {"Name", "Patr"} for parse in found) for found in parses)
    return given and not any("Surn" in found[0].grams for found in parses)


def _likeliest(form: str) -> str:
    parses = word(form).parses
    return next((parse.lemma for parse in parses if parse.grams & _NAME_GRAMS), parses[0].lemma if parses else form)


def name_lemmas(name: str) -> list[frozenset[str]]:
    """For each word of a name the lemmas it may have as a name, or else at all."""
    found = []
    for match in _TOKEN.finditer(name):
        w = word(match[0])
        named = frozenset(parse.lemma for parse in w.parses if parse.grams & _NAME_GRAMS)
        found.append(named or w.lemmas or frozenset({fold(match[0])}))
    return found


def _token(match: re.Match[str]) -> _Token:
    w = word(match[0])
    grams = frozenset(gram for parse in w.parses for gram in parse.grams & _NAME_GRAMS)
    sure = bool(grams) and w.known and all(parse.grams & _NAME_GRAMS for parse in w.parses)
    initial = len(match[0]) == 1 and _INITIAL.match(match[0]) is not None
    return _Token(match[0], *match.span(), frozenset() if len(match[0]) == 1 else grams, sure, initial)


def _rows(text: str, tokens: list[_Token]) -> Iterator[tuple[int, int]]:
    """Names word beside word («Сидоровой Анны Петровны», «Иванов И. И.», «сидорова анна» of a transcript)."""
    n = 0
    while n < len(tokens):
        row = _row(text, tokens, n)
        if _is_name(row):
            yield row[0].start, row[-1].end
            n += len(row)
        else:
            n += 1


def _row(text: str, tokens: list[_Token], n: int) -> list[_Token]:
    row: list[_Token] = []
    for token in tokens[n : n + _LONGEST]:
        apart = row and not _BETWEEN.fullmatch(text[row[-1].end : token.start])
        fits = token.grams or token.initial
        if apart or not fits or (row and token.capital != row[0].capital):
            break
        if (
            row
            and token.grams
            and all(token.grams & other.grams and len(token.grams | other.grams) == 1 for other in row)
        ):
            break  # two given names: two persons
        row.append(token)
    while row and row[0].initial and not any(token.grams for token in row):
        row.pop(0)
    return row


def _is_name(row: list[_Token]) -> bool:
    named = [token for token in row if token.grams]
    if not named:
        return False
    kinds = frozenset().union(*(token.grams for token in named))
    if len(named) > 1:
        return len(kinds) > 1 and ("Name" in kinds or "Patr" in kinds) and (row[0].capital or _known(named))
    only = named[0]
    if len(row) > 1:  # «Иванов И. И.»
        return "Surn" in kinds or "Name" in kinds
    return only.sure and (only.capital or "Patr" in kinds or "Name" in kinds)


def _known(row: list[_Token]) -> bool:
    """In lower case one word at least must be nothing but a name: «вера в победу» is none."""
    return any(token.sure for token in row) and all(word(token.text).known for token in row if "Name" in token.grams)


def _persons(text: str) -> Iterator[tuple[int, int]]:
    """What the model holds for a person, if some word of it may be one to the dictionary."""
    for span in _ner()(text).spans:
        if span.type != "PER":
            continue
        words = [_token(match) for match in _TOKEN.finditer(text, span.start, span.stop)]
        if text[span.start : span.stop].isupper() and span.stop - span.start < _SHOUTED:
            continue  # «АВ», «ДУ»
        if any(token.grams or not word(token.text).known for token in words):
            yield span.start, span.stop


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans as one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
