"""The page as a file: what it holds, how it is escaped, and what it may load. How it behaves: test_html_browser."""

import base64
import hashlib
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from audits import NASTY, audits, write
from hypothesis import given, settings
from hypothesis import strategies as st
from month import RULES, month

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.report import Outcome, Report, Violation
from promisecheck.settings import Settings
from promisecheck.writers import Outputs
from promisecheck.writers.base import Audited
from promisecheck.writers.html import spool


class Page(HTMLParser):
    """The texts of scripts and styles, all attributes, and the text that people see."""

    def __init__(self, path):
        super().__init__()
        self.scripts, self.styles, self.attributes, self.texts, self.tags = {}, [], [], [], []
        self._inside = None
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        self._inside = (tag, dict(attrs).get("id", ""))

    def handle_endtag(self, tag):
        self._inside = None

    def handle_data(self, data):
        if self._inside and self._inside[0] == "script":
            self.scripts[self._inside[1]] = self.scripts.get(self._inside[1], "") + data
        elif self._inside and self._inside[0] == "style":
            self.styles.append(data)
        else:
            self.texts.append(data)

    def read(self, name):
        return json.loads(self.scripts[name])

    def conversations(self):
        return [json.loads(line) for line in self.scripts.get("conversations", "").splitlines()]


def units(text, start, end):
    """What a script's slice gives."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@pytest.fixture(scope="module")
def made():
    return list(month(150))


@pytest.fixture(scope="module")
def page(made, tmp_path_factory):
    error = InputError("not <JSON>", path="март/a.jsonl", line=3)
    return Page(write(tmp_path_factory.mktemp("html") / "a.html", made, errors=[error]))


def test_html_loads_nothing_from_anywhere(page):
    links = [value for _, name, value in page.attributes if name in ("src", "href", "action", "srcset", "poster")]
    assert set(links) <= {link for link in links if link.startswith("#")} | {"data:,"}
    assert not re.search(r"https?:|@import|url\(", page.styles[0] + page.scripts[""])
    assert not {"iframe", "object", "embed", "img", "base"} & set(page.tags)


def test_html_policy_names_its_own_script_and_style_only(page):
    policy = next(value for tag, name, value in page.attributes if tag == "meta" and "default-src" in (value or ""))
    for kind, text in (("script", page.scripts[""]), ("style", page.styles[0])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert not [name for _, name, _ in page.attributes if name == "style" or name.startswith("on")]


def test_html_holds_every_violation_and_each_conversation_once(page, made):
    violations = [one for one in page.read("findings") if one[5] < 2]
    assert len(violations) == sum(len(one.report.violations) for one in made)
    ids = [one[0] for one in page.conversations()]
    assert ids == [one.report.conversation_id for one in made if one.report.violations]


def test_html_places_hold_in_units_of_utf_16(page, made):
    by_id = {one.report.conversation_id: one for one in made}
    said, rules = page.conversations(), page.read("tables")["rules"]
    marked = 0
    for number, message, start, end, rule, *_ in page.read("findings"):
        if start is not None:
            name, _, _, messages = said[number]
            quotes = {v.quote for v in by_id[name].report.outcome(rules[rule]["id"]).violations}
            assert units(messages[message][2], start, end) in quotes
            marked += 1
    assert marked


def test_html_says_what_was_not_assessed_and_not_read(page):
    text = " ".join(page.texts)
    assert "По тексту этого не увидеть, а отметки руководителя нет." in text
    assert "not <JSON>" in text
    assert "март/a.jsonl" in text


def test_html_counts_of_rules_stand_in_the_table(page, made):
    text = re.sub(r"\s+", " ", " ".join(page.texts))
    late = sum(one.report.outcome("reply-in-time").status == "violated" for one in made)
    assert f"Отвечать на обращение за 3–5 минут {late} {round(100 * late / len(made))} %" in text


def test_html_in_english(made, tmp_path):
    english = Page(write(tmp_path / "a.html", made, "en"))
    assert ("html", "lang", "en") in english.attributes
    seen = " ".join(english.texts) + english.scripts["words"]
    assert "Promise and guarantee nothing about investments" in seen
    cyrillic = set(re.findall(r"[а-яё]+", seen.lower()))
    names = {word for one in made for word in one.employee.lower().split()}
    assert cyrillic <= names


def test_html_charts_are_svg_with_names(page, tmp_path, made):
    text = write(tmp_path / "a.html", made).read_text(encoding="utf-8")
    charts = [ET.fromstring(svg) for svg in re.findall(r'<svg class="chart".*?</svg>', text, re.DOTALL)]
    assert len(charts) == 3
    for chart in charts:
        title, about = chart.attrib["aria-labelledby"].split()
        told = {part.attrib["id"]: part.text for part in chart if part.tag in ("title", "desc")}
        assert told[title]
        assert told[about]
    assert "цель 3 мин" in text
    assert "предел 5 мин" in text


def test_html_same_reports_give_the_same_bytes(made, tmp_path):
    one, two = (write(tmp_path / f"{name}.html", made) for name in "ab")
    assert one.read_bytes() == two.read_bytes()


def test_html_without_anything_is_whole(tmp_path):
    page = Page(write(tmp_path / "a.html", []))
    assert page.read("findings") == []
    assert page.conversations() == []


def test_html_settings_move_the_marks_and_the_clock(made, tmp_path):
    settings = Settings.model_validate({"timezone": "Asia/Vladivostok", "response_time": {"target": 60, "limit": 120}})
    text = write(tmp_path / "a.html", made, settings=settings).read_text(encoding="utf-8")
    assert "цель 1 мин" in text
    assert "предел 2 мин" in text
    page = Page(tmp_path / "a.html")
    name, _, _, said = page.conversations()[0]
    first = next(one for one in made if one.report.conversation_id == name).conversation.messages[0].sent_at
    assert said[0][1] == first.astimezone(settings.zone).replace(tzinfo=None).isoformat(timespec="seconds")


def test_html_beyond_what_a_browser_holds_is_told(made, tmp_path, monkeypatch):
    monkeypatch.setattr(spool, "KEPT", {"block": 5, "warn": 5, "info": 5})
    page = Page(write(tmp_path / "a.html", made))
    assert len(page.read("findings")) == 10
    left = sum(len(one.report.violations) for one in made) - 10
    assert f"ещё {left} нарушений" in " ".join(page.texts)


def test_html_reports_without_their_conversations(made, tmp_path):
    page = Page(write(tmp_path / "a.html", [Audited(one.report) for one in made]))
    quotes = [one[11] for one in page.read("findings") if len(one) > 11]
    assert quotes
    assert all(said == [] for *_, said in page.conversations())


def test_html_broken_off_run_leaves_the_old_file(tmp_path):
    out = tmp_path / "a.html"
    out.write_text("old")
    with pytest.raises(KeyboardInterrupt), Outputs([str(out)], "ru", rules=RULES) as outputs:
        outputs.write(next(month(1)))
        raise KeyboardInterrupt
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_html_messages_stand_in_the_order_of_their_times(tmp_path):
    times = [datetime(2026, 3, 3, 10, minute, tzinfo=UTC) for minute in (5, 1)]
    messages = [
        {"id": f"m{t.minute}", "role": "client", "sent_at": t.isoformat(), "text": f"{t.minute}"} for t in times
    ]
    conversation = Conversation.read({"id": "c", "channel": "sms", "messages": messages})
    found = Violation(
        message_id="m5", start=0, end=1, quote="5", severity="warn", category="c", explanation="e", suggestion=""
    )
    outcome = Outcome(rule_id="answer-everything", clause="2.4", status="violated", violations=[found])
    page = Page(write(tmp_path / "a.html", [Audited(Report(conversation_id="c", outcomes=[outcome]), conversation)]))
    ((_, _, _, said),) = page.conversations()
    assert [text for _, _, text, _ in said] == ["1", "5"]
    assert page.read("findings")[0][1] == 1


@given(st.text() | st.sampled_from(NASTY))
def test_html_embedded_json_ends_no_script(text):
    made = spool.embedded([text])
    assert json.loads(made) == [text]
    assert not set("<>&\u2028\u2029\n\r\x00") & set(made)


def test_html_any_text_survives(tmp_path):
    @settings(max_examples=40)
    @given(st.lists(audits(), max_size=3))
    def survives(made):
        page = Page(write(tmp_path / "a.html", made))
        assert page.tags.count("script") == 5
        found = [v for one in made for o in one.report.outcomes for v in (*o.violations, *o.notes)]
        texts = page.read("tables")["texts"]
        told = [texts[one[9]] for one in page.read("findings")]
        assert sorted(told) == sorted(violation.explanation for violation in found)
        kept = [one for one in made if any(o.violations or o.notes for o in one.report.outcomes)]
        for (_, _, _, said), one in zip(page.conversations(), kept, strict=True):
            texts = sorted(message.text for message in one.conversation.messages) if one.conversation else []
            assert sorted(text for _, _, text, _ in said) == texts

    survives()
