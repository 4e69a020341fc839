"""«Голос клиента»: the tables read back, periods, and what Bitrix24 would be asked to do."""

import csv
import json
import re
import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from promisecheck import voice as package
from promisecheck.errors import InputError
from promisecheck.rules.pack import default_folder

CONVERSATIONS = [
    {
        "id": "c1", "channel": "telegram", "employee": "Иванова",
        "client": {"name": "=HYPERLINK(1)", "bitrix24_contact_id": 43},
        "messages": [
            {"role": "client", "sent_at": "2026-03-03T10:00:00+03:00", "text": "=А крипта у вас есть?"},
            {"role": "client", "sent_at": "2026-03-31T23:30:00+03:00", "text": "После шести не звоните [b]мне[/b]"},
            {"role": "client", "sent_at": "2026-04-01T00:10:00+03:00", "text": "терпеть не могу голосовые"},
        ],
    },
    {
        "id": "c2", "channel": "phone", "messages": [{"role": "client", "text": "хотелось бы парковку у офиса"}],
        "records": [{"kind": "client_voice", "text": "просит парковку"}],
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def rules(tmp_path_factory) -> Path:
    """The pack without its second readers: these tests are of tables, and patterns alone give them their rows."""
    folder = tmp_path_factory.mktemp("pack") / "rules"
    shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("models"))
    for path in folder.glob("*.yaml"):
        path.write_text(re.sub(r"(?m)^classifier:\n(  .*\n)+", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.fixture
def voice(rules):
    return partial(package.voice, rules=rules)


@pytest.fixture
def source(write_lines) -> Path:
    return write_lines(*CONVERSATIONS)


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_workbook_read_back(voice, source, tmp_path):
    out = tmp_path / "voice.xlsx"
    counts = voice([source], [str(out)], quiet=True)
    assert (counts.signals, counts.unrecorded, counts.status) == (4, 3, 0)
    book = load_workbook(out)
    signals, topics = book.worksheets
    header, *rows = [[cell.value for cell in row] for row in signals.iter_rows()]
    assert header[:3] == ["Дата", "Клиент", "Канал"]
    assert len(rows) == 4
    assert signals.freeze_panes == "A2"
    assert signals.auto_filter.ref == "A1:M5"
    assert {cell.data_type for row in signals.iter_rows(min_row=2) for cell in row if cell.value} == {"s"}  # no formula
    assert sum(row[2].value for row in topics.iter_rows(min_row=2)) == 4
    assert len(topics._charts) == 1
    kinds = [row[header.index("Что записать")] for row in rows]
    assert kinds == sorted(kinds, key=kinds.index)  # what belongs together stands together


def test_csv_cell_is_no_formula(voice, source, tmp_path):
    out = tmp_path / "voice.csv"
    voice([source], [str(out)], quiet=True)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    assert len(rows) == 5
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert rows[1][1] == "'=HYPERLINK(1)"


def test_rows_and_their_places(voice, source, tmp_path):
    out = tmp_path / "voice.jsonl"
    voice([source], [str(out)], quiet=True)
    texts = {m.get("text"): m for one in CONVERSATIONS for m in one["messages"]}
    for row in read(out):
        assert any(text[row["start"] : row["end"]] == row["quote"] for text in texts)
        assert row["gist"] and row["recipient"]
    assert [row["recorded"] for row in read(out)] == [False, False, False, True]


def test_period_is_by_the_companys_days(voice, source, tmp_path):
    out = tmp_path / "voice.jsonl"
    counts = voice([source], [str(out)], since=date(2026, 3, 31), until=date(2026, 3, 31), quiet=True)
    assert [row["message_id"] for row in read(out)] == ["m2"]
    assert counts.undated == 1


def test_bitrix24_requests(voice, source, tmp_path):
    out = tmp_path / "requests.jsonl"
    voice([source], bitrix24=str(out), quiet=True)
    lines = read(out)
    assert [line["method"] for line in lines] == ["crm.timeline.comment.add"] * 3 + ["crm.contact.update"]
    fields = lines[0]["params"]["fields"]
    assert (fields["ENTITY_ID"], fields["ENTITY_TYPE"]) == (43, "contact")
    assert "крипта" in fields["COMMENT"]
    update = lines[-1]["params"]
    assert update["id"] == 43
    assert "[b]" not in update["fields"]["UF_CRM_CLIENT_TRAITS"]
    assert "голосовые" in update["fields"]["UF_CRM_CLIENT_TRAITS"]


def test_masked_the_same_with_several_jobs(voice, source, tmp_path):
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    voice([source], [str(one)], mask=True, quiet=True)
    voice([source], [str(two)], mask=True, jobs=2, quiet=True)
    assert one.read_text(encoding="utf-8") == two.read_text(encoding="utf-8")
    assert "Иванова" not in one.read_text(encoding="utf-8")


@pytest.mark.parametrize("outs", [[], ["voice.pdf"], ["no/such/folder/voice.csv"], ["a.csv", "a.csv"]])
def test_outputs_that_cannot_be(voice, source, tmp_path, monkeypatch, outs):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError):
        voice([source], outs, quiet=True)


def test_a_broken_line_is_counted_and_stops_nothing(voice, tmp_path, write_lines):
    source, out = write_lines(CONVERSATIONS[0], "{broken"), tmp_path / "voice.jsonl"
    counts = voice([source], [str(out)], quiet=True)
    assert (counts.errors, counts.status, len(read(out))) == (1, 2, 3)
