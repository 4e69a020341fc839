"""The help of the command line in both languages. In code, a help text is named by its Russian form."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

_HELP = {
    "app": (
        "Проверяет, что сотрудники пишут и говорят клиентам: запрещённые обещания и другие нарушения памятки, "
        "с объяснением и точным местом.\n\n"
        "Коды возврата: 0 чисто, 1 есть нарушения, 2 ошибка.",
        "Checks what employees write and say to clients: forbidden promises and other breaches of the memo, "
        "with reasons and exact places.\n\n"
        "Exit status: 0 clean, 1 violated, 2 error.",
    ),
    # typer takes the common indentation off what follows the first paragraph: the last line holds the margin.
    "check": (
        "Проверить одно исходящее сообщение.\n\nПримеры:\n\n"
        '    promisecheck check "Гарантируем 20% годовых"\n\n    promisecheck check --json < message.txt\n\n'
        "Коды возврата: 0 чисто, 1 есть нарушения, 2 ошибка (пустой текст тоже).",
        "Check one outgoing message.\n\nExamples:\n\n"
        '    promisecheck check "Гарантируем 20% годовых"\n\n    promisecheck check --json < message.txt\n\n'
        "Exit status: 0 clean, 1 violated, 2 error (an empty text is one).",
    ),
    "audit": (
        "Проверить разговоры из файлов, папок и архивов zip.\n\n"
        "Формат узнаётся сам: JSONL, CSV, TSV, Parquet, Telegram, WhatsApp, Битрикс24, VK, Avito, почта, субтитры, "
        "распознанная речь. Кто сотрудник, говорит таблица exports настроек; догадки показываются.\n\nПримеры:\n\n"
        "    promisecheck audit march.jsonl -o reports.jsonl\n\n"
        "    promisecheck audit export/ -o reports.jsonl -o march.html -o march.xlsx --jobs 4\n\n"
        "    promisecheck audit march.jsonl -o - | jq .verdict\n\n"
        "Пока идёт работа, отчёты лежат в OUT.part; прерванную проверку продолжает --resume.",
        "Check the conversations in files, folders and zip archives.\n\n"
        "The format is detected: JSONL, CSV, TSV, Parquet, Telegram, WhatsApp, Bitrix24, VK, Avito, mail, subtitles, "
        "speech recognition. The table exports of the settings tells who the employee is; guesses are shown.\n\n"
        "Examples:\n\n"
        "    promisecheck audit march.jsonl -o reports.jsonl\n\n"
        "    promisecheck audit export/ -o reports.jsonl -o march.html -o march.xlsx --jobs 4\n\n"
        "    promisecheck audit march.jsonl -o - | jq .verdict\n\n"
        "While the work goes on, reports lie in OUT.part; --resume continues what was interrupted.",
    ),
    "hook": (
        "Решить перед отправкой, можно ли отправить черновик: JSON на входе, JSON на выходе.\n\n"
        "Черновик — последнее сообщение разговора.\n\nПример:\n\n"
        "    echo '{\"conversation\": {…}}' | promisecheck hook\n\n"
        "Коды возврата: 0 отправлять (send, warn), 1 остановить (stop), 2 ошибка.",
        "Decide before sending whether a draft may go out: JSON in, JSON out.\n\n"
        "The draft is the last message of the conversation.\n\nExample:\n\n"
        "    echo '{\"conversation\": {…}}' | promisecheck hook\n\n"
        "Exit status: 0 send (send, warn), 1 stop, 2 error.",
    ),
    "serve": (
        "Отвечать по HTTP: решения до отправки, проверки, правила; нужен promisecheck[serve].\n\n"
        "Примеры:\n\n    promisecheck serve --settings company.toml\n\n"
        "    promisecheck serve --socket /run/promisecheck.sock --workers 2\n\n"
        "Токен – в PROMISECHECK_TOKEN или в настройках; без него – только этот компьютер. "
        "SIGHUP перечитывает правила.",
        "Answer over HTTP: decisions before sending, checks, rules; needs promisecheck[serve].\n\n"
        "Examples:\n\n    promisecheck serve --settings company.toml\n\n"
        "    promisecheck serve --socket /run/promisecheck.sock --workers 2\n\n"
        "The token is in PROMISECHECK_TOKEN or in the settings; without one, only this computer. "
        "SIGHUP reads the rules anew.",
    ),
    "gate-log": (
        "Свести журнал решений: сколько отправлено, остановлено, не проверено, кто и почему настоял.\n\n"
        "Прежние файлы (LOG.1, LOG.2, …) учитываются тоже.\n\nПример:\n\n"
        "    promisecheck gate-log decisions.jsonl --since 2026-03-01",
        "Summarise a decision log: what was sent, stopped, not checked, who overrode and why.\n\n"
        "Former files (LOG.1, LOG.2, …) are counted too.\n\nExample:\n\n"
        "    promisecheck gate-log decisions.jsonl --since 2026-03-01",
    ),
    "explain": (
        "Объяснить, почему текст отмечен или не отмечен: слова, леммы, триггеры, контекст.\n\nПример:\n\n"
        '    promisecheck explain "Мы ничего не гарантируем"\n\n'
        "Без TEXT читается стандартный ввод.",
        "Explain why a text was or was not flagged: tokens, lemmas, triggers, context.\n\nExample:\n\n"
        '    promisecheck explain "Мы ничего не гарантируем"\n\n'
        "Without TEXT, standard input is read.",
    ),
    "voice": (
        "Собрать «Голос клиента»: запросы, пожелания, жалобы и особенности клиентов "
        "с темами и отметкой, записаны ли.\n\n"
        "Примеры:\n\n    promisecheck voice march.jsonl -o voice.xlsx\n\n"
        "    promisecheck voice export/ -o voice.csv --since 2026-03-01 --until 2026-03-31\n\n"
        "    promisecheck voice march.jsonl --bitrix24 requests.jsonl\n\n"
        "Коды возврата: 0 готово, 2 ошибка.",
        "Collect the voice of the client: requests, wishes, complaints and traits with topics, recorded or not.\n\n"
        "Examples:\n\n    promisecheck voice march.jsonl -o voice.xlsx\n\n"
        "    promisecheck voice export/ -o voice.csv --since 2026-03-01 --until 2026-03-31\n\n"
        "    promisecheck voice march.jsonl --bitrix24 requests.jsonl\n\n"
        "Exit status: 0 done, 2 error.",
    ),
    "evaluate": (
        "Измерить правила на размеченных разговорах: точность, полнота, F1 с 95%-ми интервалами.\n\n"
        'Разметка — поле expect разговора: {"no-guarantees": "violated"}.\n\nПримеры:\n\n'
        "    promisecheck evaluate corpora/dev --errors 5\n\n"
        "    promisecheck evaluate corpora/dev --against old-rules/\n\n"
        "    promisecheck evaluate corpora/dev corpora/test --gate corpora/floors.toml\n\n"
        "Коды возврата: 0 всё сошлось (с --gate: границы соблюдены), 1 нет, 2 что-то не прочитано.",
        "Measure the rules on labelled conversations: precision, recall, F1 with 95% intervals.\n\n"
        'The labels are a conversation\'s expect: {"no-guarantees": "violated"}.\n\nExamples:\n\n'
        "    promisecheck evaluate corpora/dev --errors 5\n\n"
        "    promisecheck evaluate corpora/dev --against old-rules/\n\n"
        "    promisecheck evaluate corpora/dev corpora/test --gate corpora/floors.toml\n\n"
        "Exit status: 0 all agree (with --gate: the floors hold), 1 not, 2 something could not be used.",
    ),
    "train": (
        "Обучить второго читателя (классификатор) правила на размеченных разговорах; нужен promisecheck[train].\n\n"
        "Пример:\n\n    promisecheck train corpora/dev --rule no-guarantees\n\n"
        "Разметка — поля expect и spans разговора. Коды возврата: 0 обучен, 2 ошибка.",
        "Train the second reader (a classifier) of a rule on labelled conversations; needs promisecheck[train].\n\n"
        "Example:\n\n    promisecheck train corpora/dev --rule no-guarantees\n\n"
        "The labels are a conversation's expect and spans. Exit status: 0 trained, 2 error.",
    ),
    "rules": ("Правила: список, подробности, проверка примеров.", "The rules: list, details, test of their examples."),
    "rules.list": ("Показать все правила в порядке памятки.", "List all rules in the order of the memo."),
    "rules.show": (
        "Показать одно правило: пункт памятки и примеры.\n\nПример:\n\n    promisecheck rules show no-guarantees\n\n"
        "Все правила: promisecheck rules list",
        "Show one rule: its clause and its examples.\n\nExample:\n\n    promisecheck rules show no-guarantees\n\n"
        "All rules: promisecheck rules list",
    ),
    "rules.test": (
        "Проверить каждое правило на его собственных примерах. Код возврата 1, если пример не сошёлся.",
        "Run each rule's own examples. Exit status 1 if one fails.",
    ),
    "settings-app": ("Настройки: показать, что действует.", "The settings: show what is in force."),
    "settings.show": (
        "Показать настройки, которые действуют, как файл TOML с пояснениями; без --settings – по умолчанию.\n\n"
        "Примеры:\n\n    promisecheck settings show > settings.toml\n\n"
        "    promisecheck settings show --settings settings.toml",
        "Show the settings in force as a TOML file with remarks; without --settings the defaults.\n\n"
        "Examples:\n\n    promisecheck settings show > settings.toml\n\n"
        "    promisecheck settings show --settings settings.toml",
    ),
    "lang": ("Язык текстов для людей.", "Language of the texts for people."),
    "version": ("Показать версию и выйти.", "Show the version and exit."),
    "text": ("Текст сообщения; без него читается стандартный ввод.", "The message; else standard input is read."),
    "json": ("Выдать JSON.", "Print JSON."),
    "paths": ("Файлы и папки с разговорами.", "Files and folders of conversations."),
    "out": (
        "Куда писать: .html – страница для людей, .xlsx и .csv – таблицы, .jsonl и .parquet – отчёты целиком, .sarif "
        "и .xml (JUnit) – для конвейеров, .txt – сводка, «-» – отчёты на стандартный вывод. Можно повторять; "
        "без -o печатается сводка.",
        "Where to write: .html for a page for people, .xlsx and .csv for tables, .jsonl and .parquet for whole "
        "reports, .sarif and .xml (JUnit) for pipelines, .txt for a summary, - for reports on standard output. "
        "May repeat; without -o the summary is printed.",
    ),
    "jobs": ("Сколько процессов работает.", "How many processes work."),
    "format": ("Формат входных файлов; иначе определяется сам.", "Format of the input files; else detected."),
    "settings": ("Файл настроек TOML.", "The settings, a TOML file."),
    "rules-dir": ("Папка с правилами вместо встроенных.", "A folder of rules instead of the built-in ones."),
    "resume": (
        "Оставить отчёты, которые уже есть в OUT (.jsonl), и не проверять их разговоры снова (по id); "
        "остальные OUT пишутся заново целиком.",
        "Keep the reports already in OUT (.jsonl) and skip their conversations (by id); "
        "other OUTs are written anew, whole.",
    ),
    "quiet": ("Только ошибки на стандартный поток ошибок.", "Only errors on standard error."),
    "voice-out": (
        "Куда писать: .xlsx, .csv или .jsonl; «-» — JSONL на стандартный вывод. Можно повторять.",
        "Where to write: .xlsx, .csv or .jsonl; - for JSONL on standard output. May repeat.",
    ),
    "bitrix24": (
        "Файл .jsonl с готовыми запросами к REST Битрикс24 для незаписанных сигналов; сам инструмент ничего не шлёт.",
        "A .jsonl file of ready requests to Bitrix24's REST for unrecorded signals; nothing is sent.",
    ),
    "since-day": ("Первый день периода, ГГГГ-ММ-ДД.", "First day of the period, YYYY-MM-DD."),
    "until-day": ("Последний день периода, ГГГГ-ММ-ДД.", "Last day of the period, YYYY-MM-DD."),
    "mask": (
        "Заменить персональные данные метками вида «[телефон 1]» во всём, что выводится; места – по исходному тексту.",
        "Replace personal data by typed, numbered placeholders in all output; offsets are those of the original.",
    ),
    "labelled": ("Файлы и папки с размеченными разговорами.", "Files and folders of labelled conversations."),
    "only-rule": ("Только это правило; можно повторять.", "This rule only; may repeat."),
    "tags": (
        "Показать все теги, а не десять худших.",
        "Show all tags instead of the ten worst.",
    ),
    "errors": (
        "Сколько расхождений каждого вида показать: число или all; без него 20, а в JSON все.",
        "How many disagreements of each kind to show: a number or all; 20 if not given, in JSON all.",
    ),
    "resamples": ("Сколько выборок бутстрепа; без него 2000.", "How many bootstrap resamples; 2000 if not given."),
    "against": (
        "С чем сравнить: другая папка правил или прежний отчёт --json.",
        "What to compare with: another folder of rules or a former --json report.",
    ),
    "gate": ("Файл нижних границ: упасть ниже нельзя.", "The file of floors, below which nothing may fall."),
    "raise-floors": (
        "Принять новые корпуса и поднять границы до сегодняшних показателей; ни одна не опускается.",
        "Accept new corpora and raise the floors to today's figures; none is lowered.",
    ),
    "lower-floors": (
        "Записать сегодняшние показатели как границы, даже если они ниже прежних.",
        "Write today's figures as floors, even where they are lower.",
    ),
    "trained-rule": ("Правило, которое учится.", "The rule that is taught."),
    "model": (
        "Куда записать модель; без него туда, где её ищет правило.",
        "Where to write the model; else where the rule looks for it.",
    ),
    "members": ("Сколько сетей голосует.", "How many networks vote."),
    "train.encoder": (
        "Обучить кодировщик, которого спрашивают в сомнительных случаях (около часа на двух ядрах).",
        "Train the encoder that is asked in cases of doubt (about an hour on two cores).",
    ),
    "rule-id": ("Имя правила.", "The rule's id."),
    "host": ("Адрес, на котором слушать.", "The address to listen on."),
    "port": ("Порт; 0 – любой свободный.", "The port; 0 takes a free one."),
    "socket": ("Unix-сокет вместо адреса и порта.", "A Unix socket instead of address and port."),
    "workers": (
        "Сколько процессов проверяет; 0 – поток самого сервера.",
        "How many processes check; 0 is a thread of the server.",
    ),
    "log": ("Журнал решений: .jsonl или .sqlite.", "The decision log: .jsonl or .sqlite."),
    "since": ("Только решения с этого времени (ISO 8601).", "Only decisions from this time on (ISO 8601)."),
    "url": (
        "Спросить работающий promisecheck serve: http://…, https://… или unix:/путь; токен – в PROMISECHECK_TOKEN.",
        "Ask a running promisecheck serve: http://…, https://… or unix:/path; the token is in PROMISECHECK_TOKEN.",
    ),
}
# The words of typer itself, which knows English only.
_TYPER = {
    "Показать эту справку и выйти.": "Show this message and exit.",
    "Настроить автодополнение для этой оболочки.": "Install completion for the current shell.",
    "Показать автодополнение для этой оболочки, чтобы скопировать или изменить его.": (
        "Show completion for the current shell, to copy it or customize the installation."
    ),
}
_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Аргументы",
    "OPTIONS_PANEL_TITLE": "Параметры",
    "COMMANDS_PANEL_TITLE": "Команды",
    "ERRORS_PANEL_TITLE": "Ошибка",
}


def ru(key: str) -> str:
    """The Russian help text called `key`."""
    return _HELP[key][0]


def translate(command: Any, lang: str) -> None:
    """Put the help of a whole command tree into `lang`; `command` is what `typer.main.get_command` gives."""
    if lang == "en":
        words = {cleandoc(russian): english for russian, english in _HELP.values()}
    else:
        words = {english: russian for russian, english in _TYPER.items()}
        _title_panels()
    _translate(command, words)


def _translate(command: Any, words: dict[str, str]) -> None:
    import typer

    with typer.Context(command) as context:
        for thing in (command, *command.get_params(context)):
            if getattr(thing, "help", None):
                thing.help = words.get(cleandoc(thing.help), thing.help)
    for below in getattr(command, "commands", {}).values():
        _translate(below, words)


def _title_panels() -> None:
    from typer import rich_utils

    for name, title in _PANELS.items():
        setattr(rich_utils, name, title)
