"""Groups of patterns compiled for a rule: which could match a text, and where they do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from promisecheck.deadline import tick
from promisecheck.errors import RuleError
from promisecheck.language.words import analyzer, fold
from promisecheck.rules import patterns
from promisecheck.rules.lexicon import spelling
from promisecheck.rules.match import Finder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from promisecheck.rules.match import Marked, Match
    from promisecheck.rules.pack import Pack
    from promisecheck.rules.schema import Find

LIST_KEYS = ("near", "unless", "unless_clause", "unless_sentence", "answering")  # keys of a group that name word lists
Group = TypeVar("Group", bound="Find")


class Compiled(Generic[Group]):
    """Patterns, each with the group of the rule it stands in, indexed by a word that each must have."""

    def __init__(self, rows: list[tuple[Finder, Group]]):
        self._rows = rows
        self._of_key: dict[str, list[int]] = {}
        self._always: list[int] = []
        for number, (finder, _) in enumerate(rows):
            if finder.needs:
                for key in min(finder.needs, key=len):
                    self._of_key.setdefault(key, []).append(number)
            else:
                self._always.append(number)
        self._keys = frozenset(self._of_key)

    def _candidates(self, present: set[str]) -> Iterator[tuple[Finder, Group]]:
        """The rows that could match, in their order."""
        there = self._keys & present
        if not there and not self._always:
            return
        numbers = {number for key in there for number in self._of_key[key]}
        for number in sorted(numbers.union(self._always)):
            if self._rows[number][0].could_match(present):
                yield self._rows[number]

    def ready(self, present: set[str]) -> list[tuple[Finder, Group]]:
        """The patterns whose words are all there, each with its group."""
        return list(self._candidates(present))

    def could_match(self, present: set[str], wanted: Callable[[Group], bool] | None = None) -> bool:
        """Whether the words that some pattern needs are all there."""
        if not self._always and self._keys.isdisjoint(present):
            return False
        return any(wanted is None or wanted(group) for _, group in self._candidates(present))

    def find(self, marked: Marked) -> Iterator[tuple[Match, Group]]:
        """Every match in a tagged text with its group; a head is matched once by each group."""
        seen: set[tuple[int, int]] = set()
        for finder, group in self._candidates(marked.all_present):
            tick()
            for match in finder.find(marked.reading):
                if (match.head, id(group)) not in seen:
                    seen.add((match.head, id(group)))
                    yield match, group

    def sources(self, marked: Marked) -> list[str]:
        """The patterns that match a text, as they stand in the rule file."""
        ready = (finder for finder, _ in self._candidates(marked.all_present))
        return [finder.source for finder in ready if any(finder.find(marked.reading))]


def compile_groups(groups: Sequence[Group], pack: Pack, rule_id: str) -> Compiled[Group]:
    """The patterns of some groups of a rule; raises `RuleError` with the place of a wrong one."""
    rows: list[tuple[Finder, Group]] = []
    for group in groups:
        for key in LIST_KEYS:
            check_lists(getattr(group, key, []), pack, rule_id)
        rows.extend((_finder(source, pack, rule_id), group) for source in group.find)
        rows.extend((_raw_finder(raw, pack, rule_id), group) for raw in group.spacy)
    return Compiled(rows)


def check_flat(groups: Sequence[Find], pack: Pack, rule_id: str) -> None:
    """Raises `RuleError` for a pattern by grammar, in a rule for which nothing is parsed."""
    for source in (source for group in groups for source in group.find):
        if patterns.parse(source).links:
            path = pack.paths[rule_id]
            line, column = _where(path, source)
            said = f"«{source}»: this kind of rule parses nothing; write the words in their order, or use «~»"
            raise RuleError(said, path=path, line=line, column=column)


def check_lists(names: Iterable[str], pack: Pack, rule_id: str) -> None:
    """Raises `RuleError` for a word list that a rule names and no file holds."""
    for name in names:
        if name not in pack.lexicon.names:
            line, column = _where(pack.paths[rule_id], name)
            raise RuleError(_no_list(name, pack), path=pack.paths[rule_id], line=line, column=column)


def _no_list(name: str, pack: Pack) -> str:
    near = ", ".join(get_close_matches(name, pack.lexicon.names, 3, 0.6))
    return f"no word list «{name}»" + (f"; did you mean {near}?" if near else "; the lists stand in words/*.yaml")


def _raw_finder(raw: list[dict[str, Any]], pack: Pack, rule_id: str) -> Finder:
    """spaCy's own pattern, refused at load and not at the first message."""
    from promisecheck.language.tokenizer import blank

    finder = Finder(None, raw=raw)
    try:
        finder.build(blank().vocab)
    except Exception as error:  # spaCy raises several unrelated kinds here
        path = pack.paths[rule_id]
        line, column = _where(path, "spacy:")
        said = f"spaCy refuses the pattern: {' '.join(str(error).split())[:200]}"
        raise RuleError(said, path=path, line=line, column=column) from None
    return finder


def _finder(source: str, pack: Pack, rule_id: str) -> Finder:
    try:
        pattern = patterns.parse(source)
        for element in pattern.elements:
            _check(element, source, pack)
    except RuleError as error:
        path = pack.paths[rule_id]
        line, column = _where(path, source)
        raise RuleError(error.message, path=path, line=line, column=column) from None
    return Finder(pattern, phrase_lists=pack.lexicon.with_phrases)


def _check(element: Any, source: str, pack: Pack) -> None:
    for name in element.lists:
        if name not in pack.lexicon.names:
            raise RuleError(f"«{source}»: {_no_list(name, pack)}")
    for lemma in element.lemmas - element.new:
        problem = spelling(lemma)
        if problem:
            raise RuleError(f"«{source}»: {problem}")
        if not _has_form(lemma, element):
            raise RuleError(f"«{source}»: no form of «{lemma}» has these features, so it can never match; drop them")


def _has_form(lemma: str, element: Any) -> bool:
    """Whether some form of the lemma has the features that are asked of it."""
    if not element.features:
        return True
    forms = [form for parse in analyzer().parse(lemma) if fold(parse.normal_form) == lemma for form in parse.lexeme]
    grams = [frozenset(str(gram) for gram in form.tag.grammemes) for form in forms]
    return any(all(names & g for names in element.features) and not element.forbidden & g for g in grams)


def _where(path: Any, source: str) -> tuple[int, int]:
    """The line and column where the pattern stands in its file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if source in line:
            return number, line.index(source) + 1
    return 1, 1
