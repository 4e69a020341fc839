"""A message as the checks see it: tokens, lemmas, clauses and, when asked for, the dependency tree."""

from __future__ import annotations

import re
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any

from promisecheck.deadline import tick
from promisecheck.language import models, segment
from promisecheck.language.endless import pieces
from promisecheck.language.tree import heal
from promisecheck.language.words import Word, fold, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from promisecheck.language.disguise import Plain

_SURROGATES = re.compile("[\ud800-\udfff]")  # half characters, which spaCy cannot encode
MAX_SENTENCE = 120  # tokens given to the parser at once; longer runs are parsed in pieces


class Reading:
    """One text, read shallowly at first; `deepen` adds part of speech, morphology and the tree
    to the sentences that need them.

    Token offsets (`doc`) belong to the undisguised text; `span` gives them in the text as it was given.
    """

    def __init__(self, given: str, plain: Plain, doc: Doc):
        self.given = given
        self.plain = plain
        self.doc = doc
        self.texts: list[str] = [token.text for token in doc]
        self.words: list[Word] = [_word(text) for text in self.texts]
        self.forms: list[str] = [w.form for w in self.words]
        self.tags = ["X"] * len(self.texts)
        self.heads = list(range(len(self.texts)))
        self.rels = ["dep"] * len(self.texts)
        self._feats: list[tuple[str, ...]] = [()] * len(self.texts)
        self._parsed: set[int] = set()

    def __len__(self) -> int:
        return len(self.texts)

    def copy(self) -> Reading:
        """The same reading; deepening one of the two leaves the other as it is."""
        other = copy(self)
        other.words, other.tags = list(self.words), list(self.tags)
        other.heads, other.rels = list(self.heads), list(self.rels)
        other._feats, other._parsed = list(self._feats), set(self._parsed)
        return other

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Half-open token ranges."""
        return segment.sentences(self.texts)

    @cached_property
    def clauses(self) -> list[segment.Clause]:
        """Clauses in order; worked out after tagging where the text was tagged."""
        return segment.clauses(self.texts, self.words, self.sentences)

    @cached_property
    def piece_at(self) -> list[int]:
        """For each token the number of the piece of a clause that it stands in (`segment.pieces`)."""
        return self._numbered(segment.pieces(self.texts, self.words, self.sentences))

    @cached_property
    def stretch_at(self) -> list[int]:
        """For each token the number of the stretch between two marks or conjunctions (`segment.stretches`)."""
        return self._numbered(segment.stretches(self.texts, self.words, self.sentences))

    def _numbered(self, ranges: list[tuple[int, int]]) -> list[int]:
        at = [0] * len(self)
        for number, (start, end) in enumerate(ranges):
            at[start:end] = [number] * (end - start)
        return at

    @cached_property
    def clause_at(self) -> list[int]:
        """For each token the number of its clause."""
        at = [0] * len(self)
        for number, clause in enumerate(self.clauses):
            at[clause.start : clause.end] = [number] * (clause.end - clause.start)
        return at

    def clause_of(self, i: int) -> segment.Clause:
        """The clause token `i` stands in."""
        return self.clauses[self.clause_at[i]]

    def sentence_of(self, i: int) -> tuple[int, int]:
        """The sentence token `i` stands in."""
        return self.sentences[self.clause_of(i).sentence]

    def deepen(self, numbers: Iterable[int] | None = None) -> bool:
        """Tags and parses sentences (all by default) and narrows their words to the readings that allows.

        Says whether anything was new. What was derived from the shallower reading is worked out anew.
        """
        wanted = range(len(self.sentences)) if numbers is None else sorted(set(numbers))
        fresh = [n for n in wanted if n not in self._parsed]
        if not fresh:
            return False
        self._parsed.update(fresh)
        spots = [spot for n in fresh for spot in self._spots(*self.sentences[n])]
        for spot, sentence in zip(spots, models.tag([[self.texts[i] for i in s] for s in spots]), strict=True):
            healed = heal([tagged.head for tagged in sentence])
            for here, (i, tagged) in enumerate(zip(spot, sentence, strict=True)):
                self.tags[i], self._feats[i] = tagged.pos, tagged.feats
                self.heads[i] = spot[healed[here]]
                self.rels[i] = tagged.rel if self.heads[i] != i else "ROOT"
                self.words[i] = self.words[i].tagged(tagged.pos, tagged.feats)
        for derived in ("clauses", "clause_at", "piece_at", "stretch_at", "children"):
            self.__dict__.pop(derived, None)
        self._write()
        return True

    @property
    def deep(self) -> bool:
        """Whether any sentence was parsed."""
        return bool(self._parsed)

    def _spots(self, start: int, end: int) -> list[list[int]]:
        """The tokens of a sentence that the parser is given, cut where a transcript runs on for too long."""
        found = [[i for i in range(a, b) if not self.texts[i].isspace()] for a, b in self._chunks(start, end)]
        return [spot for spot in found if spot]

    def _chunks(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A sentence, cut where a transcript runs on for longer than a parser can follow."""
        while end - start > MAX_SENTENCE:
            yield start, start + MAX_SENTENCE
            start += MAX_SENTENCE
        yield start, end

    def _write(self) -> None:
        """Puts the analysis into the spaCy Doc, which patterns are matched on."""
        from spacy.tokens import Doc

        new = Doc(
            self.doc.vocab,
            words=self.texts,
            spaces=[bool(token.whitespace_) for token in self.doc],
            pos=["SPACE" if text.isspace() else tag for text, tag in zip(self.texts, self.tags, strict=True)],
            morphs=["|".join(feat) for feat in self._feats],
            heads=self.heads,
            deps=self.rels,
            lemmas=[w.parses[0].lemma if w.parses else w.form for w in self.words],
        )
        for token, form in zip(new, self.forms, strict=True):
            token.norm_ = form
        self.doc = new

    @cached_property
    def children(self) -> list[list[int]]:
        """For each token its dependents, in order."""
        kids: list[list[int]] = [[] for _ in range(len(self))]
        for i, head in enumerate(self.heads):
            if head != i:
                kids[head].append(i)
        return kids

    def subtree(self, i: int) -> set[int]:
        """Token `i` and everything that hangs on it."""
        seen, todo = {i}, [i]
        while todo:
            for kid in self.children[todo.pop()]:
                if kid not in seen:
                    seen.add(kid)
                    todo.append(kid)
        return seen

    def lemmas(self, i: int) -> frozenset[str]:
        """The lemmas token `i` may have."""
        return self.words[i].lemmas

    def grams(self, i: int) -> frozenset[str]:
        """The grammemes token `i` may have; after tagging, those of its likeliest reading."""
        w = self.words[i]
        return w.parses[0].grams if self.tags[i] != "X" and w.parses else w.grams

    def tagged(self, i: int) -> bool:
        """Whether the tagger has decided on token `i`."""
        return self.tags[i] != "X"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of tokens `start` to `end` (exclusive) in the text as it was given."""
        first, last = self.doc[start], self.doc[end - 1]
        return self.plain.span(first.idx, last.idx + len(last.text))

    def quote(self, start: int, end: int) -> str:
        """The words of tokens `start` to `end` (exclusive) as they were given."""
        a, b = self.span(start, end)
        return self.given[a:b]


def _word(text: str) -> Word:
    tick()
    return word(text)


class Reader:
    """Turns texts into readings; one per process. The vocabulary is thrown away when it has grown too large."""

    WORDS_KEPT = 200_000

    def __init__(self) -> None:
        self._nlp: Any = None

    def read(self, text: str) -> Reading:
        """The shallow reading of a text; never raises on any string."""
        from promisecheck.language.disguise import Plain, undisguise

        plain = undisguise(text)
        if _SURROGATES.search(plain.text):
            plain = Plain(_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", plain.text), plain.starts, plain.ends)
        return Reading(text, plain, self.tokenize(plain.text))

    def tokenize(self, text: str) -> Doc:
        """A spaCy Doc of tokens with `norm_` folded (lower case, ё as е)."""
        if self._nlp is None or len(self._nlp.vocab) > self.WORDS_KEPT:
            from promisecheck.language.tokenizer import blank

            self._nlp = blank()
        doc = self._doc(text)
        for token in doc:
            token.norm_ = fold(token.text)
        return doc

    def _doc(self, text: str) -> Doc:
        """The tokens of a text; what no blank parts for too long is tokenized piece by piece."""
        parts = pieces(text)
        if len(parts) == 1:
            whole: Doc = self._nlp.make_doc(text)
            return whole
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        for part in parts:
            tick()
            for token in self._nlp.make_doc(part):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self._nlp.vocab, words=words, spaces=spaces)

    @property
    def vocab(self) -> Any:
        """The vocabulary that documents and matchers share."""
        if self._nlp is None:
            self.tokenize("")
        return self._nlp.vocab
