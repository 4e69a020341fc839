"""Sentences and clauses of a chat line, a letter or an unpunctuated transcript."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from promisecheck.language.words import Word

_STOPS = frozenset("!?…;")
_MARKS = frozenset(",:—–-()«»\"“”„'")
_MONEY_SIGNS = frozenset("💵💲💰🤑💸")
# Words that open a subordinate clause wherever they stand.
SUBORDINATORS = frozenset(
    "если что чтобы когда хотя потому поэтому пока раз который ибо пусть будто якобы коли либо словно".split()
)
COORDINATORS = frozenset("и а но да или зато однако либо ну".split())
_PREDICATES = frozenset({"VERB", "INFN", "PRTS", "ADJS", "PRED", "GRND"})
LONGEST = 300  # tokens of a sentence; a run-on longer than any real one is cut, for its clauses are compared in pairs
LONG_RUN = 14  # tokens without any mark after which a transcript may be cut at a discourse word
_TURNS = frozenset("ну и а но вот то поэтому потом значит соответственно если смотрите так".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of tokens around one predicate; `opener` is the conjunction it begins with, folded."""

    start: int
    end: int
    sentence: int
    opener: str


def is_symbol(text: str) -> bool:
    """Whether a token is an emoji, a bullet or the like: people end sentences with them."""
    return bool(text) and unicodedata.category(text[0]) in ("So", "Sk", "Co", "Cs")


def sentences(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Half-open token ranges of sentences; blank tokens belong to the sentence before them."""
    bounds, start, opened = [], 0, 0
    for i, text in enumerate(tokens):
        opened += text == "("
        ended = _ends_sentence(tokens, i, opened) and not (i + 1 < len(tokens) and _goes_on(tokens, i + 1))
        if (ended or i + 1 - start >= LONGEST) and i + 1 < len(tokens):
            bounds.append((start, i + 1))
            start = i + 1
        if text == ")":
            opened = max(0, opened - 1)
    if start < len(tokens):
        bounds.append((start, len(tokens)))
    return bounds


def _ends_sentence(tokens: Sequence[str], i: int, opened: int) -> bool:
    text = tokens[i]
    if text in _STOPS or text == "." or text.startswith("..") or "\n" in text:
        return not (text == "." and i and len(tokens[i - 1]) == 1 and tokens[i - 1].isupper())
    if text == ")" and not opened:  # a smile
        return True
    if not is_symbol(text):
        return False
    near_figure = (i and tokens[i - 1][-1].isdigit()) or (i + 1 < len(tokens) and tokens[i + 1][0].isdigit())
    return not (text[0] in _MONEY_SIGNS and near_figure)


def _goes_on(tokens: Sequence[str], i: int) -> bool:
    """Whether the token still belongs to the end of the sentence before it («?!», «))», a line break)."""
    text = tokens[i]
    return text in _STOPS or text in (".", ")", "»") or text.startswith("..") or text.isspace() or is_symbol(text)


def clauses(tokens: Sequence[str], words: Sequence[Word], sents: Sequence[tuple[int, int]]) -> list[Clause]:
    """Clauses of every sentence, in order; together they cover all tokens."""
    found: list[Clause] = []
    for number, (start, end) in enumerate(sents):
        pieces = _merge(list(_pieces(tokens, words, start, end)), words, tokens)
        found.extend(Clause(a, b, number, _opener(words, tokens, a, b)) for a, b in pieces)
    return found


def pieces(tokens: Sequence[str], words: Sequence[Word], sents: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches between marks and conjunctions, whether or not they hold a predicate.

    A dash or colon beside a stretch without a predicate divides nothing («комиссия – 1,5%»), nor does a comma
    before a bare figure.
    """
    found: list[tuple[int, int]] = []
    for start, end in sents:
        held = len(found)
        for piece in _pieces(tokens, words, start, end):
            if len(found) > held and _goes_with(tokens, words, found[-1], piece):
                found[-1] = (found[-1][0], piece[1])
            else:
                found.append(piece)
    return found


def _goes_with(tokens: Sequence[str], words: Sequence[Word], one: tuple[int, int], two: tuple[int, int]) -> bool:
    mark = tokens[two[0] - 1]
    if mark in "—–-:":
        return not (has_predicate(words, *one) and has_predicate(words, *two))
    return mark == "," and tokens[two[0]][0].isdigit() and not has_predicate(words, *two)


def has_predicate(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a verb, a short adjective or a predicative («можно», «нет») stands in the range."""
    return any(is_predicate(words[i]) for i in range(start, end))


def is_predicate(word: Word) -> bool:
    """Whether the likeliest readings of the word make it the core of a clause."""
    return word.form in ("нет", "есть", "ноль", "нуль") or (bool(word.parses) and word.parses[0].pos in _PREDICATES)


def _pieces(tokens: Sequence[str], words: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cuts at every mark, subordinator and coordinator that joins two predicates."""
    begin = start
    for i in range(start + 1, end):
        if i == begin or not _cuts_before(tokens, words, begin, i, end):
            continue
        yield begin, i
        begin = i
    yield begin, end


def _cuts_before(tokens: Sequence[str], words: Sequence[Word], begin: int, i: int, end: int) -> bool:
    if tokens[i - 1] in _MARKS and tokens[i] not in _MARKS:
        return True
    form = words[i].form
    if form == "что" and words[i - 1].form in ("потому", "так", "тем", "ни", "не", "разве"):
        return False
    if form == "раз" and words[i - 1].form not in COORDINATORS:
        return False  # «в этот раз», «хоть раз»: no conjunction in the midst of a clause
    if form == "пока" and tokens[i - 1] not in _MARKS:  # «ещё пока не терял»
        return False
    if form == "раз":  # «раз в квартал», «ни разу»; «раз уж вы пришли»
        return tokens[i - 1] in _MARKS and words[min(i + 1, end - 1)].form in ("уж", "вы", "ты", "мы", "так")
    if form in SUBORDINATORS or words[i].lemmas & {"который"}:
        return any(tokens[k] not in _MARKS and words[k].form not in COORDINATORS for k in range(begin, i))
    if form in COORDINATORS and has_predicate(words, begin, i):
        stop = next((k for k in range(i + 1, end) if tokens[k] in _MARKS or words[k].form in COORDINATORS), end)
        return has_predicate(words, i + 1, stop) and not _same_kind(words, begin, i, stop)
    return i - begin >= LONG_RUN and form in _TURNS and has_predicate(words, begin, i)


def _same_kind(words: Sequence[Word], begin: int, i: int, stop: int) -> bool:
    """Whether what follows is no clause of its own: an infinitive («обещать или гарантировать», «можно и потерять»)."""
    if words[i - 1].form == "может":  # «может и через год»: a particle
        return True
    right = next((k for k in range(i + 1, stop) if is_predicate(words[k])), None)
    return right is not None and words[right].parses[0].pos == "INFN"


def _merge(pieces: list[tuple[int, int]], words: Sequence[Word], tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Gives pieces without a predicate to a neighbour, so that a clause is what is said around one."""

    def alone(piece: tuple[int, int]) -> bool:
        return has_predicate(words, *piece) or _opener(words, tokens, *piece) in SUBORDINATORS

    return list(_fold_pieces(pieces, alone))


def _fold_pieces(pieces: list[tuple[int, int]], alone: Callable[[tuple[int, int]], bool]) -> Iterator[tuple[int, int]]:
    held: tuple[int, int] | None = None
    for piece in pieces:
        if held is None:
            held = piece
        elif alone(held) and alone(piece):
            yield held
            held = piece
        else:
            held = (held[0], piece[1])
    if held is not None:
        yield held


def stretches(tokens: Sequence[str], words: Sequence[Word], sents: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches between all marks and conjunctions."""
    return [piece for start, end in sents for piece in _pieces(tokens, words, start, end)]


def _opener(words: Sequence[Word], tokens: Sequence[str], start: int, end: int) -> str:
    """The conjunction a clause begins with, past marks and particles."""
    for i in range(start, min(end, start + 4)):
        form = words[i].form
        if form in SUBORDINATORS:
            return form
        if "который" in words[i].lemmas:
            return "который"
        if tokens[i] in _MARKS or tokens[i].isspace() or form in COORDINATORS or is_symbol(tokens[i]):
            continue
        break
    first = next((words[i].form for i in range(start, end) if tokens[i] not in _MARKS), "")
    return first if first in COORDINATORS else ""
