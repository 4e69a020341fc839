import csv
import io

from audits import FORMULA, audits, write
from hypothesis import given
from hypothesis import strategies as st
from month import month

from promisecheck.conversation import Conversation
from promisecheck.report import Outcome, Report, Violation
from promisecheck.texts import visible
from promisecheck.writers.base import Audited
from promisecheck.writers.cells import harmless

STARTS = tuple("=+-@＝＋－＠\t\r\n")


def read(path):
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_opens_in_a_russian_excel(tmp_path):
    given = list(month(60))
    out = write(tmp_path / "a.csv", given)
    head, *rows = read(out)
    assert head[:4] == ["Время", "Сотрудник", "Канал", "Разговор"]
    assert len(rows) == sum(len(one.report.violations) for one in given)
    assert out.read_bytes().count(b"\r\n") == len(rows) + 1
    first = rows[0]
    assert first[0].count(".") == 2
    assert first[7] in ("СТОП", "ВНИМАНИЕ")


def test_csv_places_hold_in_the_message_beside_them(tmp_path):
    head, *rows = read(write(tmp_path / "a.csv", list(month(300))))
    quote, text, start, end = (head.index(name) for name in ("Цитата", "Сообщение", "Начало", "Конец"))
    marked = [row for row in rows if row[start]]
    assert marked
    assert all(row[text][int(row[start]) : int(row[end])] == row[quote] for row in marked)


def test_csv_in_english(tmp_path):
    head, *_ = read(write(tmp_path / "a.csv", [], "en"))
    assert head[:2] == ["Time", "Employee"]


def test_csv_no_cell_is_a_formula(tmp_path):
    conversation = Conversation.read(
        {"id": "=1", "channel": "sms", "employee": "@me", "messages": [{"role": "employee", "text": "x"}]}
    )
    found = [
        Violation(
            message_id="m1",
            start=0,
            end=1,
            quote=text,
            severity="warn",
            category="c",
            explanation=text,
            suggestion=text,
        )
        for text in FORMULA
    ]
    outcome = Outcome(rule_id="no-guarantees", clause="1.6", status="violated", violations=found)
    report = Report(conversation_id="=1", outcomes=[outcome])
    _, *rows = read(write(tmp_path / "a.csv", [Audited(report, conversation)]))
    assert len(rows) == len(FORMULA)
    for row in rows:
        assert [cell for cell in row if cell.lstrip(" \u200b").startswith(STARTS)] == []


@given(st.text())
def test_cells_harmless_keeps_the_text(text):
    cell = harmless(text)
    assert cell in (visible(text), f"'{visible(text)}")
    assert not cell.startswith(STARTS)


def test_csv_any_text_survives(tmp_path):
    @given(st.lists(audits(), max_size=4))
    def survives(made):
        _, *rows = read(write(tmp_path / "a.csv", made))
        found = [violation for one in made for violation in one.report.violations]
        assert [row[11] for row in rows] == [harmless(one.explanation) for one in found]
        assert all(len(row) == 16 for row in rows)

    survives()
