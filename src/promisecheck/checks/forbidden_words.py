"""Forbidden words: what an employee may not say, because it shows what he may not do (memo, clause 1.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from promisecheck.checks.contexts import context_excuses
from promisecheck.checks.forbidden_meaning.span import clause_finding
from promisecheck.checks.kind import Kind, outcome
from promisecheck.checks.wording import Said, Wording, Wordings, places
from promisecheck.conversation import Channel
from promisecheck.explain import Account
from promisecheck.report import Violation
from promisecheck.rules.schema import Rule, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.report import Outcome
    from promisecheck.rules.match import Marked
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class Forbidden(Wording):
    """Wordings that break the rule; `by_leave` – done with the client's leave they are only noted."""

    category: str
    by_leave: bool = False


class ForbiddenWordsRule(Rule):
    """A rule of this kind."""

    kind: Literal["forbidden-words"]
    channels: list[Channel] = Field(default_factory=list)
    forbidden: list[Forbidden] = Field(min_length=1)
    asking: list[str] = Field(default_factory=list)  # lists whose words make a clause a request for leave
    leave: list[Wording] = Field(default_factory=list)  # by which a client gives leave that nobody asked for
    refusal: list[Wording] = Field(default_factory=list)  # by which he gives none when asked
    leave_note: Text | None = None

    @model_validator(mode="after")
    def _categories_exist(self) -> ForbiddenWordsRule:
        for one in self.forbidden:
            if one.category not in self.categories:
                raise ValueError(f"no category «{one.category}»; there are: {', '.join(self.categories)}")
        if any(one.by_leave for one in self.forbidden) and self.leave_note is None:
            raise ValueError("`by_leave` wants a `leave_note`: what the note says")
        return self


class ForbiddenWordsCheck:
    """One rule of this kind, ready to judge."""

    def __init__(self, rule: ForbiddenWordsRule, pack: Pack, settings: Settings):
        self.rule = rule
        self.wordings = Wordings(rule.forbidden, pack, rule.id)
        self.leave = Wordings(rule.leave, pack, rule.id)
        self.refusal = Wordings(rule.refusal, pack, rule.id)

    def judge(self, talk: Talk) -> Outcome:
        """A violation for every clause that shows what is forbidden; what the client gave leave for is noted."""
        spoken = talk.spoken_by("employee")
        if not spoken or (self.rule.channels and talk.conversation.channel not in self.rule.channels):
            return outcome(self.rule, "not_applicable")
        violations: list[Violation] = []
        notes: list[Violation] = []
        for message in spoken:
            for said in self._counted(talk, message):
                leave = self._has_leave(talk, message, said)
                if leave and said.wording.by_leave:
                    notes.append(self._violation(talk, message, said, note=True))
                elif leave is not False:
                    violations.append(self._violation(talk, message, said))
        return outcome(self.rule, "violated" if violations else "passed", violations, notes)

    def explain(self, talk: Talk, message: Message) -> Account | None:
        """What the message says of what is forbidden; nothing where it says none of it."""
        found = self.wordings.said(talk, message)
        if not found or (self.rule.channels and talk.conversation.channel not in self.rule.channels):
            return None
        violations = self.judge(talk).violations
        shown = places(talk.light(message), found, [said.wording.category for said in found])
        return Account(parsed=True, matched=self.wordings.sources(talk, message), places=shown, violations=violations)

    def matched(self, talk: Talk, message: Message) -> list[str]:
        """The patterns of what is forbidden, of leave and of its refusal that fit."""
        return [w for one in (self.wordings, self.leave, self.refusal) for w in one.sources(talk, message)]

    def _counted(self, talk: Talk, message: Message) -> Iterator[Said[Forbidden]]:
        """What counts in a message, once a clause."""
        marked = talk.light(message)
        spans: list[tuple[int, int]] = []
        for said in self.wordings.counted(talk, message):
            finding = clause_finding(marked, [said.match], said.wording.category)
            if not any(finding.start < end and start < finding.end for start, end in spans):
                spans.append((finding.start, finding.end))
                yield said

    def _has_leave(self, talk: Talk, message: Message, said: Said[Forbidden]) -> bool | None:
        """True: with the client's leave; False: he was asked and refused, so nothing was done; None: without leave."""
        messages = [m for m in talk.conversation.messages if m.role in ("client", "employee")]
        place = next(n for n, m in enumerate(messages) if m.id == message.id)
        if self._asks(talk.light(message), said):
            answer = next((m for m in messages[place + 1 :] if m.role == "client"), None)
            return answer is not None and not self.refusal.counted(talk, answer)
        before = messages[:place]
        while before and before[-1].role == "employee":
            before.pop()
        if not before:
            return None
        answer, asked = before[-1], next((m for m in before[::-1] if m.role == "employee"), None)
        if self.leave.counted(talk, answer):
            return True
        given = asked is not None and self._asked(talk, asked) and not self.refusal.counted(talk, answer)
        return True if given else None

    def _asked(self, talk: Talk, message: Message) -> bool:
        marked = talk.light(message)
        return any(marked.has(i, *self.rule.asking) for i in range(len(marked.reading))) if self.rule.asking else False

    def _asks(self, marked: Marked, said: Said[Forbidden]) -> bool:
        """Whether the sentence of a match asks for leave: by its words, or as a question what he himself may do."""
        own = "1per" in marked.reading.grams(said.match.head)
        if self.rule.asking and own and context_excuses(marked, said.match, ["asked"]):
            return True
        start, end = marked.reading.sentence_of(said.match.head)
        return bool(self.rule.asking) and any(marked.has(i, *self.rule.asking) for i in range(start, end))

    def _violation(self, talk: Talk, message: Message, said: Said[Forbidden], *, note: bool = False) -> Violation:
        name = said.wording.category
        category = self.rule.categories[name]
        place = clause_finding(talk.light(message), [said.match], name)
        explanation = self.rule.leave_note if note and self.rule.leave_note else category.explanation
        return Violation(
            message_id=message.id, start=place.start, end=place.end, quote=message.text[place.start : place.end],
            severity="info" if note else category.severity, category=name,
            explanation=explanation[talk.lang], suggestion=category.suggestion[talk.lang],
        )  # fmt: skip


KIND = Kind(ForbiddenWordsRule, ForbiddenWordsCheck)
