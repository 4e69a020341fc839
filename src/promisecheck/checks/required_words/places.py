"""Where something must be said: the messages that are looked at, and what they are missing from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from promisecheck.checks.timing.moments import ordered
from promisecheck.checks.timing.waits import late_replies

if TYPE_CHECKING:
    from collections.abc import Callable

    from promisecheck.checks.required_words.check import RequiredWordsCheck
    from promisecheck.checks.talk import Talk
    from promisecheck.conversation import Message

FACE_TO_FACE = ("phone", "meeting")
IDLE = "лёгкие-слова"  # да, хорошо, взаимно …: what may follow a farewell


@dataclass(frozen=True, slots=True)
class Place:
    """Messages in which something must be said; in the last one only before token `until`.

    `missing_from` is the message that lacks it where it is not said.
    """

    messages: tuple[Message, ...]
    missing_from: str
    until: int | None = None


def anywhere(check: RequiredWordsCheck, talk: Talk) -> list[Place]:
    """All that the employee says; it is missing from his last message."""
    spoken = talk.spoken_by("employee")
    return [Place(tuple(spoken), spoken[-1].id)] if spoken else []


def before_client(check: RequiredWordsCheck, talk: Talk) -> list[Place]:
    """What the employee says before the client says the same; it is missing from his first message."""
    spoken = talk.spoken_by("employee")
    said: list[Message] = []
    for message in talk.conversation.messages:
        if message.role == "client" and check.wordings.counted(talk, message):
            break
        if message in spoken:
            said.append(message)
    return [Place(tuple(said), spoken[0].id)] if spoken else []


def before_topic(check: RequiredWordsCheck, talk: Talk) -> list[Place]:
    """What the employee says before he comes to the topic; it is missing from the message in which he does."""
    return _before_topic(check, talk, talk.spoken_by("employee"))


def _before_topic(check: RequiredWordsCheck, talk: Talk, spoken: list[Message]) -> list[Place]:
    for number, message in enumerate(spoken):
        begun = check.topic.counted(talk, message)
        if begun:
            return [Place(tuple(spoken[: number + 1]), message.id, begun[0].match.head)]
    return [Place(tuple(spoken), spoken[0].id)] if spoken else []


def end(check: RequiredWordsCheck, talk: Talk) -> list[Place]:
    """The employee's last turn, and the one before where only courtesies follow it; missing from the last message."""
    turns = [list(turn) for employee, turn in groupby(_people(talk), lambda m: m.role == "employee") if employee]
    if not turns:
        return []
    said: list[Message] = []
    for turn in reversed(turns):
        said = [*turn, *said]
        if not all(_idle(talk, message) for message in turn):
            break
    return [Place(tuple(said), turns[-1][-1].id)]


def late_turn(check: RequiredWordsCheck, talk: Talk) -> list[Place]:
    """Every late turn: from the late answer until the client speaks, in a call until the next late answer."""
    late = late_replies(talk.conversation, check.settings)
    if talk.conversation.channel != "phone":
        return [Place(wait.turn, wait.turn[0].id) for wait in late]
    return [Place(tuple(said), said[0].id) for said in _calls(talk, [wait.turn[0].id for wait in late])]


def late_call(check: RequiredWordsCheck, talk: Talk) -> list[Place]:
    """What is said in a call before its topic: in every late call-back, or (by the settings) in every outbound call."""
    if talk.conversation.channel != "phone" or talk.conversation.direction != "outbound":
        return []
    late = [wait.turn[0].id for wait in late_replies(talk.conversation, check.settings)]
    spoken = talk.spoken_by("employee")
    if not late and check.settings.calls.always_ask_if_convenient and spoken:
        late = [spoken[0].id]
    return [place for said in _calls(talk, late) for place in _before_topic(check, talk, said)]


def _calls(talk: Talk, answers: list[str]) -> list[list[Message]]:
    """The employee's messages from each of some answers to the next."""
    calls: list[list[Message]] = []
    for message in ordered(talk.conversation.messages):
        if message.id in answers:
            calls.append([])
        if calls and message.role == "employee":
            calls[-1].append(message)
    return calls


def _people(talk: Talk) -> list[Message]:
    return [m for m in talk.conversation.messages if m.role in ("employee", "client") and m.text.strip()]


def _idle(talk: Talk, message: Message) -> bool:
    """Whether a message says nothing but «да», «хорошо», «взаимно»."""
    marked = talk.light(message)
    words = [i for i, text in enumerate(marked.reading.texts) if any(ch.isalnum() for ch in text)]
    return all(marked.has(i, IDLE) for i in words)


def is_fragment(talk: Talk) -> bool:
    """Whether one written message without a time is all there is: a text by itself, not a conversation."""
    messages = talk.conversation.messages
    return len(messages) == 1 and messages[0].sent_at is None and talk.conversation.channel not in FACE_TO_FACE


PLACES: dict[str, Callable[[RequiredWordsCheck, Talk], list[Place]]] = {
    "anywhere": anywhere,
    "before-client": before_client,
    "before-topic": before_topic,
    "end": end,
    "late-turn": late_turn,
    "late-call": late_call,
}
