import json
import os
import zipfile

import pytest

from promisecheck.errors import InputError
from promisecheck.readers import by_name, detect, endings, readers
from promisecheck.readers.sources import find, stream

# Of endings whose files are looked into: the least that is recognised.
TIMES = "00:00:01.000 --> 00:00:02.000\n"
SEEN = {".txt": "22.03.2026, 14:36 - Имя: текст", ".srt": TIMES, ".vtt": TIMES, ".parquet": "PAR1", ".pq": "PAR1"}


def names(sources):
    return [source.path.name for source in sources.files]


@pytest.mark.parametrize("ending", endings())
def test_detect_knows_every_ending_in_any_case(tmp_path, ending):
    path = tmp_path / f"x{ending.upper()}"
    path.write_text(SEEN.get(ending, "{}"))
    assert ending in detect(path).endings


def test_detect_unknown_ending_lists_the_known():
    with pytest.raises(InputError, match=r"\.jsonl"):
        detect("x.doc")


def test_by_name_finds_every_reader_and_lists_them():
    assert all(by_name(reader.name) is reader for reader in readers())
    with pytest.raises(InputError, match="jsonl"):
        by_name("telegraph")


def test_find_folder_is_sorted_and_recursive(write_lines, tmp_path):
    for name in ("b/2.jsonl", "b/1.jsonl", "a/3.JSONL", "z.json", "b/notes.doc"):
        write_lines("{}", name=name)
    sources = find([tmp_path])
    assert names(sources) == ["z.json", "3.JSONL", "1.jsonl", "2.jsonl"]
    assert [path.name for path in sources.skipped] == ["notes.doc"]
    assert not sources.errors
    assert sources.size == sum(source.path.stat().st_size for source in sources.files)


def test_find_named_file_of_unknown_ending_is_an_error(write_lines):
    path = write_lines("{}", name="notes.doc")
    (error,) = find([path]).errors
    assert ".jsonl" in str(error)
    assert names(find([path], "jsonl")) == ["notes.doc"]


def test_find_goes_on_after_a_missing_file(write_lines, tmp_path):
    sources = find([tmp_path / "nowhere.jsonl", write_lines("{}")])
    assert names(sources) == ["in.jsonl"]
    assert [error.path for error in sources.errors] == [tmp_path / "nowhere.jsonl"]


def test_find_each_file_once_and_not_the_outputs(write_lines, tmp_path):
    path, out = write_lines("{}"), write_lines("{}", name="out.jsonl")
    assert names(find([path, tmp_path, path], leave_out=[out])) == ["in.jsonl"]


def test_find_empty_folder_is_an_error(tmp_path):
    assert len(find([tmp_path]).errors) == 1


def test_stream_counts_the_bytes_of_all_files(write_lines, clean, tmp_path):
    for name in ("a.jsonl", "b.jsonl"):
        write_lines(clean, "", clean, name=name)
    sources = find([tmp_path])
    found = list(stream(sources))
    assert [(item.path.name, item.line) for item in found] == [(n, i) for n in ("a.jsonl", "b.jsonl") for i in (1, 3)]
    positions = [item.position for item in found]
    assert positions == sorted(positions)
    assert positions[-1] == sources.size


def test_find_tells_a_folder_it_may_not_enter(write_lines, tmp_path, monkeypatch):
    write_lines("{}", name="open.jsonl")
    write_lines("{}", name="shut/in.jsonl")
    real = os.scandir

    def scandir(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)  # the tests may run as root, who may enter anything
    sources = find([tmp_path])
    assert names(sources) == ["open.jsonl"]
    assert [str(error) for error in sources.errors] == [f"{tmp_path / 'shut'}: Permission denied"]


def test_find_walks_archives_and_reads_them_where_they_lie(tmp_path, clean):
    with zipfile.ZipFile(tmp_path / "march.zip", "w") as archive:
        archive.writestr("b/in.jsonl", json.dumps(clean) + "\n")
        archive.writestr("a/photo.jpg", b"x")
        archive.writestr("a/inner.zip", b"x")
        archive.writestr("__MACOSX/in.jsonl", b"x")
    for path in (tmp_path, tmp_path / "march.zip"):
        sources = find([path])
        (item,) = stream(sources)
        assert item.found.id == "clean"
        assert item.path == tmp_path / "march.zip" / "b" / "in.jsonl"
        assert [error.path.name for error in sources.errors] == ["inner.zip"]
        assert [skipped.name for skipped in sources.skipped] == ["photo.jpg"]


def test_find_tells_archives_that_are_none_or_damaged(tmp_path, clean):
    (tmp_path / "bad.zip").write_bytes(b"PK no archive")
    assert "not a zip" in str(find([tmp_path]).errors[0])
    with zipfile.ZipFile(tmp_path / "good.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in.jsonl", (json.dumps(clean) + "\n") * 500)
    raw = bytearray((tmp_path / "good.zip").read_bytes())
    raw[60:90] = b"\xff" * 30
    (tmp_path / "bad.zip").write_bytes(raw)
    (tmp_path / "good.zip").unlink()
    sources = find([tmp_path])
    told = [*sources.errors, *(item.found for item in stream(sources))]
    assert told
    assert all(isinstance(one, InputError) for one in told)


def test_find_reads_letters_of_one_thread_together_wherever_they_lie(tmp_path):
    head = "From: {}\nTo: {}\nSubject: {}Вопрос\nMessage-ID: <{}>\n{}Date: Tue, 03 Mar 2026 10:0{}:00 +0300\n"
    letter = f"{head}\nтекст\n"
    for name, *parts in (
        ("in/cur/1.M1.host:2,S", "petr@mail.ru", "anna@invest.example", "", "c1", "", 0),
        ("in/new/keep", "petr@mail.ru", "anna@invest.example", "Re: ", "c2", "In-Reply-To: <a1>\n", 5),
        ("sent/letter.eml", "anna@invest.example", "petr@mail.ru", "Re: ", "a1", "In-Reply-To: <c1>\n", 3),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(letter.format(*parts))
    sources = find([tmp_path])
    (item,) = stream(sources)
    assert [(m.id, m.role) for m in item.found.messages] == [("c1", "client"), ("a1", "employee"), ("c2", "client")]
    assert item.found.messages[1].model_extra["place"] == "sent/letter.eml"
    first = [(n.key, n.count) for n in sources.notices]
    list(stream(sources))
    assert [(n.key, n.count) for n in sources.notices] == first  # a second reading tells nothing twice


def test_find_mixed_folder_lists_what_no_reader_knows(tmp_path, write_lines, clean):
    write_lines(clean)
    write_lines("просто текст", name="summary.txt")
    write_lines("{}", name="other.json")
    sources = find([tmp_path])
    assert [path.name for path in sources.skipped] == ["summary.txt"]
    found = [item.found for item in stream(sources)]
    assert [isinstance(one, InputError) for one in found] == [False, True]
