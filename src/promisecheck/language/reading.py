"""A message as the checks see it: tokens, lemmas, clauses and, when asked for, the dependency tree."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from promisecheck.language import models, segment
from promisecheck.language.tree import heal
from promisecheck.language.words import Word, fold, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from promisecheck.language.disguise import Plain

MAX_SENTENCE = 120  # tokens given to the parser at once; longer runs are parsed in pieces


class Reading:
    """One text, read shallowly at first; `deepen` adds part of speech, morphology and the tree.

    Token offsets (`doc`) belong to the undisguised text; `span` gives them in the text as it was given.
    """

    def __init__(self, given: str, plain: Plain, doc: Doc):
        self.given = given
        self.plain = plain
        self.doc = doc
        self.texts: list[str] = [token.text for token in doc]
        self.words: list[Word] = [word(text) for text in self.texts]
        self.forms: list[str] = [w.form for w in self.words]
        self.deep = False

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Half-open token ranges."""
        return segment.sentences(self.texts)

    @cached_property
    def clauses(self) -> list[segment.Clause]:
        """Clauses in order; worked out after tagging where the text was tagged."""
        return segment.clauses(self.texts, self.words, self.sentences)

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

    def deepen(self) -> None:
        """Runs the tagger and the parser once and narrows every word to the readings they allow."""
        if self.deep:
            return
        ranges = [piece for sentence in self.sentences for piece in self._chunks(*sentence)]
        spots = [[i for i in range(a, b) if not self.texts[i].isspace()] for a, b in ranges]
        spots = [spot for spot in spots if spot]
        self.heads = list(range(len(self)))
        self.rels = ["dep"] * len(self)
        tags = ["SPACE"] * len(self)
        feats: list[tuple[str, ...]] = [()] * len(self)
        for spot, sentence in zip(spots, models.tag([[self.texts[i] for i in s] for s in spots]), strict=True):
            healed = heal([tagged.head for tagged in sentence])
            for here, (i, tagged) in enumerate(zip(spot, sentence, strict=True)):
                tags[i], feats[i] = tagged.pos, tagged.feats
                self.heads[i] = spot[healed[here]]
                self.rels[i] = tagged.rel if self.heads[i] != i else "ROOT"
        self.words = [w.tagged(tag, feat) for w, tag, feat in zip(self.words, tags, feats, strict=True)]
        self.tags = tags
        self._write(tags, feats)
        self.deep = True

    def _chunks(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A sentence, cut where a transcript runs on for longer than a parser can follow."""
        while end - start > MAX_SENTENCE:
            yield start, start + MAX_SENTENCE
            start += MAX_SENTENCE
        yield start, end

    def _write(self, tags: list[str], feats: list[tuple[str, ...]]) -> None:
        """Puts the analysis into the spaCy Doc, which patterns are matched on."""
        from spacy.tokens import Doc

        new = Doc(
            self.doc.vocab,
            words=self.texts,
            spaces=[bool(token.whitespace_) for token in self.doc],
            pos=tags,
            morphs=["|".join(feat) for feat in feats],
            heads=self.heads,
            deps=self.rels,
            lemmas=[w.parses[0].lemma if w.parses else w.form for w in self.words],
        )
        new.user_data.update(self.doc.user_data)
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
        return w.parses[0].grams if self.deep and w.parses else w.grams

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of tokens `start` to `end` (exclusive) in the text as it was given."""
        first, last = self.doc[start], self.doc[end - 1]
        return self.plain.span(first.idx, last.idx + len(last.text))

    def quote(self, start: int, end: int) -> str:
        """The words of tokens `start` to `end` (exclusive) as they were given."""
        a, b = self.span(start, end)
        return self.given[a:b]


class Reader:
    """Turns texts into readings; one per process. The vocabulary is thrown away when it has grown too large."""

    WORDS_KEPT = 200_000

    def __init__(self) -> None:
        self._nlp: Any = None

    def read(self, text: str) -> Reading:
        """The shallow reading of a text; never raises on any string."""
        from promisecheck.language.disguise import undisguise

        plain = undisguise(text)
        return Reading(text, plain, self.tokenize(plain.text))

    def tokenize(self, text: str) -> Doc:
        """A spaCy Doc of tokens with `norm_` folded (lower case, ё as е)."""
        if self._nlp is None:
            from promisecheck.language.tokenizer import blank

            self._nlp = blank()
        doc: Doc = self._nlp.make_doc(text)
        for token in doc:
            token.norm_ = fold(token.text)
        return doc

    @property
    def vocab(self) -> Any:
        """The vocabulary that documents and matchers share."""
        if self._nlp is None:
            self.tokenize("")
        return self._nlp.vocab
