"""Remind the day before (memo, clause 1.2): each meeting is reminded of, and its confirmation asked for, on its eve."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from promisecheck.checks.calendar.eve import Eve, Lists
from promisecheck.checks.calendar.mentions import Said
from promisecheck.checks.kind import Kind, outcome
from promisecheck.checks.timing.moments import ordered
from promisecheck.checks.timing.say import violation
from promisecheck.rules.compile import check_lists
from promisecheck.rules.schema import Rule
from promisecheck.texts import say

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Meeting
    from promisecheck.report import Outcome, Violation
    from promisecheck.rules.pack import Pack
    from promisecheck.settings import Settings


class ReminderRule(Rule):
    """A rule of this kind. `days` is how long before the meeting the reminder is due: 1 is the day before."""

    kind: Literal["reminder"]
    days: int = Field(ge=1)
    words: Lists


class ReminderCheck:
    """Judges each meeting by the messages of the day on which its reminder is due."""

    def __init__(self, rule: ReminderRule, pack: Pack, settings: Settings):
        for _, names in rule.words:
            check_lists(names, pack, rule.id)
        self.rule, self.settings, self.zone = rule, settings, settings.zone

    def judge(self, talk: Talk) -> Outcome:
        """The outcome, with a violation for each meeting without a reminder or without a request to confirm it."""
        messages = ordered(talk.conversation.messages)
        due = [meeting for meeting in talk.conversation.meetings if self._due(meeting)]
        if not due or not any(message.sent_at for message in messages):
            return outcome(self.rule, "not_applicable")
        found = []
        for meeting in due:
            day = _day(meeting, self.zone)
            eve = day - timedelta(days=self.rule.days)
            said = [
                (message, Said(talk.shallow(message)))
                for message in messages
                if message.sent_at and message.text.strip() and message.sent_at.astimezone(self.zone).date() == eve
            ]
            made = self._missing(Eve(self.rule.words, said, eve, day), meeting, talk.lang)
            found += [made] if made else []
        return outcome(self.rule, "violated" if found else "passed", found)

    def _due(self, meeting: Meeting) -> bool:
        """Whether there was a day for the reminder: the meeting was agreed before it, and the data reach beyond it."""
        eve = _day(meeting, self.zone) - timedelta(days=self.rule.days)
        agreed, exported = meeting.agreed_at, self.settings.exported_at
        if agreed is not None and agreed.astimezone(self.zone).date() >= eve:
            return False
        return exported is None or exported.astimezone(self.zone).date() > eve

    def _missing(self, eve: Eve, meeting: Meeting, lang: str) -> Violation | None:
        when = f"{meeting.scheduled_at.astimezone(self.zone):%d.%m %H:%M}"
        fact = say("meeting-at", lang, when=when)
        if eve.confirmed_to_client:
            return None
        reminder = eve.reminder
        if reminder is None:
            return violation(self.rule, "no_reminder", None, lang, fact)
        if not eve.asks_to_confirm:
            return violation(self.rule, "no_confirmation", reminder.id, lang, fact)
        return None


def _day(meeting: Meeting, zone: ZoneInfo) -> date:
    return meeting.scheduled_at.astimezone(zone).date()


KIND = Kind(ReminderRule, ReminderCheck)
