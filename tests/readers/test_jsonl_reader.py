import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.readers import by_name, items, jsonl, read
from strategies import conversations

broken = st.sampled_from(['{"id": 1}', "{broken", "[]", "null", '{"id": "a", "id": "b"}', '"\udcff"'])
blank = st.sampled_from(["", "  ", "\t"])
lines = st.lists(conversations.map(lambda c: json.dumps(c, ensure_ascii=False)) | broken | blank, max_size=8)


@given(lines, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_jsonl_every_line_is_a_conversation_or_an_error_at_its_place(tmp_path_factory, lines, end, mark, last_end):
    path = tmp_path_factory.mktemp("jsonl") / "in.jsonl"
    text = end.join(lines) + (end if last_end else "")
    path.write_bytes(b"\xef\xbb\xbf" * mark + text.encode("utf-8", "surrogateescape"))
    found = list(items(path, by_name("jsonl")))
    expected = [number for number, line in enumerate(lines, 1) if line.strip()]
    assert [item.line for item in found] == expected
    for item in found:
        line = lines[item.line - 1]
        if isinstance(item.found, InputError):
            assert (item.found.path, item.found.line) == (path, item.line)
            with pytest.raises((InputError, ValueError)):
                Conversation.read(None if '"id": "b"' in line else json.loads(line))
        else:
            assert item.found == Conversation.read(json.loads(line))
    assert not found or found[-1].position <= path.stat().st_size


def test_jsonl_broken_lines_stop_nothing(write_lines, clean):
    path = write_lines(clean, "{broken", {**clean, "channel": "pigeon"}, {**clean, "id": "last"})
    first, syntax, field, last = read(path)
    assert (first.id, last.id) == ("clean", "last")
    assert str(syntax).startswith(f"{path}:2: not JSON")
    assert (field.line, field.field) == (3, "channel")


def test_jsonl_line_too_long_is_one_error(write_lines, clean, monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_BYTES", 200)
    found = list(read(write_lines(clean, {**clean, "note": "я" * 3000}, clean)))
    assert [type(one) for one in found] == [Conversation, InputError, Conversation]
    assert found[1].line == 2


def test_jsonl_utf16_is_one_error(tmp_path, clean):
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join([json.dumps(clean)] * 3), encoding="utf-16")
    (error,) = read(path)
    assert "UTF-16" in str(error)


def test_jsonl_memory_does_not_grow_with_the_file(write_lines, clean):
    def peak(count):
        path = write_lines(*[clean] * count, name=f"{count}.jsonl")
        tracemalloc.start()
        assert sum(1 for _ in read(path)) == count
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)
    assert peak(5000) < 2 * peak(500)


def test_json_holds_one_object_over_many_lines(tmp_path, clean):
    path = tmp_path / "one.json"
    path.write_text(json.dumps(clean, indent=2), encoding="utf-8-sig")
    assert [conversation.id for conversation in read(path)] == ["clean"]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [("", 1, "not JSON"), ('{\n"id": }', 2, "not JSON"), ("{}\n{}", 2, ".jsonl"), ("[]", 1, "one JSON object")],
)
def test_json_errors_name_the_line(tmp_path, content, line, said):
    path = tmp_path / "one.json"
    path.write_text(content)
    (error,) = read(path)
    assert isinstance(error, InputError)
    assert error.line == line
    assert said in error.message


def test_json_too_long_is_one_error(tmp_path, clean, monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_BYTES", 20)
    path = tmp_path / "one.json"
    path.write_text(json.dumps(clean))
    (error,) = read(path)
    assert isinstance(error, InputError)


def test_missing_file_is_an_error(tmp_path):
    (error,) = read(tmp_path / "nowhere.jsonl")
    assert str(error).endswith("nowhere.jsonl: No such file or directory")
