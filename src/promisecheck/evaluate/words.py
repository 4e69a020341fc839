"""What an evaluation says to people, in both languages."""

from __future__ import annotations

_WORDS = {
    # errors
    "unknown-rule": ("в наборе нет такого правила; есть: {known}", "the pack has no such rule; it has: {known}"),
    "same-id": ("разговор с таким id уже был: {place}", "a conversation with this id was met before: {place}"),
    "changed": (
        "{path}: содержимое не то, для которого записаны нижние границы в {floors}; принять новое: --raise-floors",
        "{path}: not the content that the floors in {floors} were written for; to accept the new one: --raise-floors",
    ),
    "new": (
        "{path}: для этого корпуса в {floors} нет нижних границ; принять его: --raise-floors",
        "{path}: {floors} has no floors for this corpus; to accept it: --raise-floors",
    ),
    "new-rule": (
        "{path}: в {floors} нет нижних границ для правила {rule}; записать их: --raise-floors",
        "{path}: {floors} has no floors for the rule {rule}; to write them: --raise-floors",
    ),
    "floors-missing": (
        "такого файла нет; создать его с сегодняшними показателями: --raise-floors",
        "no such file; to create it with today's figures: --raise-floors",
    ),
    "floors-alone": (
        "--raise-floors и --lower-floors имеют смысл только с --gate FILE",
        "--raise-floors and --lower-floors need --gate FILE",
    ),
    "not-written": (
        "{path}: нижние границы не переписаны, потому что не все строки прочитаны",
        "{path}: floors not rewritten, because not every line could be used",
    ),
    "no-report": (
        "ожидался отчёт, записанный promisecheck evaluate --json",
        "expected a report written by promisecheck evaluate --json",
    ),
    # the tables
    "rule": ("Правило", "Rule"),
    "tag": ("Тег", "Tag"),
    "precision": ("Точность", "Precision"),
    "recall": ("Полнота", "Recall"),
    "f1": ("F1", "F1"),
    "cases": ("Случаев", "Cases"),
    "support": ("Нарушений", "Violating"),
    "true_positives": ("Найдено", "Found"),
    "false_positives": ("Ложных", "False"),
    "false_negatives": ("Пропущено", "Missed"),
    "true_negatives": ("Чисто", "Clean"),
    "status_agreement": ("Статус", "Status"),
    "overlap": ("Место", "Place"),
    "category": ("Категория", "Category"),
    "accuracy": ("Верно", "Right"),
    "figures": ("Показатели, в скобках 95%-й интервал", "Figures, with their 95% intervals"),
    "counts": ("Из чего они сложились", "What they are made of"),
    "tags": ("Теги, худшие первыми", "Tags, worst first"),
    "worst-tags": (
        "Худшие теги из имеющих не меньше {least} случаев (все: --tags)",
        "Worst tags of those with at least {least} cases (all: --tags)",
    ),
    "false": ("Ложные: {n}", "False: {n}"),
    "missed": ("Пропущенные: {n}", "Missed: {n}"),
    "status": ("Не тот статус: {n}", "Another status: {n}"),
    "reason": ("почему: {text}", "why: {text}"),
    "expected-got": ("ждали {expected}, вышло {got}", "expected {expected}, got {got}"),
    "more": ("…и ещё {n} (все: --errors all)", "…and {n} more (all: --errors all)"),
    "violated": ("нарушено", "violated"),
    "passed": ("соблюдено", "passed"),
    "not_applicable": ("неприменимо", "not applicable"),
    "not_observable": ("не видно", "not observable"),
    "total": (
        "Разговоров: {conversations}, случаев: {cases}, расхождений: {wrong}, не прочитано: {skipped}",
        "Conversations: {conversations}, cases: {cases}, disagreements: {wrong}, not usable: {skipped}",
    ),
    # reasons
    "silent": ("правило не объясняет свои решения", "the rule does not explain itself"),
    "no-message": ("у сотрудника нет сообщений с текстом", "the employee has no message with text"),
    # the comparison
    "comparison": ("Против {against}, случаев без пары: {alone}", "Against {against}, cases without a pair: {alone}"),
    "f1-interval": ("95%-й интервал F1", "95% interval of F1"),
    "p-value": ("p (Макнемар)", "p (McNemar)"),
    "better-n": ("Лучше", "Better"),
    "worse-n": ("Хуже", "Worse"),
    "better": ("{rule}: стало верно", "{rule}: now right"),
    "worse": ("{rule}: стало неверно", "{rule}: now wrong"),
    # the gate
    "corpus": ("Корпус", "Corpus"),
    "figure": ("Показатель", "Figure"),
    "floor": ("Граница", "Floor"),
    "today": ("Сегодня", "Today"),
    "before": ("Было", "Before"),
    "now": ("Стало", "Now"),
    "held": ("Нижние границы соблюдены: {n}", "Floors held: {n}"),
    "fallen": ("Ниже границы: {n} из {all}", "Below the floor: {n} of {all}"),
    "rewritten": ("Нижние границы переписаны: {path}", "Floors rewritten: {path}"),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """One text, with its values filled in."""
    return _WORDS[key][lang == "en"].format(**values)
