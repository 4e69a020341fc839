"""Reports as JUnit XML, for the pipelines that show tests: a suite a conversation, a case a rule.

A violated rule is a failure; one that does not apply or cannot be observed is skipped; what could not be read is an
error in a suite of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from promisecheck.texts import say, visible
from promisecheck.writers.base import Writer
from promisecheck.writers.words import word

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.errors import InputError
    from promisecheck.report import Outcome, Violation
    from promisecheck.writers.base import Audited, Options

_NO_XML = re.compile(r"[\ufffe\uffff\ud800-\udfff]")  # what XML 1.0 forbids beside the controls
_ERRORS = 1_000


class JunitWriter(Writer):
    """Writes a suite as each report comes."""

    def __init__(self, path: Path, options: Options):
        super().__init__(path, options)
        self._unread, self._errors = 0, ET.Element("testsuite", name=word("unread", options.lang))
        self._stream = path.open("w", encoding="utf-8", newline="")
        self._stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="promisecheck">\n')

    def write(self, audited: Audited) -> None:
        """One suite."""
        report, count = audited.report, [outcome.status for outcome in audited.report.outcomes]
        suite = ET.Element("testsuite", name=_safe(report.conversation_id), tests=str(len(count)))
        suite.set("failures", str(count.count("violated")))
        suite.set("errors", "0")
        suite.set("skipped", str(count.count("not_applicable") + count.count("not_observable")))
        for outcome in report.outcomes:
            self._case(suite, outcome, audited)
        self._put(suite)

    def unread(self, error: InputError) -> None:
        """An error, shown at the end while there are not too many."""
        self._unread += 1
        if self._unread <= _ERRORS:
            where = ":".join(str(part) for part in (error.path, error.line) if part is not None)
            case = ET.SubElement(self._errors, "testcase", name=_safe(where), classname="promisecheck.unread")
            ET.SubElement(case, "error", type="InputError", message=_safe(error.message)).text = _safe(str(error))

    def finish(self) -> None:
        """What could not be read, and the end."""
        if self._unread:
            shown = str(min(self._unread, _ERRORS))
            self._errors.attrib |= {"tests": shown, "failures": "0", "errors": shown, "skipped": "0"}
            self._put(self._errors)
        self._stream.write("</testsuites>\n")

    def close(self) -> None:
        """Give the file back."""
        self._stream.close()

    def _put(self, suite: ET.Element) -> None:
        ET.indent(suite)
        # A parser would take a lone carriage return for a line feed.
        self._stream.write(ET.tostring(suite, encoding="unicode").replace("\r", "&#13;") + "\n")

    def _case(self, suite: ET.Element, outcome: Outcome, audited: Audited) -> None:
        title = self.options.title(outcome.rule_id)
        name = f"{outcome.clause} {outcome.rule_id}" + (f" – {title}" if title != outcome.rule_id else "")
        case = ET.SubElement(suite, "testcase", name=_safe(name))
        case.set("classname", _safe(f"promisecheck.{outcome.rule_id}"))
        if audited.path:
            case.set("file", _safe(str(audited.path)))
        if audited.line:
            case.set("line", str(audited.line))
        if outcome.status == "violated":
            self._failure(case, outcome.violations)
        elif outcome.status != "passed":
            ET.SubElement(case, "skipped", message=say(outcome.status, self.options.lang))

    def _failure(self, case: ET.Element, violations: list[Violation]) -> None:
        """One element, as the schema of most readers wants it; all violations stand in its text."""
        first = violations[0] if violations else None
        failure = ET.SubElement(case, "failure", type=_safe(first.category if first else "violated"))
        failure.set("message", _safe(first.explanation if first else ""))
        failure.text = _safe("\n\n".join(self._told(one) for one in violations))

    def _told(self, found: Violation) -> str:
        place = f" [{found.start}:{found.end}]" if found.start is not None else ""
        lines = [f"{word(found.severity, self.options.lang)} {found.category} {found.message_id or ''}{place}"]
        lines += [f"«{found.quote}»"] if found.quote else []
        lines.append(found.explanation)
        lines += [say("suggestion", self.options.lang, text=found.suggestion)] if found.suggestion else []
        return "\n".join(lines)


def _safe(text: str) -> str:
    """The text without characters that XML cannot hold, as long as before."""
    return _NO_XML.sub("\ufffd", visible(text))
