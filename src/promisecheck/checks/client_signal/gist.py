"""The key words of a stretch of text, as lemmas, and how far two sets of them say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisecheck.rules.match import Marked

_CONTENT = frozenset({"NOUN", "VERB", "INFN", "ADJF", "ADJS", "PRTF", "PRTS", "ADVB", "COMP", "GRND", "NUMR", "PRED"})
_EMPTY = frozenset(
    """быть мочь это весь свой наш ваш мой твой который такой какой тот этот сам самый очень просто вообще уже еще тоже
    так там тут здесь где как что когда потом сейчас теперь всегда никогда
    можно нельзя надо нужно ли бы один другой каждый
    хотя чтобы если или ну вот да нет пожалуйста спасибо здравствуйте добрый день раз стать есть""".split()
)
_SHARED = 0.6  # part of the shorter lemma that both must begin with


def gist(marked: Marked, tokens: Iterable[int], idle: Iterable[str] = ()) -> tuple[str, ...]:
    """The lemmas of the content words among some tokens, each once, without those of the idle lists."""
    lists = tuple(idle)
    found: dict[str, None] = {}
    for i in tokens:
        parses = marked.reading.words[i].parses
        if not parses or parses[0].pos not in _CONTENT or parses[0].lemma in _EMPTY:
            continue
        if lists and marked.has(i, *lists):
            continue
        found[parses[0].lemma] = None
    return tuple(found)


def agree(signal: Iterable[str], record: Iterable[str]) -> int:
    """How many words of the signal the record has too, inflected or derived («парковка», «парковаться»)."""
    others = [part for word in record for part in (word, *word.split("-"))]
    return sum(any(akin(word, other) for other in others) for word in signal)


def akin(one: str, two: str) -> bool:
    """Whether two lemmas are of one root, as far as their beginnings tell."""
    if one == two or "@" in (one[0], two[0]):
        return one == two
    shorter = min(len(one), len(two))
    same = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), shorter)
    return same >= 3 and same >= _SHARED * shorter and shorter >= 4
