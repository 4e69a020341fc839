"""Shared by all tests; its being here also puts this folder on the path, for `strategies`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
