import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.errors import InputError
from promisecheck.strict_json import MAX_DEPTH, parse
from strategies import values


@given(values)
def test_strict_json_reads_what_json_writes(value):
    assert parse(json.dumps(value, ensure_ascii=False).encode()) == value
    assert parse(json.dumps(value).encode()) == value


@given(st.binary(max_size=60))
def test_strict_json_gives_a_value_or_an_input_error(raw):
    try:
        value = parse(raw)
    except InputError:
        return
    assert value == json.loads(raw.decode("utf-8-sig"))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": NaN}', "NaN"),
        (b"[-Infinity]", "Infinity"),
        (b"[1e400]", "too large"),
        (b"1" * 5000, "too many digits"),
        (b'["\\ud800"]', "surrogate"),
        (b'{"\\udc00": 1}', "surrogate"),
        (b'"\xff"', "UTF-8"),
        ("{}".encode("utf-16"), "UTF-16"),
        (b"[" * 100_000, "deep"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "deep"),
        (b"{broken", "column 2"),
        (b"", "not JSON"),
        (b"{} {}", "Extra data"),
    ],
)
def test_strict_json_refuses(raw, said):
    with pytest.raises(InputError, match=said):
        parse(raw)


def test_strict_json_takes_the_deepest_allowed():
    assert parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


def test_strict_json_takes_a_whole_surrogate_pair_and_a_byte_order_mark():
    assert parse(b'\xef\xbb\xbf["\\ud83d\\ude00"]') == ["😀"]


def test_strict_json_error_holds_nothing_of_the_text():
    with pytest.raises(InputError) as caught:
        parse('{"text": "секрет" секрет}'.encode())
    assert "секрет" not in str(caught.value)
