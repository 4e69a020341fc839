"""A rule proves itself: its own examples are checked, and each must give exactly what it says.

Idea of one generic proof for all rules: LanguageTool's PatternRuleTest; of known misses that stay counted: semgrep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from promisecheck.conversation import Attestation, Conversation, Message, Role
from promisecheck.errors import InputError
from promisecheck.rules import yaml
from promisecheck.rules.schema import Example, Find

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from promisecheck.checker import Checker
    from promisecheck.rules.schema import Rule

Problem = Literal[
    "", "found other", "not found", "found", "right by now", "duplicate", "no category", "unreadable", "suggestion"
]
_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_TURN = re.compile(
    r"""\s*(?P<who>[КСБ!])\s*
    (?:(?:\+(?P<day>\d+)\s+)?(?P<time>\d\d:\d\d(?::\d\d)?)\s*)?
    (?P<call>звонок\s*)?:\s*""",
    re.VERBOSE,
)
_ROLES: dict[str, Role] = {"К": "client", "С": "employee", "Б": "bot", "!": "system"}


@dataclass(frozen=True, slots=True)
class Found:
    """A violation, expected or found; the offsets are null where something is missing from the message."""

    message_id: str | None
    start: int | None
    end: int | None
    category: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one example, or of a category's suggestion; `problem` is empty where all is well."""

    rule_id: str
    line: int
    messages: tuple[Message, ...]
    violating: bool
    problem: Problem = ""
    known_miss: bool = False
    expected: tuple[Found, ...] = ()
    found: tuple[Found, ...] = ()
    said: str = ""

    @property
    def status(self) -> Literal["ok", "wrong", "known miss"]:
        """A known miss is not held against the rule as long as it is one."""
        if not self.problem:
            return "ok"
        missed = self.known_miss and self.problem in ("found other", "not found", "found")
        return "known miss" if missed else "wrong"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a rule's examples say of it; `unproven` are its patterns that fit in none of them."""

    rule: Rule
    results: tuple[Result, ...]
    unproven: tuple[str, ...] = ()

    def of_status(self, status: str) -> list[Result]:
        """The results of one status."""
        return [result for result in self.results if result.status == status]


@dataclass(slots=True)
class _Case:
    """An example, read."""

    example: Example
    line: int
    violating: bool
    messages: tuple[Message, ...] = ()
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    fault: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        """What two examples may not have in common."""
        said = tuple((m.role, m.kind, m.sent_at, " ".join(m.text.casefold().split())) for m in self.messages)
        return (*said, self.example.attested, repr(self.example.conversation))


def prove(checker: Checker, rule: Rule) -> Proof:
    """Runs the examples of one rule of the checker's pack and its suggestions."""
    data = yaml.read(checker.pack.paths[rule.id])  # once more, for the lines
    cases = list(_cases(rule, data, checker.settings.zone))
    seen: dict[tuple[Any, ...], int] = {}
    results = []
    for case in cases:
        first = seen.setdefault(case.key, case.line)
        again = f"line {first}" if first != case.line else ""
        results.append(_run(checker, rule, case, again))
    results += [_suggestion(checker, rule, name, data) for name in rule.categories]
    return Proof(rule, tuple(results), tuple(_unproven(checker, rule, cases)))


def conversations(checker: Checker) -> Iterator[Conversation]:
    """The examples of all rules of the checker's pack as conversations; those that cannot be read are left out."""
    for rule in checker.pack.rules:
        for given in (*rule.examples.violates, *rule.examples.passes):
            example = Example(text=given) if isinstance(given, str) else given
            case = _read(_Case(example, 0, violating=False), checker.settings.zone)
            if not case.fault:
                yield _conversation(rule.id, case)


def sources(part: BaseModel) -> Iterator[str]:
    """Every pattern that stands in a rule, wherever its kind puts patterns."""
    if isinstance(part, Find):
        yield from (source.strip() for source in part.find)
        yield from (repr(raw) for raw in part.spacy)
    for value in dict(part).values():
        for inner in value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value]:
            if isinstance(inner, BaseModel):
                yield from sources(inner)


def _cases(rule: Rule, data: Any, zone: ZoneInfo) -> Iterator[_Case]:
    for name, violating in (("violates", True), ("passes", False)):
        for n, given in enumerate(getattr(rule.examples, name)):
            example = Example(text=given) if isinstance(given, str) else given
            yield _read(_Case(example, yaml.place(data, ("examples", name, n))[0], violating), zone)


def _read(case: _Case, zone: ZoneInfo) -> _Case:
    """Takes the marks out of the texts; a fault says why the example cannot be run."""
    example = case.example
    if (example.text is None) == (example.turns is None):
        case.fault = "an example has either `text` or `turns`"
        return case
    turns = [f"С: {example.text}"] if example.turns is None else example.turns
    messages = []
    for number, turn in enumerate(turns, 1):
        who = _TURN.match(turn)
        if who is None:
            case.fault = f"«{turn}»: a turn begins with «К:» (client) or «С:» (employee)"
            return case
        text, marks = _unmarked(turn[who.end() :])
        if "[[" in text or "]]" in text:
            case.fault = f"«{turn}»: «[[» and «]]» come in pairs"
        try:
            messages.append(_message(f"m{number}", who, text, example.date, zone))
        except ValueError as error:
            case.fault = f"«{turn}»: {error}"
            return case
        case.marks += [(f"m{number}", start, end) for start, end in marks]
    case.messages = tuple(messages)
    try:
        _conversation("example", case)
    except InputError as error:
        case.fault = str(error)
    if case.marks and not case.violating:
        case.fault = "an example that passes has no «[[…]]»"
    return case


def _message(name: str, who: re.Match[str], text: str, day: date, zone: ZoneInfo) -> Message:
    sent_at = None
    if who["time"]:
        day += timedelta(days=int(who["day"] or 0))
        sent_at = datetime.combine(day, time.fromisoformat(who["time"]), zone)
    kind: Literal["missed_call", "text"] = "missed_call" if who["call"] else "text"
    return Message(id=name, role=_ROLES[who["who"]], sent_at=sent_at, kind=kind, text=text)


def _unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without `[[` and `]]`, and the spans that stood between them."""
    marks: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        start = match.start() - 4 * len(marks)  # four signs for each mark already taken out
        marks.append((start, start + len(match[1])))
    return _MARK.sub(r"\1", text), marks


def _run(checker: Checker, rule: Rule, case: _Case, again: str) -> Result:
    category = case.example.category or (next(iter(rule.categories)) if len(rule.categories) == 1 else "")
    problem: Problem = ""
    said = case.fault
    if case.fault:
        problem = "unreadable"
    elif case.violating and category not in rule.categories:
        problem, said = "no category", f"{category or '—'} ({', '.join(rule.categories)})"
    elif again:
        problem, said = "duplicate", again
    if problem:
        return Result(rule.id, case.line, case.messages, case.violating, problem, said=said)
    expected: tuple[Found, ...] = ()
    if case.violating:  # without a mark something is missing, and there is no span to show
        expected = tuple(Found(*mark, category) for mark in case.marks) or (Found(None, None, None, category),)
    found = _found(checker, rule, case)
    problem = _difference(expected, found, case.violating)
    if case.example.known_miss and not problem:
        problem = "right by now"
    miss = case.example.known_miss
    return Result(rule.id, case.line, case.messages, case.violating, problem, miss, expected, found)


def _difference(expected: tuple[Found, ...], found: tuple[Found, ...], violating: bool) -> Problem:
    if expected == found:
        return ""
    if not violating:
        return "found"
    return "found other" if found else "not found"


def _found(checker: Checker, rule: Rule, case: _Case) -> tuple[Found, ...]:
    outcome = checker.check(_conversation(rule.id, case)).outcome(rule.id)
    return tuple(
        Found(None if v.start is None else v.message_id, v.start, v.end, v.category) for v in outcome.violations
    )


def _conversation(rule_id: str, case: _Case) -> Conversation:
    word = case.example.attested
    attestations = [] if word is None else [Attestation(rule_id=rule_id, ok=word)]
    said = {"id": "example", "channel": "other", "messages": case.messages, "attestations": attestations}
    return Conversation.read(said | case.example.conversation)


def _suggestion(checker: Checker, rule: Rule, name: str, data: Any) -> Result:
    """What a rule proposes to say must itself pass the rule."""
    text = rule.categories[name].suggestion.ru
    outcome = checker.check_text(text).outcome(rule.id)
    found = tuple(Found(v.message_id, v.start, v.end, v.category) for v in outcome.violations)
    line = yaml.place(data, ("categories", name, "suggestion"))[0]
    message = Message(id="m1", role="employee", text=text)
    return Result(
        rule.id, line, (message,), violating=False, problem="suggestion" if found else "", found=found, said=name
    )


def _unproven(checker: Checker, rule: Rule, cases: list[_Case]) -> list[str]:
    """The patterns that fit in no example, where the kind of the rule can say which fit."""
    from promisecheck.checks.kind import Explains, Matches

    check = checker._checks[checker.pack.rules.index(rule)]
    if not isinstance(check, Explains | Matches):
        return []
    matched: set[str] = set()
    for case in cases:
        conversation = _conversation(rule.id, case)
        for message in conversation.messages:
            talk = checker._talk(conversation)
            if isinstance(check, Matches):
                matched.update(check.matched(talk, message))
            elif account := check.explain(talk, message):
                matched.update(account.matched)
    return [source for source in dict.fromkeys(sources(rule)) if source not in matched]
