"""Offsets lead back to the text as given, whatever it is; the deep reading never raises."""

from unicodedata import name

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from promisecheck.language import models, reading
from promisecheck.language.tagger import Tagged

PIECES = st.sampled_from(
    [
        "Гарантируем", "дoхoд", "г а р а н т и я", "д.о.х.о.д", "до\u200bход", "дохо\u0301д", "точнооо", "вло-же-ния",
        "20%", "100к", "$500", "  ", "\n", "\n\n", "\t", ".", "?!", "...", "—", "🚀", "👨\u200d👩\u200d👧", "❤\ufe0f",
        "\u0301", "\u200b", "и\u0306", "ﬁ", "𝐚", "①", "руб./мес.", "(", "»", "@", "не", "мы", "что",
        "\x00", "\u2028", "\r\n", "ВЕРНЁМ", "İ", "ß", "доход.Рост",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).flatmap(
    lambda pieces: st.sampled_from([" ", "", "  "]).map(lambda glue: glue.join(pieces))
) | st.text(max_size=40).filter(lambda text: all(name(letter, "") for letter in text if letter.isalpha()))


def assert_sound(one, text):
    """Every token leads to a piece of the text, in order; the Doc holds the plain text."""
    assert one.given == text
    assert one.doc.text == one.plain.text
    assert len(one.texts) == len(one.words) == len(one.tags) == len(one.heads) == len(one.rels) == len(one.doc)
    before = 0
    for i in range(len(one)):
        start, end = one.span(i, i + 1)
        assert before <= start < end <= len(text)
        assert one.quote(i, i + 1) == text[start:end] != ""
        before = end
    if len(one):
        assert one.span(0, len(one)) == (one.span(0, 1)[0], one.span(len(one) - 1, len(one))[1])
    assert [i for a, b in one.sentences for i in range(a, b)] == list(range(len(one)))
    assert [i for c in one.clauses for i in range(c.start, c.end)] == list(range(len(one)))
    assert all(0 <= head < len(one) for head in one.heads)


@given(TEXTS)
@example("\u200b\u0301")
@example(" \n ")
@settings(max_examples=150, deadline=None)
def test_reading_shallow_offsets_are_sound(reader, text):
    assert_sound(reader.read(text), text)


@given(TEXTS)
@example("🚀 . \n ?! 🚀")
@settings(max_examples=40, deadline=None)
def test_reading_deep_offsets_are_sound(reader, text):
    one = reader.read(text)
    spans = [one.span(i, i + 1) for i in range(len(one))]
    one.deepen()
    assert_sound(one, text)
    assert [one.span(i, i + 1) for i in range(len(one))] == spans
    for i in range(len(one)):
        assert one.words[i].parses or not one.lemmas(i)
        assert i in one.subtree(i)
        assert all(one.heads[kid] == i for kid in one.children[i])


@pytest.mark.parametrize("text", ["\ud800", "г\ud800арaнтия дохода", "мы \udfff \ud800\udfff доход"])
def test_reading_lone_surrogates(reader, text):
    one = reader.read(text)
    assert_sound(one, text)
    one.deepen()
    assert_sound(one, text)


SENTENCES = [
    "Мы гарантируем доход!",
    "Риск есть всегда.",
    "Добрый день 🚀",
    "Не сомневайтесь, вы заработаете.",
    "20% годовых?",
]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.data())
@settings(max_examples=20, deadline=None)
def test_reading_partial_deepening_equals_full_on_its_sentences(reader, parts, data):
    text = " ".join(parts)
    full, partial = reader.read(text), reader.read(text)
    full.deepen()
    numbers = data.draw(st.sets(st.integers(0, len(full.sentences) - 1), min_size=1))
    assert partial.sentences == full.sentences
    partial.deepen(numbers)
    for n in range(len(full.sentences)):
        for i in range(*full.sentences[n]):
            if n in numbers:
                for attribute in ("tags", "heads", "rels"):
                    assert getattr(partial, attribute)[i] == getattr(full, attribute)[i]
                assert partial.words[i].parses == full.words[i].parses
                assert partial.grams(i) == full.grams(i)
            else:
                assert not partial.tagged(i)
                assert partial.heads[i] == i


def test_reading_deepening_says_whether_anything_is_new(reader):
    one = reader.read("Доход растёт. Риск есть.")
    assert not one.deep
    assert one.deepen([0])
    assert one.deep
    assert not one.deepen([0])
    assert one.deepen([0, 1])
    assert not one.deepen()


def test_reading_deepening_piece_by_piece_equals_at_once(reader):
    text = "Мы гарантируем доход. Риск есть всегда! Не сомневайтесь, вы заработаете."
    once, pieces = reader.read(text), reader.read(text)
    once.deepen()
    for n in (2, 0, 1):
        pieces.deepen([n])
    for attribute in ("tags", "heads", "rels", "clauses"):
        assert getattr(pieces, attribute) == getattr(once, attribute)
    assert [t.lemma_ for t in pieces.doc] == [t.lemma_ for t in once.doc]


@pytest.mark.parametrize(
    "heads",
    [
        lambda i, n: i,
        lambda i, n: (i + 1) % n,
        lambda i, n: n + 5,
        lambda i, n: -1,
        lambda i, n: n - 1 - i,
    ],
    ids=["self-loops", "one cycle", "outside", "all roots", "pairs"],
)
def test_reading_broken_trees_do_not_raise(reader, lexicon, monkeypatch, heads):
    """slovnet's trees of transcripts may hold anything."""
    from promisecheck.language.context.negation import negators
    from promisecheck.language.context.past import past
    from promisecheck.language.context.reported import reported
    from promisecheck.rules.match import Marked

    def broken(sentences):
        return [[Tagged("VERB", (), heads(i, len(s)), "conj") for i in range(len(s))] for s in sentences]

    monkeypatch.setattr(models, "tag", broken)
    one = reader.read("алло да мы вам не гарантируем что доход будет и риска нет ну вот")
    one.deepen()
    assert_sound(one, one.given)
    marked = Marked(one, lexicon).deepened()
    for i in range(len(one)):
        for qualifier in (negators, past, reported):
            assert all(0 <= cue.start < cue.end <= len(one) for cue in qualifier(marked, i))


def test_reading_long_run_is_parsed_in_pieces(reader, monkeypatch):
    given_to_parser = []
    real = models.tag
    monkeypatch.setattr(models, "tag", lambda spots: given_to_parser.extend(map(len, spots)) or real(spots))
    one = reader.read("доход " * (reading.MAX_SENTENCE * 2 + 7))
    one.deepen()
    assert given_to_parser == [reading.MAX_SENTENCE, reading.MAX_SENTENCE, 7]
    assert all(one.tagged(i) for i in range(len(one)))
    assert_sound(one, one.given)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\ufe0f"])
def test_reading_of_nothing(reader, text):
    one = reader.read(text)
    one.deepen()
    assert_sound(one, text)


def test_reading_keeps_double_blanks_and_lines(reader):
    text = "Мы  гарантируем\n\nдоход"
    one = reader.read(text)
    one.deepen()
    at = one.forms.index("гарантируем")
    assert one.span(at, at + 1) == (4, 15)
    at = one.forms.index("доход")
    assert one.quote(at, at + 1) == "доход"
    assert one.span(at, at + 1)[1] == len(text)


def test_reading_quotes_the_disguise_as_it_was_given(reader):
    one = reader.read("Мы г а р а н т и р у е м дoхoд")
    assert one.forms == ["мы", "гарантируем", "доход"]
    assert [one.quote(i, i + 1) for i in range(3)] == ["Мы", "г а р а н т и р у е м", "дoхoд"]


def test_reading_vocabulary_is_thrown_away_when_it_has_grown():
    from promisecheck.checker import Checker

    checker = Checker()
    checker._reader.WORDS_KEPT = 1100
    vocabularies = set()
    for number in range(80):
        report = checker.check_text(f"Гарантируем доход №{number} слово{number}а{number}")
        assert [violation.category for violation in report.violations] == ["explicit_guarantee"]
        vocabularies.add(id(checker._reader._nlp))
        assert len(checker._reader.vocab) <= 1100 + 30
    assert len(vocabularies) > 1
