"""A month of conversations as an audit would find them, made up quickly: the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from promisecheck.conversation import Conversation
from promisecheck.report import Delay, Outcome, Report, Violation
from promisecheck.rules.pack import load_pack
from promisecheck.writers.base import Audited

BEGIN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
NAMES = """Иванова Петров Смирнова Кузнецов Соколова Попов Лебедева Новиков Морозова Волков Зайцева Орлов Ким Юсупова
Ёлкин""".split()
CHANNELS = ["telegram"] * 5 + ["whatsapp"] * 3 + ["phone"] * 2 + ["vk", "email", "avito", "meeting"]
PROMISES = ["гарантируем 20% годовых", "точно заработаете", "риска нет никакого", "деньги вернутся в любом случае"]
QUESTIONS = ["Какая доходность?", "Можно ли снять раньше срока?", "А это безопасно? 🤔", "Сколько у вас комиссия?"]
ANSWERS = ["Здравствуйте! Пришлю расчёт сегодня.", "Уточню и вернусь с ответом.", "Расскажу всё по порядку."]
RULES = load_pack().rules
QUIET = {"smile", "escort-client", "no-gum"}


def month(count: int, share: float = 0.35, seed: int = 8) -> Iterator[Audited]:
    """`count` conversations; about `share` of them have a violation, some have several."""
    rules, chance = RULES, random.Random(seed)
    for number in range(count):
        conversation = _conversation(number, count, chance)
        outcomes = [_outcome(rule, conversation, chance, share / 12) for rule in rules]
        report = Report(conversation_id=conversation.id, outcomes=outcomes)
        yield Audited(report, conversation, Path("март/выгрузка.jsonl"), number + 1)


def _conversation(number: int, count: int, chance: random.Random) -> Conversation:
    day = 27 * number // count
    begin = BEGIN + timedelta(days=day, minutes=round(min(abs(chance.gauss(280, 150)), 780)))
    time, messages = begin, []
    for turn in range(chance.randint(2, 5)):
        messages.append({"role": "client", "sent_at": time.isoformat(), "text": chance.choice(QUESTIONS)})
        time += timedelta(seconds=round(chance.lognormvariate(4.6, 0.9)))
        text = chance.choice(ANSWERS)
        if turn == 0:
            text = f"Добрый день! 👋 {chance.choice(PROMISES).capitalize()}, договор на год.\nСмотрите сами."
        messages.append({"role": "employee", "sent_at": time.isoformat(), "text": text})
        time += timedelta(seconds=chance.randint(20, 900))
    return Conversation.read(
        {
            "id": f"c-{number + 1}",
            "channel": chance.choice(CHANNELS),
            "employee": chance.choices(NAMES, range(len(NAMES), 0, -1))[0],
            "client": {"name": f"Клиент {number % 700 + 1}"},
            "messages": messages,
        }
    )


def _outcome(rule: object, conversation: Conversation, chance: random.Random, share: float) -> Outcome:
    same = {"rule_id": rule.id, "clause": rule.clause}
    if rule.id in QUIET:
        return Outcome(status="not_observable", **same)
    if rule.id == "reply-in-time":
        return _reply(same, rule, conversation)
    if chance.random() < 0.4 and rule.id != "no-guarantees":
        return Outcome(status="not_applicable", **same)
    if chance.random() > share * (3 if rule.id == "no-guarantees" else 1):
        return Outcome(status="passed", **same)
    name = chance.choice(list(rule.categories))
    category, message = rule.categories[name], conversation.messages[1]
    start = end = quote = None
    if "words" not in rule.kind and rule.id in ("no-guarantees", "no-arguing"):
        start, end = message.text.index("👋 ") + 2, message.text.index(",")
        quote = message.text[start:end]
    violation = Violation(
        message_id=message.id,
        start=start,
        end=end,
        quote=quote,
        severity=category.severity,
        category=name,
        explanation=category.explanation["ru"],
        suggestion=category.suggestion["ru"],
    )
    return Outcome(status="violated", violations=[violation], **same)


def _reply(same: dict[str, str], rule: object, conversation: Conversation) -> Outcome:
    pairs = list(zip(conversation.messages[::2], conversation.messages[1::2], strict=True))
    delays, late = [], []
    for asked, answered in pairs:
        seconds = (answered.sent_at - asked.sent_at).total_seconds()
        delays.append(
            Delay(message_id=asked.id, answer_id=answered.id, seconds=seconds, at_least=seconds, at_most=seconds)
        )
        if seconds > 300:
            category = rule.categories["late_reply"]
            late.append(
                Violation(
                    message_id=asked.id,
                    start=None,
                    end=None,
                    quote=None,
                    severity="warn",
                    category="late_reply",
                    explanation=f"{category.explanation['ru']} Ожидание: {seconds:.0f} с, предел: 5 мин.",
                    suggestion=category.suggestion["ru"],
                )
            )
    return Outcome(status="violated" if late else "passed", violations=late, delays=delays, **same)
