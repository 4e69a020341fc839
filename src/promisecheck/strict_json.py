"""JSON as we accept it: UTF-8, no duplicate keys, no NaN, no half characters, no endless nesting.

Whatever passes here can be written out again, so a report never fails on what a conversation brought along.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from typing import Any

from promisecheck.errors import InputError

MAX_DEPTH = 100  # pydantic writes no more than 255 levels
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse(raw: bytes) -> object:
    """The value that `raw` holds; raises `InputError` with what is wrong, never with the text itself."""
    text = _decode(raw)
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_float=_finite, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        said = f"not JSON: {error.msg} (column {error.colno})"
        raise InputError(said, line=error.lineno) from None
    except RecursionError:
        raise InputError(_TOO_DEEP) from None
    except ValueError:  # int() refuses to read thousands of digits
        raise InputError("a number has too many digits") from None
    if _HALF.search(text):
        _refuse_halves(value)
    if _is_deep(value):
        raise InputError(_TOO_DEEP)
    return value


_TOO_DEEP = f"nested too deep; expected at most {MAX_DEPTH} levels"


def is_utf16(raw: bytes) -> bool:
    """Whether `raw` starts with the mark of UTF-16, as some editors of Windows write it."""
    return raw.startswith(_UTF16)


def _decode(raw: bytes) -> str:
    if is_utf16(raw):
        raise InputError("expected UTF-8, got UTF-16; save the file as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"expected UTF-8; byte {error.start + 1} is something else") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for n, key in enumerate(keys) if key in keys[:n])
        raise InputError("the key stands twice in one object", field=twice[:40])
    return found


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise InputError("a number is too large")
    return number


def _refuse(name: str) -> None:
    raise InputError(f"{name} is no JSON number")


def _refuse_halves(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("half of a surrogate pair (\\ud800 to \\udfff) is no character") from None


def _is_deep(value: object) -> bool:
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        level = [part for whole in level for part in _parts(whole) if isinstance(part, dict | list)]
        if not level:
            return False
    return True


def _parts(value: object) -> Any:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
