"""Which directions of investment a text names, and which of them the company offers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from promisecheck.language.reading import Reader
from promisecheck.rules.match import Marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from promisecheck.checks.client_signal.schema import Directions
    from promisecheck.rules.lexicon import Lexicon


class Offered:
    """The company's directions from the settings, as families of the rule and as words of their own."""

    def __init__(self, rule: Directions, names: list[str], lexicon: Lexicon):
        self.rule = rule
        self._names = names
        self._lexicon = lexicon

    @cached_property
    def _known(self) -> tuple[frozenset[str], frozenset[str]]:
        """The families that the settings name, and the lemmas of those names."""
        families: set[str] = set()
        lemmas: set[str] = set()
        reader = Reader()
        for name in self._names:
            marked = Marked(reader.read(name), self._lexicon)
            for i in range(len(marked.reading)):
                families |= self._families(marked, i)
                lemmas |= marked.reading.lemmas(i)
        return frozenset(families), frozenset(lemmas)

    def lacks(self, marked: Marked, tokens: tuple[int, ...]) -> bool:
        """Whether some word among the tokens names a direction that the company does not offer."""
        families, lemmas = self._known
        for i in tokens:
            named = self._families(marked, i)
            if named and not named & families:
                return True
            if not named and self._may_be_direction(marked, i) and not marked.reading.lemmas(i) & lemmas:
                return True
        return False

    def has_all(self, marked: Marked, tokens: Iterable[int]) -> bool:
        """Whether the tokens name directions of the rule's families, and none that the company does not offer."""
        named = [families for i in tokens if (families := self._families(marked, i))]
        return bool(named) and all(families & self._known[0] for families in named)

    def _families(self, marked: Marked, i: int) -> set[str]:
        return {name for name in self.rule.families if name in marked.lists.starts[i]}

    def _may_be_direction(self, marked: Marked, i: int) -> bool:
        """A noun that no list holds for something else: «вложиться в виноградники»."""
        grams = marked.reading.grams(i)
        return "NOUN" in grams and "anim" not in grams and not marked.has(i, *self.rule.vague)
