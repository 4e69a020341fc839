"""What makes a contact on a Monday the client's own wish: a request, a first word, a question that waits."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from promisecheck.checks.calendar.mentions import Mention, Said
from promisecheck.checks.timing.moments import instant
from promisecheck.rules.schema import Closed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message

_ONLY = frozenset({"только", "лишь", "лучше", "удобно", "удобнее"})
_THEIRS = frozenset({"вы", "ты", "как", "клиент"})
_FREE = frozenset({"против", "занят", "занята", "раньше", "работаю", "прочь"})
_OURS = frozenset({"я", "мы"})
_WHEN = frozenset({"когда", "если", "как"})
_SHORT = 6  # words of a reply that asks for nothing
_SAME_CALL = 10 * 60 * 1_000_000


class Lists(Closed):
    """The word lists of the rule, by what their words do."""

    invite: list[str] = Field(min_length=1)
    come: list[str] = Field(min_length=1)
    business: list[str] = Field(min_length=1)
    refusal: list[str] = Field(min_length=1)
    asked: list[str] = Field(min_length=1)
    done: list[str] = Field(min_length=1)
    waits: list[str] = Field(min_length=1)
    holding: list[str] = Field(min_length=1)
    tell: list[str] = Field(min_length=1)
    reminder: list[str] = Field(min_length=1)

    @property
    def around(self) -> dict[str, list[str]]:
        """The lists whose nearest word tells what is to happen on a day."""
        return {"refusal": self.refusal, "invite": self.invite, "come": self.come, "business": self.business}


class Excuses:
    """The messages of a conversation in the order of time, asked what each Monday was about."""

    def __init__(self, words: Lists, talk: Talk, messages: Sequence[Message], zone: ZoneInfo, weekday: int):
        self.words, self.talk, self.messages, self.zone, self.weekday = words, talk, messages, zone, weekday
        self._said: dict[str, Said] = {}

    def said(self, message: Message) -> Said:
        """A message with its days."""
        if message.id not in self._said:
            self._said[message.id] = Said(self.talk.shallow(message))
        return self._said[message.id]

    @cached_property
    def talk_of_days(self) -> bool:
        """Whether an employee names any day to come for a meeting: then there is something to judge without times."""
        spoken = [self.said(message) for message in self.messages if message.role == "employee"]
        return any(said.cues(mention, {"invite": self.words.invite}) for said in spoken for mention in said.mentions)

    def mondays(self, mention: Mention, n: int) -> frozenset[date] | frozenset[None]:
        """The Mondays a mention of message `n` may mean; without times, a Monday whose date is not known."""
        sent = self.messages[n].sent_at
        if sent is not None:
            days = mention.dates(sent.astimezone(self.zone).date())
            return frozenset(day for day in days if day.weekday() == self.weekday)
        named = any(day.kind in ("weekday", "every") and day.value == self.weekday for day in mention.named)
        return frozenset({None}) if named else frozenset()

    def asked_for(self, day: date | None, before: int) -> bool:
        """Whether the client, before message `before`, asked for that Monday."""
        return any(
            day in mondays or None in mondays or (day is None and mondays)
            for k, message in enumerate(self.messages[:before])
            if message.role == "client" and message.text.strip()
            for mention in self.said(message).mentions
            if (mondays := self.mondays(mention, k)) and self._wants(self.said(message), mention)
        )

    def _wants(self, said: Said, mention: Mention) -> bool:
        """A client who names the day wants it, unless it is refused, over, or shut out («не раньше»)."""
        if mention.past or said.negated(mention.start):
            return False
        cues = said.cues(mention, self.words.around)
        before = {said.words[i].form for i in range(max(0, mention.start - 3), mention.start)}
        if before & _ONLY:
            return True
        if not cues:
            return not self._forbids(said, mention)
        first = cues[0]
        return first.name != "refusal" and not first.negated and not first.past

    @staticmethod
    def _forbids(said: Said, mention: Mention) -> bool:
        """«в понедельник не пишите», whatever the verb; «в понедельник не занят» forbids nothing."""
        start, end = said.around(mention)
        places = [
            i for i in range(max(start, mention.start - 4), min(end, mention.end + 3)) if said.words[i].form == "не"
        ]
        return any(i + 1 < len(said.words) and said.words[i + 1].form not in _FREE for i in places)

    def contact(self, n: int, day: date) -> bool:
        """Whether the employee's message `n`, the first of a Monday, is excused."""
        return self.asked_for(day, n) or self._waiting(n) or self.by_request(n) or self._reminder(n, day)

    def answers_our_call(self, n: int) -> bool:
        """In an outbound call a client who speaks first only picks up the receiver."""
        conversation, message = self.talk.conversation, self.messages[n]
        if conversation.channel != "phone" or conversation.direction != "outbound" or message.kind != "text":
            return False
        after = next((m for m in self.messages[n + 1 :] if m.role == "employee"), None)
        if after is None or after.sent_at is None or message.sent_at is None:
            return after is not None
        return instant(after.sent_at) - instant(message.sent_at) <= _SAME_CALL

    def _waiting(self, n: int) -> bool:
        """Whether the client waits: for an answer to the last words, or for one that was promised."""
        k = n - 1
        run: list[Message] = []
        while k >= 0 and self.messages[k].role != "employee":
            if self.messages[k].role == "client" and not self.answers_our_call(k):
                run.insert(0, self.messages[k])
            k -= 1
        if run and not self._done(run[-1]) and (k < 0 or any(self._asks(message) for message in run)):
            return True
        turn: list[Message] = []
        while k >= 0 and self.messages[k].role != "client":
            if self.messages[k].role == "employee":
                turn.append(self.messages[k])
            k -= 1
        asked = self.messages[k] if k >= 0 else None
        if asked is None or (run and self._lets_go(run[-1])):
            return False
        if any(self._tell_me(message) for message in self.messages[: k + 1]):
            return True
        return not self._done(asked) and any(self._has(self.said(message), self.words.holding) for message in turn)

    def _tell_me(self, message: Message) -> bool:
        """«Как только придёт купон, напишите»: the client asked to be told, on no certain day."""
        if message.role != "client" or not message.text.strip():
            return False
        said = self.said(message)
        when = any(w.form in _WHEN for w in said.words)
        return when and not said.mentions and self._has(said, self.words.tell)

    def _asks(self, message: Message) -> bool:
        """Whether a client's message is more than a short reply to what the employee said."""
        if message.kind != "text" or "?" in message.text:
            return True
        said = self.said(message)
        words = [i for i, text in enumerate(said.texts) if text.isalpha()]
        asking = any({"impr"} & said.words[i].grams and said.words[i].parses[0].pos == "VERB" for i in words)
        return asking or len(words) > _SHORT or self._has(said, self.words.waits)

    def _done(self, message: Message) -> bool:
        """Whether a client's message wants no answer: thanks, «понял», «вопрос снят», said after its last question."""
        if message.kind != "text":
            return False
        said = self.said(message)
        if self._has(said, self.words.waits):
            return False
        last = max((i for i, text in enumerate(said.texts) if "?" in text), default=-1)
        return any(said.marked.has(i, *self.words.done) for i in range(last + 1, len(said.texts)))

    def _lets_go(self, message: Message) -> bool:
        """Whether a client who was promised an answer says that none is wanted: more than «хорошо» and «спасибо»."""
        said = self.said(message)
        return self._done(message) and any(said.negated(i) for i in range(len(said.texts)))

    def by_request(self, n: int) -> bool:
        """«Вы просили позвонить»: the employee's word, as long as the client does not deny it."""
        said = self.said(self.messages[n])
        for i, word in enumerate(said.words):
            if not said.marked.has(i, *self.words.asked) or said.negated(i) or not word.parses:
                continue
            if word.parses[0].pos not in ("VERB", "INFN"):
                return True
            start = max(said.marked.reading.sentence_of(i)[0], i - 8)
            near = {other.form for other in said.words[start : i + 3]}
            if "past" in word.parses[0].grams and near & _THEIRS and not near & _OURS:
                return True
        return False

    def _reminder(self, n: int, day: date) -> bool:
        """A reminder of the next day's meeting, in the employee's turn that begins with message `n`."""
        tomorrow = day.toordinal() + 1
        for message in self.messages[n:]:
            if message.role == "client":
                return False
            if message.role != "employee" or message.sent_at is None:
                continue
            said = self.said(message)
            for mention in said.mentions:
                named = {found.toordinal() for found in mention.dates(day)}
                cues = said.cues(mention, {"reminder": self.words.reminder})
                if tomorrow in named and not self._denied(said, mention) and (cues or said.hours):
                    return self._meeting_on(tomorrow)
        return False

    def _meeting_on(self, ordinal: int) -> bool:
        """Whether the data know of a meeting that day; where they know of none at all, the words decide."""
        meetings = self.talk.conversation.meetings
        days = {meeting.scheduled_at.astimezone(self.zone).date().toordinal() for meeting in meetings}
        return not days or ordinal in days

    def reminds_of_theirs(self, mondays: frozenset[date] | frozenset[None]) -> bool:
        """Whether the Monday is one that the client chose: then the employee's words only repeat it."""
        meetings = self.talk.conversation.meetings
        theirs = {m.scheduled_at.astimezone(self.zone).date() for m in meetings if m.initiated_by == "client"}
        return bool(theirs & set(mondays))

    @staticmethod
    def _denied(said: Said, mention: Mention) -> bool:
        """«не про завтрашнюю встречу»."""
        return any(said.words[i].form == "не" for i in range(max(0, mention.start - 2), mention.start))

    @staticmethod
    def _has(said: Said, names: list[str]) -> bool:
        return any(said.marked.has(i, *names) for i in range(len(said.texts)))
