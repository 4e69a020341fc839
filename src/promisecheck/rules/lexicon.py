"""The named word lists of a pack: which words and phrases of a text belong to which list."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from promisecheck.deadline import tick
from promisecheck.errors import RuleError
from promisecheck.language.words import Word, fold, is_known, word
from promisecheck.rules import patterns, yaml
from promisecheck.rules.typos import Typos

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from promisecheck.language.reading import Reading

FORMS_KEPT = 60_000


@dataclass(frozen=True, slots=True)
class _Step:
    """One word of a phrase: any of these lemmas or exact forms."""

    lemmas: frozenset[str]
    forms: frozenset[str]
    optional: bool

    def fits(self, w: Word) -> bool:
        return w.form in self.forms or not w.lemmas.isdisjoint(self.lemmas)

    @property
    def keys(self) -> frozenset[str]:
        return self.lemmas | {"=" + form for form in self.forms}


@dataclass(frozen=True, slots=True)
class _Phrase:
    list_name: str
    steps: tuple[_Step, ...]
    second: frozenset[str]  # the keys of a second word that must be there: the cheap question before the dear one


class Lexicon:
    """All word lists of a pack. A list holds words (any form), `=forms`, phrases and other `@lists`."""

    def __init__(self, entries: Mapping[str, Iterable[str]]):
        self.names = frozenset(entries)
        self._of_key: dict[str, set[str]] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        for name, items in entries.items():
            for item in items:
                self._add(name, item)
        self._typos = Typos(key for key in self._of_key if not key.startswith("="))
        self.with_phrases = frozenset(phrase.list_name for group in self._phrases.values() for phrase in group)
        self.lists_of_form = lru_cache(FORMS_KEPT)(self._lists_of_form)

    def _add(self, name: str, item: str) -> None:
        steps = _steps(item)
        if len(steps) == 1:
            for key in steps[0].keys:
                self._of_key.setdefault(key, set()).add(name)
            return
        phrase = _Phrase(name, tuple(steps), frozenset() if steps[1].optional else steps[1].keys)
        for key in steps[0].keys:
            self._phrases.setdefault(key, []).append(phrase)

    def _lists_of_form(self, form: str) -> frozenset[str]:
        return self.lists_of(word(form))

    def lists_of(self, w: Word) -> frozenset[str]:
        """The lists that hold the word on its own, in any reading it still has."""
        found: set[str] = set()
        for key in (*w.lemmas, "=" + w.form):
            found |= self._of_key.get(key, set())
        if not found and not w.known:
            for meant in frozenset().union(*(self._typos.meant(lemma) for lemma in w.lemmas)):
                found |= self._of_key[meant]
        return frozenset(found)

    def annotate(self, reading: Reading) -> Annotation:
        """The lists of every token of a reading, phrases included."""
        words = reading.words
        decided = (self.lists_of(w) if reading.tagged(i) else self.lists_of_form(w.form) for i, w in enumerate(words))
        starts = [set(names) for names in decided]
        inside: list[set[str]] = [set() for _ in words]
        keys = [(*w.lemmas, "=" + w.form) for w in words]
        for i, (own, following) in enumerate(zip(keys, (*keys, ())[1:], strict=True)):
            tick()
            for key in own:
                for phrase in self._phrases.get(key, ()):
                    if phrase.second and phrase.second.isdisjoint(following):
                        continue
                    end = _phrase_end(phrase.steps, words, i)
                    if end:
                        starts[i].add(phrase.list_name)
                        for k in range(i + 1, end):
                            inside[k].add(phrase.list_name)
        return Annotation(starts, inside)


@dataclass(slots=True)
class Annotation:
    """For each token the lists that an entry begins with it, and those whose phrase goes on through it."""

    starts: list[set[str]]
    inside: list[set[str]]
    _places: dict[str, list[int]] = field(default_factory=dict)

    def has(self, i: int, *names: str) -> bool:
        """Whether token `i` belongs to an entry of one of the lists."""
        return any(name in self.starts[i] or name in self.inside[i] for name in names)

    def where(self, start: int, end: int, *names: str) -> list[int]:
        """The tokens from `start` to `end` (exclusive) that belong to an entry of one of the lists, in order."""
        found: set[int] = set()
        for name in names:
            if name not in self._places:
                self._places[name] = [i for i in range(len(self.starts)) if self.has(i, name)]
            places = self._places[name]
            found.update(places[bisect_left(places, start) : bisect_left(places, end)])
        return sorted(found)


def _phrase_end(steps: tuple[_Step, ...], words: list[Word], i: int) -> int:
    """The end of the phrase that begins at token `i`; 0 where it does not fit."""
    for n, step in enumerate(steps):
        if i < len(words) and step.fits(words[i]):
            i += 1
        elif n == 0 or not step.optional:
            return 0
    return i


def _step(token: str, *, in_phrase: bool = False) -> _Step:
    """One word of an entry. In a phrase a word that is no dictionary form stands for just that form («само собой»)."""
    element = patterns.element(token)
    lemmas, forms = element.lemmas, element.forms
    if in_phrase:
        listed = lemmas - element.new
        exact = frozenset(lemma for lemma in listed if is_known(lemma) and lemma not in word(lemma).lemmas)
        lemmas, forms = lemmas - exact, forms | exact
    return _Step(lemmas, forms, element.optional)


def _steps(item: str) -> list[_Step]:
    tokens = item.split()
    return [_step(token, in_phrase=len(tokens) > 1) for token in tokens]


def read_lists(folder: Path) -> Lexicon:
    """The lexicon of all YAML files of a folder; raises `RuleError` with the place of a wrong entry."""
    entries: dict[str, list[str]] = {}
    places: dict[str, tuple[Path, int]] = {}
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.read(path) or {}
        if not isinstance(data, dict):
            raise RuleError("expected list names with their words", path=path, line=1, column=1)
        for name, items in data.items():
            line, column = yaml.place(data, (name,))
            if name in entries:
                said = f"the list «{name}» stands twice, first at {places[name][0].name}:{places[name][1]}"
                raise RuleError(said, path=path, line=line, column=column)
            entries[name], places[name] = _items(data, name, items, path), (path, line)
    return Lexicon(_expanded(entries, places))


def _items(data: object, name: str, items: object, path: Path) -> list[str]:
    """The entries of one list, each checked."""
    line, column = yaml.place(data, (name,))
    if not isinstance(items, list) or not items:
        raise RuleError(f"the list «{name}» must hold at least one word", path=path, line=line, column=column)
    checked = []
    for n, item in enumerate(items):
        where = dict(zip(("line", "column"), yaml.place(data, (name, n)), strict=True))
        if not isinstance(item, str):
            raise RuleError(f"«{item}» is not text; put it in quotes", path=path, **where)
        try:
            if not item.startswith("@"):
                _check_entry(item)
        except RuleError as error:
            raise RuleError(error.message, path=path, **where) from None
        checked.append(item)
    return checked


def _check_entry(item: str) -> None:
    """Every lemma must be in the dictionary or be marked «+» as a word it does not know."""
    for token, step in zip(item.split(), _steps(item), strict=True):
        element = patterns.element(token)
        if element.features or element.forbidden or element.lists or element.figures or element.anything:
            raise RuleError(f"«{item}»: an entry is words; features, lists and figures belong into patterns")
        for lemma in step.lemmas - element.new:
            problem = spelling(lemma)
            if problem:
                raise RuleError(problem)


def spelling(lemma: str) -> str:
    """What is wrong with a lemma of a rule, or nothing."""
    if lemma.isascii() or lemma.endswith("."):
        return ""
    readings = word(lemma)
    if lemma in readings.lemmas and (readings.known or is_known(lemma)):
        return ""
    if any(fold(other) == lemma for other in readings.lemmas):
        return f"«{lemma}» is not in the dictionary; check the spelling, or write «+{lemma}» for a new word"
    better = ", ".join(f"«{other}»" for other in sorted(readings.lemmas)[:2])
    return f"«{lemma}» is a form, not a dictionary word; write {better}, or «={lemma}» for just this form"


def _expanded(entries: dict[str, list[str]], places: dict[str, tuple[Path, int]]) -> dict[str, list[str]]:
    """Lists with the lists they name put in."""

    def resolve(name: str, trail: tuple[str, ...]) -> list[str]:
        path, line = places[trail[-1] if trail else name]
        if name in trail:
            raise RuleError(f"the lists {' → '.join((*trail, name))} hold one another", path=path, line=line, column=1)
        if name not in entries:
            raise RuleError(f"no word list «{name}»", path=path, line=line, column=1)
        found = []
        for item in entries[name]:
            found.extend(resolve(item[1:], (*trail, name)) if item.startswith("@") else [item])
        return found

    return {name: resolve(name, ()) for name in entries}
