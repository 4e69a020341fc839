"""Why a message was or was not flagged: what each rule found in it, and why each find counts or does not.

Nothing here knows a kind of check: one that explains itself (`checks.kind.Explains`) gives an `Account` of codes and
spots. The words for codes stand in one table; a code without words is shown as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from promisecheck.report import Violation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from promisecheck.checker import Checker
    from promisecheck.conversation import Conversation, Message
    from promisecheck.language.context import Cue
    from promisecheck.rules.match import Marked


class Spot(BaseModel):
    """A stretch of the text as it was given (`text[start:end] == quote`), and what it was taken for."""

    kind: str
    start: int
    end: int
    quote: str


class Answer(BaseModel):
    """What the rule asked about a place, the answer, and the words that decided it."""

    question: str
    value: str
    spots: list[Spot] = []


class Place(Spot):
    """Something found. It breaks the rule in the way of `category`, or does not, because of `excuses`."""

    answers: list[Answer] = []
    category: str | None = None
    excuses: list[Spot] = []


class Account(BaseModel):
    """What one rule made of a message; `triggers` are the words for which the parser ran, if it did."""

    parsed: bool
    triggers: list[Spot] = []
    matched: list[str] = []  # the patterns of the rule file that fit
    places: list[Place] = []
    violations: list[Violation] = []


class RuleExplanation(Account):
    """The account of one rule, with the rule's names."""

    rule_id: str
    clause: str
    title: str


class Token(Spot):
    """A word of the message; `kind` is its part of speech."""

    lemmas: list[str]
    figure: str | None = None
    lists: list[str] = []


class Explanation(BaseModel):
    """Everything that was seen in a text. `plain` is the text with its disguises undone."""

    text: str
    plain: str
    lang: str
    tokens: list[Token]
    rules: list[RuleExplanation]

    def render(self, console: Console, lang: str | None = None) -> None:
        """Shows it to a person, by default in the language it was made in."""
        from rich.padding import Padding

        lang = lang or self.lang
        shown = _text(self.text)
        for found in (violation for rule in self.rules for violation in rule.violations):
            shown.stylize(f"underline {_COLOURS[found.severity]}", found.start or 0, found.end or 0)
        console.print(shown, soft_wrap=True)
        if self.plain != self.text:
            console.print(_text(f"{word('plain', lang)}: {self.plain}", "dim"), soft_wrap=True)
        for rule in self.rules:
            console.print(_text(f"\n{rule.clause} · {rule.rule_id} · {rule.title}", "bold"), soft_wrap=True)
            for line in _lines(rule, lang):
                console.print(Padding(line, (0, 0, 0, 2)))
        console.print("", _table(self.tokens, lang))


def explain(checker: Checker, text: str) -> Explanation:
    """Why an outgoing message was or was not flagged by the rules that can say so."""
    from promisecheck.conversation import Conversation, Message

    message = Message(id="m1", role="employee", text=text)
    conversation = Conversation(id="text", channel="other", messages=[message])
    marked = checker._talk(conversation).deep(message)
    plain, rules = marked.reading.plain.text, list(accounts(checker, conversation, message))
    return Explanation(text=text, plain=plain, lang=checker.lang, tokens=list(_tokens(marked)), rules=rules)


def accounts(
    checker: Checker, conversation: Conversation, message: Message, only: str | None = None
) -> Iterator[RuleExplanation]:
    """The account of every rule that can give one (or of one rule only), in the order of the memo."""
    from promisecheck.checks.kind import Explains

    for rule, check in zip(checker.pack.rules, checker._checks, strict=True):
        if isinstance(check, Explains) and only in (None, rule.id):
            # A talk of its own: what another rule had parsed must not hide whether this one would have.
            account = check.explain(checker._talk(conversation), message)
            if account is None:
                continue
            title = rule.title[checker.lang]
            yield RuleExplanation(rule_id=rule.id, clause=rule.clause, title=title, **dict(account))


def spot(marked: Marked, start: int, end: int, kind: str) -> Spot:
    """Tokens `start` to `end` (exclusive) in the text as it was given."""
    a, b = marked.reading.span(start, end)
    return Spot(kind=kind, start=a, end=b, quote=marked.reading.given[a:b])


def spots(marked: Marked, cues: Iterable[Cue]) -> list[Spot]:
    """The words behind some cues."""
    return [spot(marked, cue.start, cue.end, cue.kind) for cue in cues]


def _tokens(marked: Marked) -> Iterator[Token]:
    reading = marked.reading
    for i, word in enumerate(reading.words):
        figure = marked.figure_at.get(i)
        yield Token(
            **dict(spot(marked, i, i + 1, reading.tags[i])),
            lemmas=list(dict.fromkeys(parse.lemma for parse in word.parses)),
            figure=figure.kind if figure else None,
            lists=sorted(marked.lists.starts[i] | marked.lists.inside[i]),
        )


_WORDS = {
    "plain": ("прочитано как", "read as"), "triggers": ("разбор запустили слова", "parsed because of"),
    "untouched": ("слов этого правила нет, разбор не понадобился", "none of the rule's words: not parsed"),
    "found": ("что найдено", "found"), "nothing": ("ничего", "nothing"), "counts": ("считается", "counts"),
    "excused": ("не считается", "does not count"), "decision": ("итог", "decision"),
    "clean": ("нарушения нет", "no violation"), "violated": ("нарушение", "violation"),
    "token": ("слово", "word"), "pos": ("часть речи", "part of speech"), "lemmas": ("леммы", "lemmas"),
    "number": ("число", "figure"), "lists": ("списки слов", "word lists"),
    # what was found
    "wording": ("сказано то, что нужно", "said what is required"),
    "claim": ("исход", "outcome"), "pledge": ("обещание или уверение", "promise or assurance"),
    "phrase": ("оборот", "phrase"), "term": ("устойчивый термин", "term of art"),
    "aside": ("похоже, но не к месту", "alike, but out of place"),
    # questions and answers
    "outcome": ("исход для клиента", "outcome for the client"), "polarity": ("полярность", "polarity"),
    "commitment": ("обязательство", "commitment"), "word": ("чьи слова", "whose word"), "topic": ("о чём", "topic"),
    "near": ("рядом нужны слова из списков", "wants words near from the lists"), "good": ("хороший", "good"),
    "bad": ("плохой", "bad"), "affirmed": ("утверждается", "affirmed"), "denied": ("отрицается", "denied"),
    "promised": ("обещано", "promised"), "certain": ("уверенно", "certain"),
    "asserted": ("сказано как факт", "asserted"), "ours": ("свои", "ours"), "theirs": ("чужие", "someone else's"),
    "guarantee": ("гарантия", "guarantee"), "promise": ("обещание", "promise"), "certainty": ("уверение", "certainty"),
    "gain": ("заработок", "gain"), "growth": ("рост", "growth"), "figure": ("размер дохода", "size of the income"),
    "principal": ("возврат вложенного", "return of the money"), "safety": ("сохранность", "safety"),
    "steady": ("постоянный доход", "steady income"), "loss": ("потери и риск", "loss and risk"),
    "delay": ("задержка выплат", "delay of payments"),
    "classifier": ("второй читатель (классификатор)", "second reader (a classifier)"),
    "probability": ("вероятность нарушения", "probability of a violation"),
    # why something does not count
    "unlikely": ("вероятность мала", "not likely enough"),
    "dismissed": ("снято вторым читателем", "dismissed by the second reader"),
    "negated": ("отрицание", "negated"), "rhetorical": ("риторический вопрос", "rhetorical question"),
    "asked": ("вопрос", "asked"), "reported": ("чужие слова", "someone else's word"), "quoted": ("цитата", "quoted"),
    "conditional": ("условие", "conditional"), "irreal": ("не на самом деле", "irreal"),
    "hedged": ("оговорка", "hedged"), "possible": ("только возможно", "only possible"),
    "aimed": ("цель или желание", "a wish or an aim"), "warned": ("предостережение", "warned against"),
    "past": ("о прошлом", "past"), "example": ("пример", "an example"),
    "balanced": ("тут же назван риск", "risk named"),
    "infinitive": ("никто не говорит, что так будет", "not said to happen"),
    "bad outcome affirmed": ("плохой исход признан", "a bad outcome is admitted"),
    "uncommitted": ("считается только рядом с обещанием", "counts only beside a promise"),
    "unjudged": ("ни одна строка verdicts не подошла", "no line of verdicts fits"),
    "used": ("учтено вместе с исходом", "taken with its outcome"),
    "alone": ("не обещан исход инвестиций", "no outcome of an investment is promised"),
    "unless": ("слово, при котором не считается", "a word beside which it does not count"),
    "something else": ("здесь значит другое", "means something else here"),
    "company": ("рядом другие слова", "other words beside it"),
    "not asked for": ("об этом не спрашивали", "nobody asked for it"),
    "not so meant": ("сказано не в том смысле", "not meant in that way"),
    "not near": ("нужных слов рядом нет", "the wanted words are not near"),
}  # fmt: skip
_COLOURS = {"block": "red", "warn": "yellow", "info": "dim"}


def word(code: str, lang: str) -> str:
    """The words for a code, or the code itself."""
    return _WORDS[code][lang == "en"] if code in _WORDS else code


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    from promisecheck.texts import visible

    return Text(visible(text), style=style)


def _lines(rule: RuleExplanation, lang: str) -> Iterator[Text]:
    if not rule.parsed:
        yield _text(word("untouched", lang), "dim")
    elif rule.triggers:
        words = ", ".join(dict.fromkeys(f"«{trigger.quote}»" for trigger in rule.triggers))
        yield _text(f"{word('triggers', lang)}: {words}", "dim")
    yield _text(f"{word('found', lang)}: {'' if rule.places else word('nothing', lang)}")
    for place in rule.places:
        yield from _about(place, lang)
    for found in rule.violations:
        quote = f"«{found.quote}»" if found.quote else "—"
        said = f"{word('decision', lang)}: {word('violated', lang)} {quote} · {found.category} · {found.explanation}"
        yield _text(said, _COLOURS[found.severity])
    if not rule.violations:
        yield _text(f"{word('decision', lang)}: {word('clean', lang)}", "green")


def _about(place: Place, lang: str) -> Iterator[Text]:
    """What was found, its answers, and why it counts or does not."""
    yield _text(f"  • «{place.quote}» – {word(place.kind, lang)}")
    said = [f"{word(a.question, lang)}: {word(a.value, lang)}{cited(a.spots)}" for a in place.answers]
    if said:
        yield _text("    " + "; ".join(said), "dim")
    if place.category:
        yield _text(f"    {word('counts', lang)}: {place.category}", "red")
    elif place.kind == "wording" and not place.excuses:
        yield _text(f"    {word('counts', lang)}", "green")
    else:
        why = ", ".join(f"{word(found.kind, lang)} («{found.quote}»)" for found in place.excuses)
        yield _text(f"    {word('excused', lang)}{': ' * bool(why)}{why}", "green")


def cited(found: Iterable[Spot]) -> str:
    """The words behind an answer, in brackets."""
    quotes = ", ".join(f"«{one.quote}»" for one in found)
    return f" ({quotes})" if quotes else ""


def _table(tokens: list[Token], lang: str) -> Table:
    """What is known of each word."""
    from rich.table import Table

    table = Table(*(word(name, lang) for name in ("token", "pos", "lemmas", "number", "lists")), box=None)
    for one in tokens:
        table.add_row(*map(_text, (one.quote, one.kind, ", ".join(one.lemmas), one.figure or "", ", ".join(one.lists))))
    return table
