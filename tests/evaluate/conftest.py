"""A small pack, and labelled conversations for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PROMISE = """
id: our-promise
clause: "1.6"
kind: forbidden-meaning
title: {{ru: Обещания, en: Promises}}
about: {{ru: О чём, en: About}}
categories:
  promise:
    severity: block
    explanation: {{ru: Обещано, en: Promised}}
    suggestion: {{ru: Расскажу о рисках., en: Risks}}
phrases:
  - {{category: promise, find: [{words}]}}
"""
SMILE = """
id: our-smile
clause: "1.3"
kind: attestation
title: {ru: Улыбка, en: A smile}
about: {ru: О чём, en: About}
categories:
  no_smile:
    severity: warn
    explanation: {ru: Не улыбнулся., en: No smile.}
    suggestion: {ru: Улыбайтесь., en: Smile.}
"""


@pytest.fixture
def make_pack(tmp_path: Path) -> Callable[..., Path]:
    """Write a folder of two rules; the first forbids the given words."""

    def make(*words: str, name: str = "rules") -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "our-promise.yaml").write_text(PROMISE.format(words=", ".join(words)), encoding="utf-8")
        (folder / "our-smile.yaml").write_text(SMILE, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def pack(make_pack: Callable[..., Path]) -> Path:
    """A pack that knows two words of promise."""
    return make_pack("посулить", "гарантировать")


@pytest.fixture
def case() -> Callable[..., dict[str, Any]]:
    """A conversation of one message, labelled for `our-promise`."""

    def make(name: str, text: str, expected: str = "violated", **more: Any) -> dict[str, Any]:
        messages = [{"id": "m1", "role": "employee", "text": text}]
        return {"id": name, "channel": "sms", "messages": messages, "expect": {"our-promise": expected}, **more}

    return make


@pytest.fixture
def mixed(case: Callable[..., dict[str, Any]]) -> list[dict[str, Any]]:
    """Two promises found, one falsely found, one excused though it counts, one rightly passed."""
    return [
        case("right", "Мы гарантируем прибыль.", tags=["gain"]),
        case("sworn", "Посулили прибыль.", tags=["gain"]),
        case("false", "Гарантируем, что перезвоним.", "passed", tags=["service"]),
        case("missed", "Прибыль мы не гарантируем, а приносим.", tags=["gain", "contrast"]),
        case("clean", "Добрый день!", "passed", tags=["service"]),
    ]
