"""No outreach on a Monday (memo, clause 1.1): neither a contact that the employee starts, nor a meeting set on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from promisecheck.checks.calendar.excuses import Excuses, Lists
from promisecheck.checks.calendar.mentions import Mention, Said
from promisecheck.checks.kind import Kind, outcome
from promisecheck.checks.timing.moments import ordered
from promisecheck.checks.timing.say import violation
from promisecheck.rules.compile import check_lists
from promisecheck.rules.schema import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message
    from promisecheck.report import Outcome, Violation
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings

_CONTACT, _MEETING = "monday_contact", "monday_meeting"
_AGAINST = {"refusal", "business", "past"}


class OutreachRule(Rule):
    """A rule of this kind. `day` is the day of the week to be left alone, 1 is Monday."""

    kind: Literal["outreach-day"]
    day: Annotated[int, Field(ge=1, le=7)]
    words: Lists


class OutreachCheck:
    """Judges the first contact of each Monday, and each Monday named by the employee for a meeting."""

    def __init__(self, rule: OutreachRule, pack: Pack, settings: Settings):
        for _, names in rule.words:
            check_lists(names, pack, rule.id)
        self.rule, self.zone, self.weekday = rule, settings.zone, rule.day - 1

    def judge(self, talk: Talk) -> Outcome:
        """The outcome, with a violation at the first message of a Monday or at the words that set a meeting."""
        messages = ordered(talk.conversation.messages)
        employees = [message for message in messages if message.role == "employee"]
        if not employees:
            return outcome(self.rule, "not_applicable")
        excuses = Excuses(self.rule.words, talk, messages, self.zone, self.weekday)
        found = [*self._contacts(talk, messages, excuses), *self._meetings(talk, messages, excuses)]
        if found:
            return outcome(self.rule, "violated", found)
        seen = talk.conversation.meetings or any(message.sent_at for message in employees)
        return outcome(self.rule, "passed" if seen or excuses.talk_of_days else "not_applicable")

    def _contacts(self, talk: Talk, messages: list[Message], excuses: Excuses) -> Iterator[Violation]:
        """The first messages of Mondays that nothing excuses."""
        conversation = talk.conversation
        if conversation.channel == "meeting" or (
            conversation.channel == "phone" and conversation.direction == "inbound"
        ):
            return
        judged: set[date] = set()
        for n, message in enumerate(messages):
            if message.sent_at is None or message.role not in ("employee", "client"):
                continue
            day = message.sent_at.astimezone(self.zone).date()
            if day.weekday() != self.weekday or day in judged:
                continue
            if message.role == "client" and excuses.answers_our_call(n):
                continue
            judged.add(day)
            if message.role == "employee" and not excuses.contact(n, day):
                yield violation(self.rule, _CONTACT, message.id, talk.lang)

    def _meetings(self, talk: Talk, messages: list[Message], excuses: Excuses) -> Iterator[Violation]:
        """Meetings of the data that the employee set on a Monday, and those set in words."""
        told = False
        for n, message in enumerate(messages):
            if message.role != "employee" or not message.text.strip():
                continue
            for span in self._set(talk, n, message, excuses):
                told = True
                yield violation(self.rule, _MEETING, message.id, talk.lang, span=span)
        for meeting in talk.conversation.meetings:
            day = meeting.scheduled_at.astimezone(self.zone).date()
            ours = meeting.initiated_by == "employee" and day.weekday() == self.weekday
            if ours and not told and not excuses.asked_for(day, len(messages)):
                yield violation(self.rule, _MEETING, None, talk.lang)

    def _set(self, talk: Talk, n: int, message: Message, excuses: Excuses) -> Iterator[tuple[int, int, str]]:
        """The places of a message that set a meeting or a call on a Monday."""
        said = excuses.said(message)
        if excuses.by_request(n):
            return
        for mention in said.mentions:
            mondays = excuses.mondays(mention, n)
            if not mondays or not self._invites(said, mention) or excuses.reminds_of_theirs(mondays):
                continue
            if any(excuses.asked_for(day, n) for day in mondays):
                continue
            start, end = said.marked.reading.span(*_with_hour(said, mention))
            yield start, end, message.text[start:end]
            return

    def _invites(self, said: Said, mention: Mention) -> bool:
        """Whether the nearest word around the day asks the client to come or to talk."""
        if mention.past or said.negated(mention.start) or any(day.kind == "every" for day in mention.named):
            return False
        cues = said.cues(mention, self.rule.words.around)
        if not cues:
            return bool(_hours_beside(said, mention))
        first = cues[0]
        if first.name == "business" and _hour_at(said, mention):  # «закончит и в понедельник в час я вас жду»
            first = next((cue for cue in cues if cue.name == "invite"), first)
        if first.name == "invite":
            return not first.negated and not (first.past and not _arranged(said, first.token))
        return first.name not in _AGAINST


def _arranged(said: Said, i: int) -> bool:
    """«записал вас на понедельник» is past, and sets the meeting all the same."""
    arranging = {"записать", "назначить", "запланировать", "забронировать", "договориться", "перенести", "наметить"}
    return not said.words[i].lemmas.isdisjoint(arranging)


def _hours_beside(said: Said, mention: Mention) -> bool:
    start, end = said.around(mention)
    return any(start <= hour.start < end for hour in said.hours)


def _hour_at(said: Said, mention: Mention) -> bool:
    return any(mention.end <= hour.start <= mention.end + 2 for hour in said.hours)


def _with_hour(said: Said, mention: Mention) -> tuple[int, int]:
    """The day with its preposition and an hour that follows."""
    start, end = mention.start, mention.end
    if start and said.words[start - 1].form in ("в", "во", "на"):
        start -= 1
    for hour in said.hours:
        if end <= hour.start <= end + 2:
            end = hour.end
    return start, end


KIND = Kind(OutreachRule, OutreachCheck)
