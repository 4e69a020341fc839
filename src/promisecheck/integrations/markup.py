"""HTML and Telegram's Markdown as the reader sees them, with the way back to the text as it was written.

Markup splits words («га<b>ран</b>тия», «га*ран*тия»): what is checked must be what is shown.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from promisecheck.language.disguise.plain import Edit, Plain, apply, same

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"</?([a-zA-Z][\w-]*)[^<>]*>|<!--|<![a-zA-Z][^<>]*>|<\?[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre "
    "section table tbody td tfoot th thead title tr ul".split()
)
_UNSEEN = frozenset("head script style template noscript".split())
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# Telegram: https://core.telegram.org/bots/api#formatting-options
_MARKDOWN = re.compile(
    r"\\(?P<escaped>[\x21-\x7e])|(?P<fence>```(?:[\w+-]*\n)?)|(?P<mark>\|\||__|[*_~`])"
    r"|(?P<open>!?\[)|(?P<link>\]\([^()\n]*\))"
)
_LEGACY = re.compile(
    r"\\(?P<escaped>[_*`\[])|(?P<fence>```(?:[\w+-]*\n)?)|(?P<mark>[*_`])|(?P<open>\[)|(?P<link>\]\([^()\n]*\))"
)


def seen(text: str, mode: str | None) -> Plain:
    """The text as Telegram shows it under a parse mode (`HTML`, `MarkdownV2`, `Markdown`; none: as it is)."""
    kind = (mode or "").lower()
    if kind == "html":
        return apply(same(text), _html_edits(text, layout=False))
    if kind in ("markdownv2", "markdown"):
        return apply(same(text), _markdown_edits(text, _LEGACY if kind == "markdown" else _MARKDOWN))
    return same(text)


def page(text: str) -> Plain:
    """A part of a letter in HTML: blocks end lines, scripts, styles and comments are not seen, blanks are one."""
    plain = apply(same(text), _html_edits(text, layout=True))
    return apply(plain, (Edit(m.start(), m.end(), _one(m[0])) for m in _BLANKS.finditer(plain.text)))


def _one(blanks: str) -> str:
    return "\n" if "\v" in blanks or "\n" in blanks else " "


def _html_edits(text: str, *, layout: bool) -> Iterator[Edit]:
    """Tags to nothing (blocks to a line end, in a letter), entities to their characters."""
    done = 0
    for match in _TAG.finditer(text):
        if match.start() < done:
            continue
        yield from _entities(text, done, match.start(), layout=layout)
        name, end = (match[1] or "").lower(), match.end()
        if match[0] == "<!--":
            end = _after(text, "-->", end)
        elif layout and name in _UNSEEN and not match[0].startswith("</"):
            end = _after(text, f"</{name}>", end)
        yield Edit(match.start(), end, "\n" if layout and name in _BLOCKS else "")
        done = end
    yield from _entities(text, done, len(text), layout=layout)


def _entities(text: str, start: int, end: int, *, layout: bool) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text, start, end):
        meant = unescape(match[0])
        if meant != match[0] and len(meant) == 1:
            yield Edit(match.start(), match.end(), meant)
    if layout:  # a line end of the source is a blank to the reader
        for at in (m.start() for m in re.compile(r"[\r\n]").finditer(text, start, end)):
            yield Edit(at, at + 1, " ")


def _after(text: str, closing: str, start: int) -> int:
    """The end of what runs to `closing`; to the end of the text where it is never closed."""
    found = re.compile(re.escape(closing), re.IGNORECASE).search(text, start)
    return found.end() if found else len(text)


def _markdown_edits(text: str, pattern: re.Pattern[str]) -> Iterator[Edit]:
    opened = 0
    for match in pattern.finditer(text):
        if match["escaped"]:
            yield Edit(match.start(), match.start() + 1, "")
        elif match["open"]:
            if "](" in text[match.end() : match.end() + 4096]:
                opened += 1
                yield Edit(*match.span(), "")
        elif match["link"]:
            if opened:
                opened -= 1
                yield Edit(*match.span(), "")
        else:
            yield Edit(*match.span(), "")
