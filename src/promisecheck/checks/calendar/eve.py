"""What was said on the day before a meeting: a reminder, a request to confirm, a yes to the client's own question."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from promisecheck.rules.schema import Closed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from promisecheck.checks.calendar.mentions import Mention, Said
    from promisecheck.conversation import Message

_STOPS = frozenset(".!,:;")
_DOUBT = frozenset("спросить знать уточнить узнать проверить отменить отменять отмениться перенести выяснить".split())
_CHANGE = frozenset(
    """отменить отменять отмениться отменяться перенести измениться поменяться меняться переиграть переиграться
    сдвинуть""".split()
)


class Lists(Closed):
    """The word lists of the rule, by what their words do."""

    remind: list[str] = Field(min_length=1)
    meeting: list[str] = Field(min_length=1)
    come: list[str] = Field(min_length=1)
    refusal: list[str] = Field(min_length=1)
    noun: list[str] = Field(min_length=1)
    business: list[str] = Field(min_length=1)
    confirm: list[str] = Field(min_length=1)
    ask: list[str] = Field(min_length=1)
    tag: list[str] = Field(min_length=1)
    yes: list[str] = Field(min_length=1)


class Eve:
    """The messages of one day, in order, about a meeting on `day`."""

    def __init__(self, words: Lists, said: Sequence[tuple[Message, Said]], today: date, day: date):
        self.words, self.said, self.today, self.day = words, said, today, day

    @cached_property
    def reminder(self) -> Message | None:
        """The employee's message that tells of the meeting, or begins to."""
        for n, (message, said) in enumerate(self.said):
            if message.role == "employee" and (self._tells(said) or self._begins(n)):
                return message
        return None

    @property
    def asks_to_confirm(self) -> bool:
        """Whether the employee asks, in the turn of the reminder or later that day, to confirm the meeting."""
        if self.reminder is None:
            return False
        first = next(n for n, (message, _) in enumerate(self.said) if message.id == self.reminder.id)
        turn = self._turn_before(first)
        return any(self._asks(said) for message, said in [*turn, *self.said[first:]] if message.role == "employee")

    @property
    def confirmed_to_client(self) -> bool:
        """Whether the client spoke of the meeting first, asking or telling, and the employee said yes."""
        return any(
            message.role == "client"
            and self._asked_by_client(said)
            and any(self._affirms(said, answer) for _, answer in self._turn_after(n))
            for n, (message, said) in enumerate(self.said)
        )

    def _tells(self, said: Said) -> bool:
        """«завтра в три ждём», «напоминаем о встрече»."""
        reminds = self._has(said, self.words.remind)
        for mention in said.mentions:
            if self._meant(said, mention) and self._of_meeting(said, mention):
                return True
            if self._meant(said, mention) and reminds and not self._own_business(said, mention):
                return True
        named = any(self.day not in mention.dates(self.today) for mention in said.mentions)
        return reminds and not named and self._has(said, self.words.noun)

    def _begins(self, n: int) -> bool:
        """A reminder in several messages: «Завтра среда», «10:30, наш офис»."""
        said = self.said[n][1]
        if not any(self._meant(said, mention) for mention in said.mentions):
            return False
        if any(self._own_business(said, mention) for mention in said.mentions):
            return False
        after = self._turn_after(n - 1)
        return any(self._has(other, self.words.meeting) or other.hours for _, other in after)

    def _meant(self, said: Said, mention: Mention) -> bool:
        """Whether a day is the meeting's, and not denied («не завтра»)."""
        return self.day in mention.dates(self.today) and not said.negated(mention.start)

    def _of_meeting(self, said: Said, mention: Mention) -> bool:
        """Whether the nearest word around the day is of a meeting, or an hour stands there."""
        named = self._named(said, mention)
        if named:
            return named[0] == "meeting"
        start, end = said.around(mention)
        return any(start <= hour.start < end for hour in said.hours)

    def _own_business(self, said: Said, mention: Mention) -> bool:
        return self._named(said, mention)[:1] in (["business"], ["refusal"])

    def _named(self, said: Said, mention: Mention) -> list[str]:
        """What the words around the day tell of, the nearest first: `meeting`, `business` or `refusal`."""
        words = self.words
        lists = {"refusal": words.refusal, "meeting": words.meeting, "come": words.come, "business": words.business}
        cues = said.cues(mention, lists)
        return ["meeting" if cue.name == "invite" else cue.name for cue in cues if cue.name != "past"]

    def _asks(self, said: Said) -> bool:
        """A word that asks to confirm, or a question about the day or about what the client will do."""
        if self._has(said, self.words.confirm) or (self._has(said, self.words.ask) and _questioning(said)):
            return True
        if _questioning(said) and _whether_to_wait(said):
            return True
        if self._has(said, self.words.tag) and _questions(said, 0, len(said.texts)):
            return True
        for start, end in said.marked.reading.sentences:
            if _questions(said, start, end):
                named = any(start <= mention.start < end and self._meant(said, mention) for mention in said.mentions)
                words = said.words[start:end]
                changed = any(not word.lemmas.isdisjoint(_CHANGE) for word in words)
                if named or changed or any({"2per", "futr"} <= word.grams for word in words):
                    return True
        return False

    def _asked_by_client(self, said: Said) -> bool:
        """«Завтра в силе?», «ничего не поменялось?», «я завтра к вам в десять»."""
        meant = [mention for mention in said.mentions if self._meant(said, mention)]
        if said.mentions and not meant:
            return False
        if any(self._of_meeting(said, mention) for mention in meant):
            return True
        asks = any("?" in text for text in said.texts) or not _marked(said)
        changed = any(not w.lemmas.isdisjoint(_CHANGE) for w in said.words)
        return asks and (changed or self._has(said, self.words.noun) or self._has(said, self.words.confirm))

    def _affirms(self, asked: Said, answer: Said) -> bool:
        """A yes, not taken back by «уточню»; to «не отменилось?» a no is one."""
        yes = max((i for i in range(len(answer.texts)) if answer.marked.has(i, *self.words.yes)), default=-1)
        doubt = max((i for i, w in enumerate(answer.words) if not w.lemmas.isdisjoint(_DOUBT)), default=-1)
        if yes < 0 and answer.words and answer.words[0].form in ("нет", "не", "неа"):
            return any(not w.lemmas.isdisjoint(_CHANGE) for w in asked.words)
        return yes > doubt

    def _turn_after(self, n: int) -> list[tuple[Message, Said]]:
        """The employee's messages after message `n`, until the client speaks."""
        turn = []
        for message, said in self.said[n + 1 :]:
            if message.role == "client":
                break
            if message.role == "employee":
                turn.append((message, said))
        return turn

    def _turn_before(self, n: int) -> list[tuple[Message, Said]]:
        turn = []
        for message, said in reversed(self.said[:n]):
            if message.role == "client":
                break
            turn.append((message, said))
        return turn[::-1]

    @staticmethod
    def _has(said: Said, names: list[str]) -> bool:
        return any(said.marked.has(i, *names) and not said.negated(i) for i in range(len(said.texts)))


def _questions(said: Said, start: int, end: int) -> bool:
    """Whether a sentence asks, by its mark or by «ли»."""
    return any("?" in said.texts[i] or said.words[i].form == "ли" for i in range(start, end))


def _questioning(said: Said) -> bool:
    """Whether a message asks; a transcript without any mark may."""
    return not _marked(said) or _questions(said, 0, len(said.texts))


def _marked(said: Said) -> bool:
    return any(text in _STOPS for text in said.texts)


def _whether_to_wait(said: Said) -> bool:
    """«вас ждать», but not «будем вас ждать»."""
    forms = [word.form for word in said.words]
    return any(
        form == "ждать" and not {"будем", "буду", "будет", "будут"} & set(forms[max(0, i - 4) : i + 3])
        for i, form in enumerate(forms)
    )
