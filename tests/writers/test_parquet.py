import itertools
import json

import pyarrow.parquet as pq
import pytest
from audits import audits, write
from hypothesis import given, settings
from hypothesis import strategies as st
from month import month

from promisecheck.report import Report
from promisecheck.writers import Outputs, parquet


def reports(path):
    """The reports again, from the rows of their outcomes."""
    for _, rows in itertools.groupby(
        pq.read_table(path).to_pylist(), key=lambda row: (row["conversation_id"], row["line"])
    ):
        rows = list(rows)
        metadata = json.loads(rows[0]["metadata"])
        yield Report(conversation_id=rows[0]["conversation_id"], outcomes=rows, metadata=metadata)


def test_parquet_gives_the_reports_back(tmp_path):
    made = list(month(80))
    out = write(tmp_path / "a.parquet", made)
    assert list(reports(out)) == [one.report for one in made]
    row = pq.read_table(out).to_pylist()[0]
    assert (row["channel"], row["employee"]) == (made[0].channel, made[0].employee)
    assert row["started_at"] == made[0].conversation.messages[0].sent_at


def test_parquet_any_report_survives(tmp_path):
    @settings(max_examples=40)
    @given(st.lists(audits(), max_size=3))
    def survives(made):
        rows = pq.read_table(write(tmp_path / "a.parquet", made)).to_pylist()
        told = [(r["conversation_id"], r["rule_id"], r["status"], len(r["violations"])) for r in rows]
        assert told == [
            (one.report.conversation_id, o.rule_id, o.status, len(o.violations))
            for one in made
            for o in one.report.outcomes
        ]

    survives()


def test_parquet_is_written_in_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "_BATCH", 100)
    file = pq.ParquetFile(write(tmp_path / "a.parquet", list(month(30))))
    assert file.metadata.num_row_groups > 3
    assert file.metadata.num_rows == 30 * len(set(file.read(["rule_id"]).column(0).to_pylist()))


def test_parquet_broken_off_run_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), Outputs([str(tmp_path / "a.parquet")], "ru"):
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())
