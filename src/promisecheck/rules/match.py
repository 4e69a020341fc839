"""Patterns compiled to spaCy's Matcher and DependencyMatcher, and run behind their trigger words."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from promisecheck.language.figures import figures, is_bare
from promisecheck.rules.patterns import FIGURES, Element, Gap, Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from promisecheck.language.figures import Figure
    from promisecheck.language.reading import Reading
    from promisecheck.rules.lexicon import Annotation, Lexicon

_KEYS = "promisecheck_keys"  # what a token is: its lemmas, =form, @lists and #figures
_INSIDE = "promisecheck_inside"  # the @lists and #figures that go on through a token
_GRAMS = "promisecheck_grams"
_WALL = "promisecheck_wall"  # true where a clause begins: no gap reaches across
_STOP = "promisecheck_stop"  # true where a sentence begins: no free gap reaches across


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a pattern was found: tokens `start` to `end` (exclusive) around `head`.

    `tokens` are those the pattern names, without what stands in its gaps.
    """

    start: int
    end: int
    head: int
    tokens: tuple[int, ...]


class Marked:
    """A reading with its lists and figures: what patterns and context cues look at."""

    def __init__(self, reading: Reading, lexicon: Lexicon):
        self.reading = reading
        self.lexicon = lexicon
        self.lists: Annotation = lexicon.annotate(reading)
        self.figures: list[Figure] = figures(reading.texts, reading.words)
        self.figure_at: dict[int, Figure] = {i: f for f in self.figures for i in range(f.start, f.end)}
        self.bare = {f.start for f in self.figures if is_bare(reading.texts, reading.words, f)}

    def kept(self) -> Marked:
        """The same text as it is now, whatever is parsed later."""
        other = copy(self)
        other.reading = self.reading.copy()
        return other

    def ready(self) -> Marked:
        """This, with its marks handed to the matchers."""
        if _KEYS not in self.reading.doc.user_data:
            self._write()
        return self

    def deepened(self) -> Marked:
        """The same text with the lists its narrowed words belong to, ready for the matchers."""
        deep = Marked(self.reading, self.lexicon)
        deep._write()
        return deep

    def keys(self, i: int) -> set[str]:
        """Everything a pattern may ask of token `i`."""
        w = self.reading.words[i]
        found = {"@" + name for name in self.lists.starts[i]} | set(w.lemmas) | {"=" + w.form}
        figure = self.figure_at.get(i)
        if figure and figure.start == i:
            found.add("#" + figure.kind)
            if i in self.bare:
                found.add("#голое")
        return found

    def inside(self, i: int) -> set[str]:
        """The lists and figures that began before token `i` and go on through it."""
        found = {"@" + name for name in self.lists.inside[i]}
        figure = self.figure_at.get(i)
        if figure and figure.start < i:
            found.add("#" + figure.kind)
            if figure.start in self.bare:
                found.add("#голое")
        return found

    @cached_property
    def all_present(self) -> set[str]:
        """The keys of all tokens."""
        return self.present()

    def present(self, start: int = 0, end: int | None = None) -> set[str]:
        """The keys of a range of tokens: what decides which patterns are worth trying."""
        inside = range(start, len(self.reading) if end is None else end)
        found = {key for i in inside for key in self.keys(i)}
        if any(i in self.figure_at for i in inside):  # what kind a figure is may change once its words are tagged
            found |= {"#" + kind for kind in FIGURES}
        return found

    def has(self, i: int, *names: str) -> bool:
        """Whether token `i` belongs to one of the lists."""
        return self.lists.has(i, *names)

    def where(self, start: int, end: int, *names: str) -> list[int]:
        """The tokens from `start` to `end` (exclusive) that belong to one of the lists, in order."""
        return self.lists.where(start, end, *names)

    def _write(self) -> None:
        """Hands the marks to the spaCy Doc under the extensions the matchers read."""
        count = len(self.reading)
        data = self.reading.doc.user_data
        data[_KEYS] = [sorted(self.keys(i)) for i in range(count)]
        data[_INSIDE] = [sorted(self.inside(i)) for i in range(count)]
        data[_GRAMS] = [sorted(self.reading.grams(i)) for i in range(count)]
        starts = {clause.start for clause in self.reading.clauses}
        data[_WALL] = [i in starts for i in range(count)]
        firsts = {start for start, _ in self.reading.sentences}
        data[_STOP] = [i in firsts for i in range(count)]


def register_extensions() -> None:
    """Makes the marks readable for spaCy's matchers; safe to call again."""
    from spacy.tokens import Token

    for name in (_KEYS, _INSIDE, _GRAMS, _WALL, _STOP):
        if not Token.has_extension(name):
            Token.set_extension(name, getter=lambda token, name=name: token.doc.user_data[name][token.i])


class Finder:
    """One pattern, ready to be run; spaCy's matcher is built when it is first needed."""

    def __init__(self, pattern: Pattern | None, *, raw: Any = None, phrase_lists: frozenset[str] = frozenset()):
        self.pattern = pattern
        self.raw = raw
        self._phrase_lists = phrase_lists
        self._runs: list[Callable[[Reading], Iterator[Match]]] = []
        self._vocab: Any = None
        self.needs: list[frozenset[str]] = _needs(pattern) if pattern else []

    @property
    def source(self) -> str:
        """The pattern as it stands in the rule file."""
        return self.pattern.source if self.pattern else repr(self.raw)

    def could_match(self, present: set[str]) -> bool:
        """Whether every word the pattern must have is there."""
        return all(not need.isdisjoint(present) for need in self.needs)

    def find(self, reading: Reading) -> Iterator[Match]:
        """All matches, one per head: the shortest."""
        if self._vocab is not reading.doc.vocab:
            self._vocab, self._runs = reading.doc.vocab, self.build(reading.doc.vocab)
        best: dict[int, Match] = {}
        for match in (match for run in self._runs for match in run(reading)):
            old = best.get(match.head)
            if old is None or match.end - match.start < old.end - old.start:
                best[match.head] = match
        yield from sorted((self._whole(match, reading) for match in best.values()), key=lambda match: match.start)

    def _whole(self, match: Match, reading: Reading) -> Match:
        """The match with all the words of the phrase it ends in («даже не думайте»)."""
        if self.pattern is None or self.pattern.links or self.pattern.alternatives:
            return match
        last = self.pattern.parts[-1]
        keys = _long_keys(last, self._phrase_lists) if isinstance(last, Element) else set()
        inside, end = reading.doc.user_data[_INSIDE], match.end
        while end < len(inside) and not keys.isdisjoint(inside[end]):
            end += 1
        return Match(match.start, end, match.head, (*match.tokens, *range(match.end, end)))

    def build(self, vocab: Any) -> list[Callable[[Reading], Iterator[Match]]]:
        """spaCy's matchers for this pattern; raises what spaCy raises for a wrong one."""
        register_extensions()
        if self.pattern is None:
            return [_raw_run(vocab, self.raw)]
        return [_run(vocab, pattern, self._phrase_lists) for pattern in self.pattern.alternatives or (self.pattern,)]


def _run(vocab: Any, pattern: Pattern, phrase_lists: frozenset[str]) -> Callable[[Reading], Iterator[Match]]:
    if pattern.links:
        return _dependency_run(vocab, pattern)
    if len(pattern.parts) == 1:
        return _word_run(pattern.elements[0])
    return _sequence_run(vocab, pattern, phrase_lists)


def _word_run(element: Element) -> Callable[[Reading], Iterator[Match]]:
    """A pattern of one word is looked up; a matcher would cost more than the rest of the message."""
    keys = _element_keys(element)

    def run(reading: Reading) -> Iterator[Match]:
        for i, found in enumerate(reading.doc.user_data[_KEYS]):
            if not keys.isdisjoint(found) and _features_fit(element, reading.grams(i)):
                yield Match(i, i + 1, i, (i,))

    return run


def _sequence_run(vocab: Any, pattern: Pattern, phrase_lists: frozenset[str]) -> Callable[[Reading], Iterator[Match]]:
    from spacy.matcher import Matcher

    matcher = Matcher(vocab)
    matcher.add("p", [_sequence(pattern, phrase_lists)])
    places, gaps = _places(pattern, phrase_lists)

    def run(reading: Reading) -> Iterator[Match]:
        for _, start, end, alignment in matcher(reading.doc, with_alignments=True):
            at = {n: start + alignment.index(place) for n, place in places.items() if place in alignment}
            if all(_features_fit(pattern.parts[n], reading.grams(i)) for n, i in at.items()):
                named = tuple(start + n for n, place in enumerate(alignment) if place not in gaps)
                yield Match(start, end, at[pattern.head], named)

    return run


def _dependency_run(vocab: Any, pattern: Pattern) -> Callable[[Reading], Iterator[Match]]:
    from spacy.matcher import DependencyMatcher

    matcher = DependencyMatcher(vocab)
    matcher.add("p", [_dependency(pattern)])

    def run(reading: Reading) -> Iterator[Match]:
        for _, tokens in matcher(reading.doc):
            if all(_features_fit(e, reading.grams(i)) for e, i in zip(pattern.elements, tokens, strict=True)):
                yield Match(min(tokens), max(tokens) + 1, tokens[pattern.head], tuple(tokens))

    return run


def _raw_run(vocab: Any, raw: list[dict[str, Any]]) -> Callable[[Reading], Iterator[Match]]:
    """spaCy's own pattern: a list of tokens, or of nodes with `RIGHT_ID`."""
    from spacy.matcher import DependencyMatcher, Matcher

    nodes = bool(raw) and "RIGHT_ID" in raw[0]
    matcher = DependencyMatcher(vocab, validate=True) if nodes else Matcher(vocab, validate=True)
    matcher.add("raw", [raw])

    def run(reading: Reading) -> Iterator[Match]:
        for _, *place in matcher(reading.doc):
            tokens = place[0] if nodes else range(*place)
            yield Match(min(tokens), max(tokens) + 1, tokens[0], tuple(tokens))

    return run


def _element_keys(element: Element) -> frozenset[str]:
    return (
        element.lemmas
        | {"@" + name for name in element.lists}
        | {"=" + form for form in element.forms}
        | {"#" + kind for kind in element.figures}
    )


def _needs(pattern: Pattern) -> list[frozenset[str]]:
    return [_element_keys(e) for e in pattern.elements if not e.optional and not e.anything]


def _token(element: Element) -> dict[str, Any]:
    """spaCy's description of one token."""
    asked: dict[str, Any] = {}
    if not element.anything:
        asked[_KEYS] = {"INTERSECTS": sorted(_element_keys(element))}
    plain = sorted(next(iter(names)) for names in element.features if len(names) == 1)
    if plain:
        asked[_GRAMS] = {"IS_SUPERSET": plain}
    return {"_": asked} if asked else {}


def _features_fit(element: Element | Gap, grams: frozenset[str]) -> bool:
    """What spaCy's operators cannot say: one of several grammemes, and none of the forbidden ones."""
    if isinstance(element, Gap):
        return True
    return all(names & grams for names in element.features) and not element.forbidden & grams


def _sequence(pattern: Pattern, phrase_lists: frozenset[str]) -> list[dict[str, Any]]:
    described: list[dict[str, Any]] = []
    barrier = ""  # what the word after a gap may not begin
    for part in pattern.parts:
        if isinstance(part, Gap):
            barrier = _STOP if part.free else _WALL
            described.append({"_": {barrier: False}, "OP": f"{{0,{part.most}}}"})
            continue
        token = _token(part)
        if barrier:
            token.setdefault("_", {})[barrier] = False
            barrier = ""
        described.append({**token, "OP": "?"} if part.optional else token)
        long = _long_keys(part, phrase_lists)
        if long:
            described.append({"_": {_INSIDE: {"INTERSECTS": sorted(long)}}, "OP": "*"})
    return described


def _long_keys(element: Element, phrase_lists: frozenset[str]) -> set[str]:
    """The keys of an element whose entries may run over several tokens."""
    return {"@" + name for name in element.lists & phrase_lists} | {"#" + kind for kind in element.figures}


def _places(pattern: Pattern, phrase_lists: frozenset[str]) -> tuple[dict[int, int], set[int]]:
    """For each element of a sequence its place among spaCy's token descriptions, and the places of its gaps."""
    places: dict[int, int] = {}
    gaps: set[int] = set()
    place = 0
    for n, part in enumerate(pattern.parts):
        if isinstance(part, Element):
            places[n] = place
            place += bool(_long_keys(part, phrase_lists))
        else:
            gaps.add(place)
        place += 1
    return places, gaps


def _dependency(pattern: Pattern) -> list[dict[str, Any]]:
    described: list[dict[str, Any]] = []
    for n, (part, link) in enumerate(zip(pattern.elements, pattern.links, strict=True)):
        node: dict[str, Any] = {"RIGHT_ID": str(n), "RIGHT_ATTRS": _token(part)}
        if link is not None:
            node |= {"LEFT_ID": str(link[0]), "REL_OP": ">>" if link[1] else ">"}
        described.append(node)
    return described
