import os

import pytest

from promisecheck.errors import InputError
from promisecheck.readers import by_name, detect, endings, readers
from promisecheck.readers.sources import find, stream


def names(sources):
    return [source.path.name for source in sources.files]


@pytest.mark.parametrize("ending", endings())
def test_detect_knows_every_ending_in_any_case(tmp_path, ending):
    path = tmp_path / f"x{ending.upper()}"
    path.write_text("{}")
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
