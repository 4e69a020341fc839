"""Reports as SARIF 2.1.0 (OASIS), which code hosts and dashboards of findings read.

The place of a result is the line of the file that its conversation stands in; the message and the characters in it
are its logical location and its properties. What could not be read is a notification of the run.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from promisecheck.writers.base import Writer

if TYPE_CHECKING:
    from promisecheck.errors import InputError
    from promisecheck.report import Outcome, Violation
    from promisecheck.rules.schema import Rule
    from promisecheck.writers.base import Audited, Options

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"block": "error", "warn": "warning", "info": "none"}
_NOTICES = 1_000  # of what could not be read; more are only counted


class SarifWriter(Writer):
    """Writes results as they come; what could not be read waits for the end."""

    def __init__(self, path: Path, options: Options):
        super().__init__(path, options)
        self._stream = path.open("w", encoding="utf-8", errors="replace")
        self._results, self._violated, self._unread = 0, False, 0
        head = json.dumps(self._driver(), ensure_ascii=False)
        self._stream.write(f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {{"driver": {head}}},\n')
        self._stream.write(f'"columnKind": "unicodeCodePoints", "language": "{options.lang}", "results": [')
        self._notices: list[dict[str, Any]] = []

    def write(self, audited: Audited) -> None:
        """Its violations, and its notes as results to review."""
        self._violated |= audited.report.verdict != "pass"
        for outcome in audited.report.outcomes:
            for found in (*outcome.violations, *outcome.notes):
                self._put(_result(found, outcome, audited))

    def unread(self, error: InputError) -> None:
        """A notification with the place, while they are not too many."""
        self._unread += 1
        if len(self._notices) < _NOTICES:
            self._notices.append(_notice(error))

    def finish(self) -> None:
        """The end of the results, and how the run went."""
        ran: dict[str, Any] = {"executionSuccessful": not self._unread, "exitCode": self._status()}
        if self._notices:
            ran["toolExecutionNotifications"] = self._notices
        ran["properties"] = {"unread": self._unread}
        self._stream.write(f'\n], "invocations": [{json.dumps(ran, ensure_ascii=False)}]}}]}}\n')

    def close(self) -> None:
        """Give the file back."""
        self._stream.close()

    def _put(self, result: dict[str, Any]) -> None:
        self._stream.write((",\n" if self._results else "\n") + json.dumps(result, ensure_ascii=False))
        self._results += 1

    def _status(self) -> int:
        return 2 if self._unread else int(self._violated)

    def _driver(self) -> dict[str, Any]:
        rules = [_descriptor(rule, self.options.lang) for rule in self.options.rules]
        return {"name": "promisecheck", **_version(), "rules": rules}


def _version() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return {"version": version("promisecheck")}
    except PackageNotFoundError:  # run from a checkout
        return {}


def _descriptor(rule: Rule, lang: str) -> dict[str, Any]:
    severities = {category.severity for category in rule.categories.values()}
    ways = "\n".join(f"{one.explanation[lang]} → {one.suggestion[lang]}" for one in rule.categories.values())
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title[lang]},
        "fullDescription": {"text": rule.about[lang]},
        "help": {"text": ways},
        "defaultConfiguration": {"level": "error" if "block" in severities else "warning"},
        "properties": {"clause": rule.clause, "kind": rule.kind},
    }


def _result(found: Violation, outcome: Outcome, audited: Audited) -> dict[str, Any]:
    said = [f"«{found.quote}»" if found.quote else "", found.explanation, found.suggestion]
    about = {"clause": outcome.clause, "channel": audited.channel, "employee": audited.employee}
    about |= found.model_dump(include={"category", "message_id", "start", "end", "quote"})
    return {
        "ruleId": outcome.rule_id,
        "kind": "review" if found.severity == "info" else "fail",
        "level": _LEVELS[found.severity],
        "message": {"text": " ".join(filter(None, said)) or found.category},
        "locations": [_location(audited, found.message_id)],
        "partialFingerprints": {"promisecheck/v1": _fingerprint(found, outcome, audited)},
        "properties": {name: value for name, value in about.items() if value is not None},
    }


def _location(audited: Audited, message_id: str | None) -> dict[str, Any]:
    name = "/".join([audited.report.conversation_id, *([message_id] if message_id else [])])
    logical = {"fullyQualifiedName": name, "kind": "message" if message_id else "conversation"}
    return {**_physical(audited.path, audited.line), "logicalLocations": [logical]}


def _physical(path: Path | None, line: int | None) -> dict[str, Any]:
    if path is None:
        return {}
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
    if line:
        place["region"] = {"startLine": line}
    return {"physicalLocation": place}


def _uri(path: Path) -> str:
    """A relative path stays one: what reads the report knows the root."""
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")


def _notice(error: InputError) -> dict[str, Any]:
    said = f"{error.field}: {error.message}" if error.field else error.message
    place = _physical(Path(error.path), error.line) if error.path is not None else {}
    return {"level": "error", "message": {"text": said}, **({"locations": [place]} if place else {})}


def _fingerprint(found: Violation, outcome: Outcome, audited: Audited) -> str:
    """The same for the same place in the next run, wherever the conversation's file went."""
    place: list[Any] = [audited.report.conversation_id, found.message_id, outcome.rule_id, found.category]
    place += [found.start, found.quote]
    return hashlib.sha256(json.dumps(place).encode()).hexdigest()[:32]
