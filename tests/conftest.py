"""Shared by all tests; its being here also puts this folder on the path, for `strategies`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from promisecheck import Checker
    from promisecheck.language.reading import Reader
    from promisecheck.rules.lexicon import Lexicon

CLEAN = {"id": "clean", "channel": "sms", "messages": [{"role": "employee", "text": "Доходность не гарантирована."}]}
GUARANTEE = {"id": "bad", "channel": "sms", "messages": [{"role": "employee", "text": "Гарантируем 20% годовых!"}]}


@pytest.fixture
def clean() -> dict[str, Any]:
    return json.loads(json.dumps(CLEAN))


@pytest.fixture
def guarantee() -> dict[str, Any]:
    return json.loads(json.dumps(GUARANTEE))


@pytest.fixture
def write_lines(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of lines, objects as JSON, and return its path."""

    def write(*lines: object, name: str = "in.jsonl") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        path.write_text("".join(text + "\n" for text in texts), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def checker() -> "Checker":
    """One checker of the memo pack for all tests that change nothing in it."""
    from promisecheck import Checker

    return Checker()


@pytest.fixture(scope="session")
def parsing_checker() -> "Checker":
    """The same with the shortcut off: every message is parsed."""
    from promisecheck import Checker

    return Checker(shortcut=False)


@pytest.fixture(scope="session")
def english_checker() -> "Checker":
    """The same that explains in English."""
    from promisecheck import Checker

    return Checker(lang="en")


@pytest.fixture(scope="session")
def reader() -> "Reader":
    """One reader for all tests."""
    from promisecheck.language.reading import Reader

    return Reader()


@pytest.fixture(scope="session")
def lexicon() -> "Lexicon":
    """The word lists of the memo pack."""
    from promisecheck.rules.pack import load_pack

    return load_pack().lexicon
