"""The command `hook`: one request on standard input, one decision on standard output.

With the address of a running `serve` it loads neither spaCy nor pydantic and answers at once; alone it decides itself.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from promisecheck.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

COLD_MS = 10_000  # alone, models and patterns are loaded for this one draft: the limit of the settings cannot hold


def answered(raw: bytes, url: str, token: str) -> tuple[str, bool]:
    """The decision of a running server as one line of JSON, and whether it stops the draft."""
    from promisecheck.client import decide

    told = decide(url, raw, token=token)
    return json.dumps(told, ensure_ascii=False), told.get("decision") == "stop"


def decided(raw: bytes, *, settings: Path | None, rules: Path | None, lang: str) -> tuple[str, bool]:
    """The same, decided here; raises `InputError` with the place, `RuleError`."""
    from promisecheck.gate.decision import draft_of, request
    from promisecheck.gate.gate import Gate
    from promisecheck.settings import Settings, load_settings
    from promisecheck.strict_json import parse

    try:
        asked = request(parse(raw))
        draft_of(asked.conversation)
    except InputError as error:
        raise error.at("stdin", error.line) from None
    read = load_settings(settings) if settings else Settings()
    patient = read.gate.model_copy(update={"limit_ms": max(read.gate.limit_ms, COLD_MS)})
    gate = Gate(settings=read.model_copy(update={"gate": patient}), rules=rules, lang=lang, warm=False)
    with gate:
        decision = gate.decide(asked.conversation, override=asked.override)
    return decision.model_dump_json(), not decision.sends
