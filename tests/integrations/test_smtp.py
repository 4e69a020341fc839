"""A mail client sends through the gate to another server, all of them real."""

import smtplib
import socket
from contextlib import contextmanager
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from drafts_of_mail import decision

from promisecheck.integrations.letter import of_html, of_plain, read
from promisecheck.integrations.smtp import GateHandler, refusal

PROMISE, CLEAN = "Гарантируем 20% годовых", "Мы ничего не гарантируем."


class Box:
    """The next server; refuses one address."""

    def __init__(self):
        self.received = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nobody"):
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.received.append(envelope.content)
        return "250 OK"


@contextmanager
def running(handler):
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture(scope="module")
def post(gate):
    """Sends letters through the gate; gives what the next server received."""
    box = Box()
    with running(box) as next_port, running(GateHandler(gate, relay=("127.0.0.1", next_port))) as port:

        def send(message, to="client@mail.ru"):
            box.received.clear()
            with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
                client.send_message(message, "ivanova@company.ru", [to])
            return box.received

        yield send


def letter(text="", subject="Отчёт за март", html=None, **headers):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Иванова <ivanova@company.ru>", "client@mail.ru", subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, cte="base64")
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def refused(post, message):
    with pytest.raises(smtplib.SMTPDataError) as caught:
        post(message)
    return caught.value.smtp_code, caught.value.smtp_error.decode()


def test_smtp_relays_a_clean_letter_unchanged(post):
    message = letter(CLEAN)
    (received,) = post(message)
    assert received.replace(b"\r\n", b"\n").strip() == message.as_bytes().strip()


@pytest.mark.parametrize(
    "message",
    [
        letter(PROMISE),
        letter("Во вложении отчёт.", subject=PROMISE),
        letter("Во вложении отчёт.", html=f"<p>{PROMISE}</p>"),
        letter("Во вложении отчёт.", html="<p>Га<b>ран</b>тируем 20%&nbsp;годовых</p>"),
        letter(f"{PROMISE}\n\n> Какая доходность?\n"),
    ],
    ids=["plain", "subject", "html", "markup", "above a quotation"],
)
def test_smtp_refuses_a_promise_wherever_it_stands(post, message):
    code, said = refused(post, message)
    assert code == 550
    assert said.startswith("5.7.1 Clause 1.6 (no-guarantees): ")
    assert said.isascii()


QUOTED = [
    f"Добрый день! Отчёт во вложении.\n\n> {PROMISE}\n> Пётр\n",
    f"Добрый день!\n\nпн, 23 нояб. 2026 г. в 09:00, Пётр <p@mail.ru>:\n\n{PROMISE}",
    f"Добрый день!\n\n23.11.2026, Пётр Ильин пишет:\n{PROMISE}",
    f"Добрый день!\n\n-----Исходное сообщение-----\nОт: Пётр\n{PROMISE}",
    f"Добрый день!\n\nFrom: Peter\nSent: Monday\nTo: us\n\n{PROMISE}",
    f"No.\n\nOn Mon, Nov 23, 2026 at 9:00 AM Peter <p@mail.ru> wrote:\n> {PROMISE}",
]


@pytest.mark.parametrize("text", QUOTED)
def test_smtp_words_of_the_client_are_cut_off(post, text):
    assert len(post(letter(text, subject=f"Re: {PROMISE}"))) == 1
    own, quoted = of_plain(text)
    assert PROMISE not in own
    assert PROMISE in quoted


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Нет.</p><blockquote type=cite><p>{PROMISE}</p></blockquote><p>Конец</p>",
        f'<div>Нет.</div><div class="gmail_quote">пн, 23 нояб. 2026 г.<br>{PROMISE}</div>',
    ],
)
def test_smtp_quotations_in_html_are_cut_off(post, html):
    assert PROMISE not in of_html(html)[0]
    assert PROMISE in of_html(html)[1]
    assert len(post(letter("Нет.", html=html))) == 1


def test_smtp_a_yes_to_the_quoted_question_is_seen(post):
    code, _ = refused(post, letter("Конечно!\n\n> То есть я точно заработаю?\n", subject="Re: вопрос"))
    assert code == 550


def test_smtp_what_cannot_be_checked_is_tried_again_later(post):
    code, said = refused(post, letter("слово " * 5_000))
    assert (code, said.startswith("4.7.1 Not checked (too_long)")) == (451, True)


def test_smtp_warned_letters_go_out_marked(post):
    (received,) = post(letter("Доходность составит 18% годовых."))
    assert b"X-Promisecheck: warn; no-guarantees/" in received.split(b"\r\n\r\n")[0]


def test_smtp_attachments_are_not_read(post):
    message = letter("Во вложении договор.")
    message.add_attachment(PROMISE, filename="a.txt")
    assert len(post(message)) == 1


def test_smtp_answers_of_the_next_server_come_through(post):
    with pytest.raises(smtplib.SMTPDataError) as caught:
        post(letter(CLEAN), to="nobody@mail.ru")
    assert (caught.value.smtp_code, b"No such user" in caught.value.smtp_error) == (550, True)


def test_smtp_without_the_next_server_is_tried_again(gate):
    with (
        running(GateHandler(gate, relay=("127.0.0.1", free_port()))) as port,
        smtplib.SMTP("127.0.0.1", port) as client,
        pytest.raises(smtplib.SMTPDataError) as caught,
    ):
        client.send_message(letter(CLEAN))
    assert caught.value.smtp_code == 451


BROKEN = [
    b"",
    b"no header at all",
    b"Subject: =?koi9?B?0?=\r\n\r\n\xff\xfe",
    b"Content-Type: text/plain; charset=klingon\r\n\r\n" + PROMISE.encode(),
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + PROMISE.encode("cp1251"),
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nabc",
    b"From: \xff\xfe <>\r\nMessage-ID: <\r\n\r\nabc",
]


@pytest.mark.parametrize("raw", BROKEN)
def test_letter_of_any_bytes_is_read(raw):
    assert isinstance(read(raw).texts, tuple)


def test_letter_in_an_unknown_charset_is_still_read():
    assert read(BROKEN[3]).bodies == (PROMISE,)


def test_smtp_reply_is_one_reply_whatever_a_rule_says(gate):
    said = refusal([decision("зло\r\n250 OK\r\n" * 100)], utf8=True)
    assert all(line.startswith(("550 5.7.1 ", "550-5.7.1 ")) for line in said.split("\r\n"))
    assert len(said.split("\r\n")[0]) < 500
