import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from promisecheck.errors import InputError
from promisecheck.report import Outcome, Report, Violation
from promisecheck.writers import Outputs, check_outs, endings, part_of
from promisecheck.writers.base import Audited
from promisecheck.writers.jsonl import line
from strategies import reports


def report(name="c", quote="20%\nгодовых"):
    found = Violation(
        message_id="m1", start=0, end=11, quote=quote, severity="block", category="c", explanation="e", suggestion="s"
    )
    outcome = Outcome(rule_id="no-guarantees", clause="1.6", status="violated", violations=[found])
    return Report(conversation_id=name, outcomes=[outcome])


@given(reports)
def test_jsonl_line_is_one_line_and_reads_back(made):
    written = line(made)
    assert Report.model_validate_json(written) == made
    assert len(written.decode().splitlines()) == 1


def test_jsonl_file_appears_whole_or_not_at_all(tmp_path):
    out = tmp_path / "out.jsonl"
    with Outputs([str(out)], "ru") as outputs:
        outputs.write(Audited(report("a")))
        assert not out.exists()
        outputs.write(Audited(report("b")))
    assert [json.loads(text)["conversation_id"] for text in out.read_text().splitlines()] == ["a", "b"]
    assert not part_of(str(out)).exists()


def test_interrupted_jsonl_stays_as_a_part_and_leaves_the_old_file(tmp_path):
    out, table = tmp_path / "out.jsonl", tmp_path / "out.txt"
    out.write_text("old")
    with pytest.raises(KeyboardInterrupt), Outputs([str(out), str(table)], "ru") as outputs:
        outputs.write(Audited(report()))
        raise KeyboardInterrupt
    assert out.read_text() == "old"
    assert part_of(str(out)).read_bytes() == line(report())
    assert {path.name for path in tmp_path.iterdir()} == {"out.jsonl", "out.jsonl.part"}


def test_nothing_written_leaves_no_part(tmp_path):
    with pytest.raises(KeyboardInterrupt), Outputs([str(tmp_path / "out.jsonl")], "ru"):
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


def test_output_that_cannot_be_opened_takes_the_others_with_it(tmp_path):
    part_of(str(tmp_path / "b.txt")).mkdir()
    with pytest.raises(InputError, match=r"b\.txt"), Outputs([str(tmp_path / n) for n in ("a.jsonl", "b.txt")], "ru"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt.part"]


def test_output_through_a_link_keeps_the_link(tmp_path):
    target, link = tmp_path / "target.jsonl", tmp_path / "link.jsonl"
    target.touch()
    link.symlink_to(target)
    with Outputs([str(link)], "ru") as outputs:
        outputs.write(Audited(report()))
    assert link.is_symlink()
    assert target.read_bytes() == line(report())


def test_outputs_take_files_whose_names_are_no_utf_8(tmp_path):
    path = Path(os.fsdecode(b"\xec\xe0\xf0\xf2.jsonl"))  # «март» in cp1251, as old archives have it
    outs = [str(tmp_path / f"out{ending}") for ending in endings()]
    with Outputs(outs, "ru") as outputs:
        outputs.write(Audited(report(), None, path, 1))
        outputs.unread(InputError("broken", path=path))
    assert {one.suffix for one in tmp_path.iterdir()} == set(endings())


def test_output_that_fails_at_its_end_replaces_nothing(tmp_path, monkeypatch):
    def full(self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("promisecheck.writers.csv.CsvWriter.finish", full)
    out, lines = tmp_path / "out.csv", tmp_path / "out.jsonl"
    out.write_text("old")
    with pytest.raises(OSError, match="No space"), Outputs([str(lines), str(out)], "ru") as outputs:
        outputs.write(Audited(report()))
    assert out.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"out.csv", "out.jsonl.part"}


@pytest.mark.parametrize(("library", "ending"), [("xlsxwriter", "xlsx"), ("pyarrow", "parquet"), ("jinja2", "html")])
def test_output_without_its_library_names_the_extra(tmp_path, ending, library):
    program = f"""if True:
        import sys
        sys.modules["{library}"] = None
        from promisecheck.errors import PromisecheckError
        from promisecheck.writers import Outputs
        try:
            with Outputs(["out.jsonl", "out.{ending}"], "ru"):
                pass
        except PromisecheckError as error:
            print(error)"""
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "pip install 'promisecheck[audit]'" in done.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("outs", "said"),
    [
        (["x.doc"], r"\.jsonl, \.txt, \.csv"),
        (["a.jsonl", "a.jsonl"], "twice"),
        (["-", "-"], "twice"),
        (["in.jsonl"], "overwrite"),
        (["nowhere/x.jsonl"], "folder"),
    ],
)
def test_check_outs_refuses(tmp_path, monkeypatch, outs, said):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=said):
        check_outs(outs, [tmp_path / "in.jsonl"])


def test_table_counts_and_quotes_on_one_line(tmp_path):
    out = tmp_path / "out.txt"
    with Outputs([str(out)], "en") as outputs:
        for name in ("first", "second"):
            outputs.write(Audited(report(name)))
        smile = Outcome(rule_id="smile", clause="1.3", status="passed")
        outputs.write(Audited(Report(conversation_id="fine", outcomes=[smile])))
    text = out.read_text()
    row = next(row for row in text.splitlines() if "no-guarantees" in row)
    assert row.split()[:6] == ["1.6", "no-guarantees", "2", "0", "0", "0"]
    assert "«20% годовых»" in row
    assert "second" in text
    assert "fine" not in text
