import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.language.endless import MAX_SIGNS, MAX_WORD, pieces


@given(st.text())
def test_endless_ordinary_text_is_one_piece(text):
    assert pieces(text) == [text]


@given(st.lists(st.sampled_from(["а" * 300, "!" * 90, " ", "_" * 80, "слово", "\n"]), max_size=20).map("".join))
def test_endless_pieces_lose_nothing_and_are_short(text):
    parts = pieces(text)
    assert "".join(parts) == text
    if len(parts) > 1:
        assert all(len(run) <= MAX_WORD for part in parts for run in part.split())


@pytest.mark.parametrize("rule", ["-" * MAX_SIGNS, "=" * 72, "_" * 60, "https://example.ru/" + "a" * 350])
def test_endless_rules_and_links_stay_whole(rule):
    assert pieces(f"до {rule} после") == [f"до {rule} после"]


def test_endless_word_keeps_its_offsets(reader):
    text = "до " + "гарантия!" * 200 + " после 20%"
    reading = reader.read(text)
    assert "".join(token.text_with_ws for token in reading.doc) == reading.plain.text
    assert reading.quote(len(reading) - 2, len(reading)) == "20%"


def test_endless_sentence_is_cut(reader):
    reading = reader.read("слово " * 1000)
    assert max(end - start for start, end in reading.sentences) <= 300
    assert reading.sentences[-1][1] == len(reading)
