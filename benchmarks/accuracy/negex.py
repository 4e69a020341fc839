"""Lemmas of keywords with cues in a window of tokens: NegEx (Chapman et al. 2001), for Russian by hand.

As there: pseudo-negations first, cues before and after what they bear on, words that end a cue's scope, a window of
so many tokens. The hedges are cues of the same form (ConText, Harkema et al. 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from promisecheck.language.words import analyzer, fold

WINDOW = 5
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|\w+(?:-\w+)*|[^\w\s]")
_MARKS = frozenset(".!?;…")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Targets:
    """What to look for in a rule's name; phrases are given as words and compared as lemmas.

    A promise counts unless a cue bears on it. A danger counts only where it is denied. A word of certainty is a promise
    where a good outcome follows within the window.
    """

    promises: str
    dangers: str
    certain: str
    outcomes: str


TARGETS = {
    "no-guarantees": Targets(
        promises="""гарантировать, гарантия, гарантированный, гарантирован, гарантированно, гарант, обещать, пообещать,
            обещание, обещанный, ручаться, ручаемся, поручиться, клясться, поклясться, даю слово, дать слово, зуб даю,
            отвечаю головой, 100 %, сто процентов, стопроцентный, стопроцентно, сто пудов, стопудово, безрисковый,
            безубыточный, стабильный доход, стабильный пассивный доход, стабильная прибыль, стабильные выплаты,
            постоянный доход, постоянная прибыль, регулярный доход, регулярные выплаты, пассивный доход,
            фиксированный доход, ежемесячный доход, надежно защитить, надежно защищен, надежно защищенный,
            в безопасности, в полной безопасности, под защитой, под надежной защитой""",
        dangers="""риск, рисковать, рискнуть, потерять, терять, потеря, убыток, просадка, прогореть, в минус,
            потеряться, сгореть, пропасть""",
        certain="""точно, обязательно, однозначно, наверняка, непременно, железно, несомненно, определенно, стабильно,
            не сомневайтесь, будьте уверены, уверен""",
        outcomes="""заработать, зарабатывать, получить, получать, принести, приносить, вернуть, вернуться, вырасти,
            подорожать, удвоить, удвоиться, окупиться, выйти, доход, доходность, прибыль, плюс""",
    ),
}

PSEUDO = """не только, не просто, не менее, не меньше, не хуже, не сомневайтесь, не сомневаться, без сомнения,
    без сомнений, не вопрос, не секрет, не иначе"""
DENIED_BEFORE = """не, ни, без, нет, нету, никакой, никто, ничего, нельзя, невозможно, отсутствие, исключить, исключен,
    нулевой, минимум"""
DENIED_AFTER = """нет, нету, не быть, не бывает, не вправе, не мочь, не готов, не существует, отсутствовать, исключен,
    исключить, невозможно, невозможный, нельзя, нереально, ноль"""
HEDGED_BEFORE = """может, можете, возможно, вероятно, вероятность, ожидать, ожидаемый, прогноз, прогнозировать,
    планировать, рассчитывать, надеяться, цель, целевой, стремиться, если, при условии, бы, хотеть, чтобы,
    например, допустим, предположим, реклама, мошенник, мошенники, конкурент, запретить, запрещать, остерегаться,
    не верить, якобы, говорят, писали, спросил, разве, какой, сколько"""
HEDGED_AFTER = "?, ли, бы, если, при условии, мошенник, мошенники, запрещено, запретить, зависит"
ENDS = "но, а, однако, зато, хотя, поэтому, потому, поскольку, кроме"


@lru_cache(60_000)
def lemma(form: str) -> str:
    """The likeliest lemma of a word form, ё as е."""
    return fold(analyzer().parse(form.lower())[0].normal_form)


def lemmas(text: str) -> Phrase:
    """The lemma of every token; marks stand for themselves."""
    return tuple(lemma(token) for token in _TOKEN.findall(text))


@lru_cache(64)
def phrases(listed: str) -> tuple[Phrase, ...]:
    """The phrases of a list as lemmas, longest first."""
    found = {lemmas(part) for part in listed.split(",")}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


class NegEx:
    """The words of a rule with the cues around them."""

    def __init__(self, targets: Targets):
        self._targets = targets

    def violates(self, text: str) -> bool:
        """Whether a promise stands in the text unhedged and undenied, or a denied danger."""
        read = Read(lemmas(text))
        if any(read.stands(start, end) for start, end in read.spots(self._targets.promises)):
            return True
        outcomes = list(read.spots(self._targets.outcomes))
        for _, end in read.spots(self._targets.certain):
            if any(end <= start < read.reach(end) and read.stands(start, stop) for start, stop in outcomes):
                return True
        return any(
            not read.denied.isdisjoint(range(start, end)) and read.hedged.isdisjoint(range(start, end))
            for start, end in read.spots(self._targets.dangers)
        )


class Read:
    """The tokens of a text and those that cues bear on."""

    def __init__(self, tokens: Sequence[str]):
        self.tokens = tokens

    def stands(self, start: int, end: int) -> bool:
        """Whether no cue bears on these tokens."""
        return (self.denied | self.hedged).isdisjoint(range(start, end))

    def spots(self, listed: str) -> Iterator[tuple[int, int]]:
        """Where phrases of a list stand."""
        for start in range(len(self.tokens)):
            for phrase in phrases(listed):
                if self.tokens[start] == phrase[0] and tuple(self.tokens[start : start + len(phrase)]) == phrase:
                    yield start, start + len(phrase)
                    break

    def reach(self, start: int) -> int:
        """Where the scope of a cue ends that bears on what follows it."""
        stop = min(start + WINDOW, len(self.tokens))
        return next((i for i in range(start, stop) if self._ends(i)), stop)

    @cached_property
    def denied(self) -> frozenset[int]:
        """The tokens in the scope of a negation."""
        return self._scopes(DENIED_BEFORE, DENIED_AFTER)

    @cached_property
    def hedged(self) -> frozenset[int]:
        """The tokens in the scope of a hedge, a condition, a question or somebody else's word."""
        return self._scopes(HEDGED_BEFORE, HEDGED_AFTER)

    def _scopes(self, before: str, after: str) -> frozenset[int]:
        pseudo = {i for start, end in self.spots(PSEUDO) for i in range(start, end)}
        found: set[int] = set()
        for start, end in self.spots(before):
            if start not in pseudo:
                found.update(range(end, self.reach(end)))
        for start, _ in self.spots(after):
            if start not in pseudo:
                found.update(range(self._back(start), start))
        return frozenset(found)

    def _back(self, end: int) -> int:
        """Where the scope of a cue begins that bears on what stands before it."""
        begin = max(0, end - WINDOW)
        return next((i + 1 for i in range(end - 1, begin - 1, -1) if self._ends(i)), begin)

    def _ends(self, i: int) -> bool:
        return self.tokens[i] in _MARKS or (self.tokens[i],) in phrases(ENDS)
