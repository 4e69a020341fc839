import tempfile

import openpyxl
import pytest
from audits import FORMULA, audits, write
from hypothesis import given, settings
from hypothesis import strategies as st
from month import month

from promisecheck.errors import InputError
from promisecheck.texts import visible
from promisecheck.writers import Outputs, sheets
from promisecheck.writers.rows import Row

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # bars in cells


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    made = list(month(200))
    error = InputError("not JSON", path="a.jsonl", line=3)
    return made, openpyxl.load_workbook(write(tmp_path_factory.mktemp("xlsx") / "a.xlsx", made, errors=[error]))


def test_xlsx_has_three_sheets_with_filters_and_frozen_heads(book):
    _, opened = book
    assert opened.sheetnames == ["Сводка", "Нарушения", "Ожидание"]
    for sheet in opened:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_xlsx_summary_counts_what_the_reports_hold(book):
    made, opened = book
    head, *body = rows(opened["Сводка"])
    by_id = {row[head.index("Код правила")]: row for row in body if row[head.index("Код правила")]}
    violated = [one for one in made if one.report.outcome("reply-in-time").status == "violated"]
    assert by_id["reply-in-time"][head.index("Нарушено")] == len(violated)
    assert by_id["reply-in-time"][head.index("Доля нарушений")] == pytest.approx(len(violated) / len(made))
    assert by_id["smile"][head.index("Не видно")] == len(made)
    totals = {row[1]: row[2] for row in body if not row[0]}
    assert totals["Разговоров"] == len(made)
    assert totals["Нарушений" if "Нарушений" in totals else "Нарушения"] == sum(len(m.report.violations) for m in made)
    assert totals["Не прочитано"] == 1


def test_xlsx_violations_stand_beside_their_message(book):
    made, opened = book
    head, *body = rows(opened["Нарушения"])
    assert len(body) == sum(len(one.report.violations) for one in made)
    quote, text, start, end = (head.index(name) for name in ("Цитата", "Сообщение", "Начало", "Конец"))
    marked = [row for row in body if row[start] is not None]
    assert marked
    assert all(row[text][row[start] : row[end]] == row[quote] for row in marked)
    assert body[0][0].year == 2026


def test_xlsx_delays_are_graded(book):
    made, opened = book
    head, *body = rows(opened["Ожидание"])
    seconds, grade = head.index("Ждал, с"), head.index("Оценка")
    assert len(body) == sum(len(o.delays) for one in made for o in one.report.outcomes)
    for row in body:
        expected = "в цель" if row[seconds] <= 180 else "в предел" if row[seconds] <= 300 else "поздно"
        assert row[grade] == expected


def test_xlsx_colours_go_by_severity_and_grade(book):
    _, opened = book
    for name, words in (("Нарушения", {'"СТОП"', '"ВНИМАНИЕ"'}), ("Ожидание", {'"поздно"', '"в цель"'})):
        formulas = {f for area in opened[name].conditional_formatting for rule in area.rules for f in rule.formula}
        assert words <= formulas


def test_xlsx_same_reports_give_the_same_bytes(tmp_path):
    one, two = (write(tmp_path / f"{name}.xlsx", list(month(30))) for name in "ab")
    assert one.read_bytes() == two.read_bytes()


def test_xlsx_goes_on_in_a_further_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "ROWS", 20)
    made = list(month(60))
    opened = openpyxl.load_workbook(write(tmp_path / "a.xlsx", made))
    count = sum(len(one.report.violations) for one in made)
    found = [name for name in opened.sheetnames if name.startswith("Нарушения")]
    assert len(found) == -(-count // 19)
    assert sum(opened[name].max_row - 1 for name in found) == count


def test_xlsx_long_text_is_cut_where_excel_would_refuse_it():
    assert sheets.fitting("я" * 32_767) == "я" * 32_767
    cut = sheets.fitting("😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("😀…")


def test_xlsx_broken_off_run_leaves_the_old_file(tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    out = tmp_path / "a.xlsx"
    out.write_text("old")
    with pytest.raises(KeyboardInterrupt), Outputs([str(out)], "ru") as outputs:
        for audited in month(20):
            outputs.write(audited)
        raise KeyboardInterrupt
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "temporary"]
    assert not list(temporary.iterdir())


def test_xlsx_any_text_survives_and_none_is_a_formula(tmp_path):
    column = list(Row.__slots__).index("explanation")

    @settings(max_examples=12)
    @given(st.lists(audits(st.text() | st.sampled_from(FORMULA)), max_size=3))
    def survives(made):
        opened = openpyxl.load_workbook(write(tmp_path / "a.xlsx", made))
        assert not [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        found = [violation.explanation for one in made for violation in one.report.violations]
        got = [row[column] or "" for row in rows(opened["Нарушения"])[1:]]
        assert [_plain(one) for one in got] == [_plain(visible(one)) for one in found]

    survives()


def _plain(text):
    """Two codepoints that no XML holds become escapes which openpyxl leaves as they are."""
    return text.replace("\ufffe", "_xFFFE_").replace("\uffff", "_xFFFF_")
