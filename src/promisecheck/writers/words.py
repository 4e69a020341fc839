"""What tables and pages say to people, in both languages."""

from __future__ import annotations

_WORDS = {
    # sheets
    "summary": ("Сводка", "Summary"),
    "violations": ("Нарушения", "Violations"),
    "delays": ("Ожидание", "Delays"),
    # columns
    "clause": ("Пункт", "Clause"),
    "rule": ("Правило", "Rule"),
    "rule_id": ("Код правила", "Rule id"),
    "severity": ("Тяжесть", "Severity"),
    "category": ("Вид", "Category"),
    "employee": ("Сотрудник", "Employee"),
    "channel": ("Канал", "Channel"),
    "conversation_id": ("Разговор", "Conversation"),
    "message_id": ("Код сообщения", "Message id"),
    "sent_at": ("Время", "Time"),
    "start": ("Начало", "Start"),
    "end": ("Конец", "End"),
    "quote": ("Цитата", "Quote"),
    "text": ("Сообщение", "Message"),
    "explanation": ("Почему", "Why"),
    "suggestion": ("Лучше так", "Better"),
    "assessed": ("Оценено", "Assessed"),
    "passed": ("Соблюдено", "Passed"),
    "violated": ("Нарушено", "Violated"),
    "share": ("Доля нарушений", "Share violated"),
    "not_observable": ("Не видно", "Not observable"),
    "not_applicable": ("Неприменимо", "Not applicable"),
    "asked_at": ("Обращение", "Asked"),
    "answered_at": ("Ответ", "Answered"),
    "seconds": ("Ждал, с", "Waited, s"),
    "at_least": ("Не меньше, с", "At least, s"),
    "at_most": ("Не больше, с", "At most, s"),
    "wait": ("Оценка", "Grade"),
    # how long somebody waited
    "in-target": ("в цель", "within the target"),
    "in-limit": ("в предел", "within the limit"),
    "late": ("поздно", "late"),
    "unanswered": ("без ответа", "never answered"),
    "unknown": ("неизвестно", "unknown"),
    # lines above and below tables
    "conversations": ("Разговоров", "Conversations"),
    "conversations-violated": ("С нарушениями", "With violations"),
    "unread": ("Не прочитано", "Not read"),
    # severities, as a cell says them
    "block": ("СТОП", "BLOCK"),
    "warn": ("ВНИМАНИЕ", "WARNING"),
    "info": ("ЗАМЕТКА", "NOTE"),
    # channels
    "phone": ("Телефон", "Phone"),
    "meeting": ("Встреча", "Meeting"),
    "telegram": ("Telegram", "Telegram"),
    "whatsapp": ("WhatsApp", "WhatsApp"),
    "vk": ("ВКонтакте", "VK"),
    "email": ("Почта", "Email"),
    "sms": ("SMS", "SMS"),
    "avito": ("Авито", "Avito"),
    "chatbot": ("Чат-бот", "Chatbot"),
    "comment": ("Комментарии", "Comments"),
    "other": ("Другой", "Other"),
}


def word(key: str, lang: str) -> str:
    """One word or heading."""
    return _WORDS[key][lang == "en"]
