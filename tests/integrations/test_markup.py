import pytest
from hypothesis import given
from hypothesis import strategies as st

from promisecheck.integrations.markup import page, seen


@pytest.mark.parametrize(
    ("text", "mode", "shown"),
    [
        ("га<b>ран</b>тия", "HTML", "гарантия"),
        ("<a href='https://a.ru?x=1&y=2'>доход</a> &lt; 5 &amp; &#1103;", "html", "доход < 5 & я"),
        ("5 < 6 и 7 > 3", "HTML", "5 < 6 и 7 > 3"),
        ("<tg-spoiler>тайна</tg-spoiler><!-- нет -->!", "HTML", "тайна!"),
        ("га*ран*тия, __20__ ~процентов~ ||годовых||", "MarkdownV2", "гарантия, 20 процентов годовых"),
        (r"Доход 20\% \- верно\!", "MarkdownV2", "Доход 20% - верно!"),
        ("[доход](https://a.ru) и [скобки]", "MarkdownV2", "доход и [скобки]"),
        ("```python\nкод``` и `ещё`", "MarkdownV2", "код и ещё"),
        ("*жирно* _курсив_ ~нет~", "Markdown", "жирно курсив ~нет~"),
        ("<b>так</b> *и* есть", None, "<b>так</b> *и* есть"),
    ],
)
def test_markup_is_as_shown(text, mode, shown):
    assert seen(text, mode).text == shown


def test_markup_page_is_as_read():
    html = "<html><head><title>т</title><style>p{}</style></head><body><p>Га<b>ран</b>тия\nдохода</p><p>Всё<br>так"
    assert page(html).text.split("\n") == ["", "Гарантия дохода", "Всё", "так"] or "Гарантия дохода" in page(html).text
    assert "p{}" not in page(html).text
    assert "script" not in page("<SCRIPT>var script = 1</SCRIPT>да").text


PIECES = st.lists(
    st.sampled_from(["<b>", "</b>", "<!--", "-->", "&amp;", "&lt", "*", "_", "[", "](", ")", "\\", "`", "```", "слово",
                     "<", ">", "\n", "<script>", "</p>", "|", "😀"]), max_size=15,
).map("".join)  # fmt: skip


@given(PIECES, st.sampled_from(["HTML", "MarkdownV2", "Markdown", None, "page"]))
def test_markup_way_back_leads_to_the_same_letters(text, mode):
    plain = page(text) if mode == "page" else seen(text, mode)
    assert len(plain.text) == len(plain.starts) == len(plain.ends)
    for i, char in enumerate(plain.text):
        start, end = plain.span(i, i + 1)
        assert 0 <= start < end <= len(text)
        if char.isalpha():
            assert text[start:end] == char
