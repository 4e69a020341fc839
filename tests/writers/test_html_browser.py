"""The page in a real browser: filter, search, open, keyboard, looks, print, narrow screens, accessibility."""

from datetime import UTC, date, datetime, timedelta
from time import monotonic

import pytest
from audits import NASTY, write
from month import RULES, month

from promisecheck.conversation import Conversation
from promisecheck.report import Outcome, Report, Violation
from promisecheck.writers import Outputs
from promisecheck.writers.base import Audited

TIMES = 4  # how much slower than this machine another may be


@pytest.fixture(scope="module")
def made():
    return list(month(220))


@pytest.fixture(scope="module")
def report(made, tmp_path_factory):
    return write(tmp_path_factory.mktemp("page") / "report.html", made)


@pytest.fixture
def visit(browser):
    """Opens a file in a fresh page that notes everything asked of the network and everything that goes wrong."""
    contexts = []

    def open_(path, **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.wrong = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.wrong.append(message.text))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("dialog", lambda dialog: (page.wrong.append("dialog"), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        for page in context.pages:
            assert page.wrong == []
            assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
        context.close()


@pytest.fixture
def page(visit, report):
    return visit(report)


def found(made):
    return [(o, v, one) for one in made for o in one.report.outcomes for v in o.violations]


def until(page, condition):
    """Playwright's own way of waiting evaluates texts in the page, which its policy forbids."""
    end = monotonic() + 10
    while not page.evaluate(condition):
        assert monotonic() < end, condition
        page.wait_for_timeout(20)


def search(page, text):
    page.fill("#q", text)
    until(page, "new URLSearchParams(location.hash.slice(1)).get('q') === document.getElementById('q').value")


def counted(page):
    return int("".join(filter(str.isdigit, page.inner_text("#count").split("из")[0])) or 0)


def test_html_browser_shows_all_violations(page, made):
    assert counted(page) == len(found(made))
    assert page.locator("#violations tbody tr").count() == 50


def test_html_browser_filters(page, made):
    all_of = found(made)
    page.select_option("#rule", "no-guarantees")
    assert counted(page) == sum(o.rule_id == "no-guarantees" for o, _, _ in all_of)
    page.select_option("#employee", "Иванова")
    both = [one for o, _, one in all_of if o.rule_id == "no-guarantees" and one.employee == "Иванова"]
    assert counted(page) == len(both)
    page.click("button[type=reset]")
    until(page, f"document.getElementById('violations').rows.length === {min(50, len(all_of)) + 1}")
    assert counted(page) == len(all_of)
    page.select_option("#severity", "block")
    assert counted(page) == sum(v.severity == "block" for _, v, _ in all_of)
    page.select_option("#severity", "")
    page.select_option("#channel", "whatsapp")
    assert counted(page) == sum(one.channel == "whatsapp" for _, _, one in all_of)
    page.select_option("#channel", "")
    page.fill("#from", "2026-03-10")
    page.fill("#to", "2026-03-11")
    page.dispatch_event("#to", "change")

    def day(violation, one):
        return next(m.sent_at for m in one.conversation.messages if m.id == violation.message_id).date()

    assert counted(page) == sum(date(2026, 3, 10) <= day(v, one) <= date(2026, 3, 11) for _, v, one in all_of)


def test_html_browser_search_takes_words_in_any_order_and_letters_of_one_sound(page, made):
    search(page, "заработаете ТОЧНО")
    texts = [next(m.text for m in one.conversation.messages if m.id == v.message_id) for _, v, one in found(made)]
    assert counted(page) == sum("точно заработаете" in text.lower() for text in texts) > 0
    search(page, "елкин")
    assert counted(page) == sum(one.employee == "Ёлкин" for _, _, one in found(made))
    search(page, "такого нет")
    assert not page.locator("#violations").is_visible()
    assert "Измените отбор" in page.inner_text("#count")


def test_html_browser_order_goes_by_time(page):
    page.select_option("#order", "old")
    shown = page.locator("td.time").all_inner_texts()
    keys = [f"{text[6:10]}{text[3:5]}{text[:2]}{text[11:]}" for text in shown]
    assert keys == sorted(keys)


def test_html_browser_opens_the_conversation_with_the_words_marked(page, made):
    page.select_option("#rule", "no-guarantees")
    page.locator(".open").first.click()
    view = page.locator("#view")
    name = view.locator(".facts").inner_text().split("Разговор ")[1]
    one = next(one for one in made if one.report.conversation_id == name)
    (violation,) = one.report.outcome("no-guarantees").violations
    assert view.locator("mark.this").all_inner_texts() == [violation.quote]
    said = [text.evaluate("one => one.textContent") for text in view.locator(".message .text").all()]
    assert said == [message.text for message in one.conversation.messages]
    assert view.locator("dd.why").inner_text() == violation.explanation
    assert view.locator("dd.better").inner_text() == violation.suggestion
    assert "Ничего не обещать" in view.locator("h2").inner_text()


def test_html_browser_works_by_keyboard(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "open":
            break
    page.keyboard.press("Enter")
    assert page.locator("#view").get_attribute("open") is not None
    first = page.locator("#view .controls span").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#view .controls span").inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert page.locator("#view .controls span").inner_text() == first
    page.keyboard.press("Escape")
    assert page.locator("#view").get_attribute("open") is None
    assert page.evaluate("document.activeElement.className") == "open"


def test_html_browser_turns_pages(page):
    page.click("#pager [data-key=next]")
    assert "Страница 2" in page.inner_text("#pager")
    assert page.evaluate("document.activeElement.dataset.key") == "next"
    page.click("#pager [data-key=previous]")
    assert page.evaluate("document.activeElement.dataset.key") == "next", "what is switched off keeps no focus"


def test_html_browser_link_of_a_rule_filters(page, made):
    page.click("a[href='#rule=reply-in-time']")
    until(page, "document.getElementById('rule').value === 'reply-in-time'")
    assert counted(page) == sum(o.rule_id == "reply-in-time" for o, _, _ in found(made))
    page.reload()
    assert page.input_value("#rule") == "reply-in-time"


def test_html_browser_text_of_messages_is_only_text(visit, tmp_path):
    texts = [*NASTY, "a" * 3_000, "Ё\n\n  e\u0301👩‍👩‍👧 конец"]
    messages = [{"role": "employee", "text": text} for text in texts]
    conversation = Conversation.read({"id": "<b>c", "channel": "sms", "employee": "<i>Я</i>", "messages": messages})
    violations = [
        Violation(
            message_id=message.id,
            start=0,
            end=len(message.text),
            quote=message.text,
            severity="block",
            category="c",
            explanation=message.text,
            suggestion=message.text,
        )
        for message in conversation.messages
    ]
    outcome = Outcome(rule_id="no-guarantees", clause="1.6", status="violated", violations=violations)
    made = Audited(Report(conversation_id="<b>c", outcomes=[outcome]), conversation)
    page = visit(write(tmp_path / "report.html", [made]))
    assert counted(page) == len(texts)
    page.locator(".open").first.click()
    assert page.locator("#view .message .text").evaluate_all("all => all.map(one => one.textContent)") == texts
    assert page.locator("#view mark").evaluate_all("all => all.map(one => one.textContent)") == texts
    assert page.locator("main img, main script, #view img, #view b, #view i").count() == 0
    assert page.locator("#violations td.employee").first.inner_text() == "<i>Я</i>"


def test_html_browser_shows_a_long_conversation_around_the_place(visit, tmp_path):
    begin = datetime(2026, 3, 3, 20, tzinfo=UTC)
    messages = [
        {"role": "client", "sent_at": (begin + timedelta(minutes=10 * n)).isoformat(), "text": f"сообщение {n}"}
        for n in range(200)
    ]
    conversation = Conversation.read({"id": "long", "channel": "sms", "messages": messages})
    found = Violation(
        message_id="m101", start=10, end=13, quote="100", severity="warn", category="c", explanation="e", suggestion=""
    )
    outcome = Outcome(rule_id="no-arguing", clause="1.7", status="violated", violations=[found])
    made = Audited(Report(conversation_id="long", outcomes=[outcome]), conversation)
    page = visit(write(tmp_path / "report.html", [made]))
    page.locator(".open").click()
    texts = page.locator("#view .message .text")
    assert texts.all_inner_texts() == [f"сообщение {n}" for n in range(70, 131)]
    assert page.locator("#view mark.this").inner_text() == "100"
    page.get_by_role("button", name="Показать раньше (70)").click()
    page.get_by_role("button", name="Показать позже (69)").click()
    assert texts.all_inner_texts() == [f"сообщение {n}" for n in range(200)]
    assert page.evaluate("document.getElementById('view').contains(document.activeElement)")
    days = page.locator("#view .day").all_inner_texts()
    assert days[0] == "03.03.2026"
    assert set(days) == {"03.03.2026", "04.03.2026", "05.03.2026"}


def test_html_browser_is_dark_where_the_system_is_and_by_choice(visit, report):
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light, dark = (visit(report, color_scheme=scheme).evaluate(paper) for scheme in ("light", "dark"))
    assert light != dark
    page = visit(report, color_scheme="light")
    page.select_option("#theme", "dark")
    assert page.evaluate(paper) == dark


def test_html_browser_moves_nothing_for_who_wants_no_motion(visit, report):
    page = visit(report, reduced_motion="reduce")
    page.locator(".open").first.click()
    assert page.evaluate("getComputedStyle(document.getElementById('view')).animationName") == "none"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_html_browser_prints_more_than_a_page_of_the_list(page, made):
    page.evaluate(
        "addEventListener('beforeprint', () => { window.printed = document.querySelectorAll('td.what').length })"
    )
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert page.evaluate("printed") == min(200, len(found(made)))
    assert page.locator("td.what").count() == 50
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("#violations").is_visible()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_html_browser_fits_a_narrow_screen(visit, report, width):
    page = visit(report, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".open").first.click()
    assert page.evaluate("document.getElementById('view').scrollWidth") <= width


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}}])
def test_html_browser_axe_finds_nothing(visit, report, axe, options):
    page = visit(report, reduced_motion="reduce", **options)
    page.evaluate(axe)  # the policy of the page lets no script in, but the debugger's door is not under it
    check = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    told = "r => r.violations.map(v => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 200)}`)"
    assert page.evaluate(f"{check}.then({told})") == []
    page.locator(".open").first.click()
    assert page.evaluate(f"{check}.then({told})") == []


def test_html_browser_without_script_still_tells_the_numbers(visit, report, made):
    page = visit(report, java_script_enabled=False)
    assert page.locator("svg.chart").count() == 3
    assert page.locator("noscript").is_visible()
    assert not page.locator("#filters").is_visible()


def test_html_browser_20_000_violations_stay_usable(visit, tmp_path):
    made = list(month(400))
    each = sum(len(one.report.violations) for one in made)
    out = tmp_path / "big.html"
    with Outputs([str(out)], "ru", rules=RULES) as outputs:
        for _ in range(-(-20_000 // each)):
            for audited in made:
                outputs.write(audited)
    begun = monotonic()
    page = visit(out)
    page.locator(".open").first.wait_for()
    loaded = monotonic() - begun
    assert counted(page) >= 20_000

    def timed(name, value):
        change = f"one => {{ one.value = '{value}'; one.form.dispatchEvent(new Event('change')); }}"
        return page.evaluate(
            f"() => {{ const t = performance.now(); ({change})(document.getElementById('{name}'));"
            " return performance.now() - t; }"
        )

    filtered, searched = timed("rule", "no-guarantees"), timed("q", "риска нет")
    assert loaded < 1.5 * TIMES
    assert filtered < 100 * TIMES
    assert searched < 500 * TIMES
