"""A bot of aiogram talks over HTTP to a server that answers as Telegram's would."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputPollOption,
    InputTextMessageContent,
    MessageEntity,
)
from aiohttp import web

from promisecheck.conversation import Conversation
from promisecheck.integrations.aiogram import GateMiddleware, MessageStopped

PROMISE, CLEAN = "Гарантируем 20% годовых", "Мы ничего не гарантируем."
MESSAGE = {"message_id": 1, "date": 1772521200, "chat": {"id": 7, "type": "private"}, "text": "ok"}
YES = {"answerInlineQuery", "answerCallbackQuery", "sendChatAction"}


@asynccontextmanager
async def telegram(received):
    """A server that answers every method, and keeps what it was sent."""

    async def answer(request):
        name = request.match_info["method"]
        fields = {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
        received.append((name, fields))
        result = [MESSAGE] if name == "sendMediaGroup" else True if name in YES else MESSAGE
        return web.json_response({"ok": True, "result": result})

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    try:
        yield TelegramAPIServer.from_base(f"http://127.0.0.1:{port}")
    finally:
        await runner.cleanup()


def act(gate, *acts, parse_mode=None, **options):
    """What became of each act of the bot: «sent», or the exception; and what the server received."""
    received, outcomes = [], []

    async def run():
        async with telegram(received) as api:
            session = AiohttpSession(api=api)
            async with Bot("42:test", session=session, default=DefaultBotProperties(parse_mode=parse_mode)) as bot:
                bot.session.middleware(GateMiddleware(gate, **options))
                for one in acts:
                    try:
                        await one(bot)
                        outcomes.append("sent")
                    except MessageStopped as stopped:
                        outcomes.append(stopped)

    asyncio.run(run())
    return outcomes, received


def test_aiogram_blocks_and_lets_through(gate):
    acts = [lambda bot, text=text: bot.send_message(7, text) for text in (PROMISE, CLEAN)]
    (stopped, sent), received = act(gate, *acts)
    assert stopped.decision.decision == "stop"
    assert "Гарантируется результат" in str(stopped)
    assert sent == "sent"
    assert [fields["text"] for _, fields in received] == [CLEAN]


def button(text):
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=PROMISE)]])


CARRIERS = {
    "caption": lambda text: lambda bot: bot.send_photo(7, "file", caption=text),
    "voice": lambda text: lambda bot: bot.send_voice(7, "file", caption=text),
    "album": lambda text: (
        lambda bot: bot.send_media_group(
            7, [InputMediaPhoto(media="a", caption="Отчёт"), InputMediaPhoto(media="b", caption=text)]
        )
    ),
    "poll": lambda text: lambda bot: bot.send_poll(7, text, [InputPollOption(text="Да"), InputPollOption(text="Нет")]),
    "option": lambda text: lambda bot: bot.send_poll(7, "Что выбрать?", [InputPollOption(text=text), "Нет"]),
    "edit": lambda text: lambda bot: bot.edit_message_text(text, chat_id=7, message_id=1),
    "edited caption": lambda text: lambda bot: bot.edit_message_caption(chat_id=7, message_id=1, caption=text),
    "edited media": lambda text: (
        lambda bot: bot.edit_message_media(InputMediaPhoto(media="a", caption=text), chat_id=7, message_id=1)
    ),
    "inline": lambda text: (
        lambda bot: bot.answer_inline_query(
            "1",
            [
                InlineQueryResultArticle(
                    id="1", title="Т", input_message_content=InputTextMessageContent(message_text=text)
                )
            ],
        )
    ),
    "callback": lambda text: lambda bot: bot.answer_callback_query("1", text),
    "button": lambda text: lambda bot: bot.send_message(7, "Подробности ниже", reply_markup=button(text)),
    "copy": lambda text: lambda bot: bot.copy_message(7, 8, 9, caption=text),
    "invoice": lambda text: lambda bot: bot.send_invoice(7, "Счёт", text, "p", "XTR", []),
}


@pytest.mark.parametrize("carrier", CARRIERS.values(), ids=CARRIERS)
def test_aiogram_sees_the_text_of_every_carrier(gate, carrier):
    (stopped, sent), received = act(gate, carrier(PROMISE), carrier(CLEAN))
    assert isinstance(stopped, MessageStopped)
    assert (sent, len(received)) == ("sent", 1)


@pytest.mark.parametrize(
    ("text", "mode"),
    [("Га<b>ран</b>тируем 20% го<i>довых</i>", "HTML"), (r"Га*ран*тируем 20\% годовых", "MarkdownV2")],
)
def test_aiogram_markup_hides_nothing_and_places_hold_in_what_was_given(gate, text, mode):
    (stopped,), _ = act(gate, lambda bot: bot.send_message(7, text, parse_mode=mode))
    (place,) = stopped.places
    assert place.path == ("text",)
    assert text[place.start : place.end].startswith("Га")
    assert text[place.start : place.end].rstrip("</i>").endswith("довых")
    (by_default,), _ = act(gate, lambda bot: bot.send_message(7, text), parse_mode=mode)
    assert isinstance(by_default, MessageStopped)


def test_aiogram_entities_mean_plain_text(gate):
    bold = [MessageEntity(type="bold", offset=0, length=3)]
    (stopped,), _ = act(gate, lambda bot: bot.send_message(7, PROMISE, entities=bold))
    assert stopped.places[0].end == len(PROMISE)


def test_aiogram_alters_to_the_proposal(gate):
    text = "Добрый день! <b>Гарантируем</b> 20% годовых."
    (sent,), received = act(gate, lambda bot: bot.send_message(7, text, parse_mode="HTML"), on_stop="alter")
    ((_, fields),) = received
    assert sent == "sent"
    assert fields["text"].startswith("Добрый день! Доходность не гарантирована")
    assert "parse_mode" not in fields


def test_aiogram_alters_only_the_part_that_offends(gate):
    album = [InputMediaPhoto(media="a", caption="Отчёт за март"), InputMediaPhoto(media="b", caption=PROMISE)]
    (sent,), received = act(gate, lambda bot: bot.send_media_group(7, album), on_stop="alter")
    media = json.loads(received[0][1]["media"])
    assert (sent, media[0]["caption"]) == ("sent", "Отчёт за март")
    assert media[1]["caption"].startswith("Доходность не гарантирована")


def test_aiogram_knows_the_conversation_so_far(gate):
    async def past(bot, method):
        asked = [{"role": "client", "text": "То есть я точно заработаю?"}]
        return Conversation.read({"id": str(method.chat_id), "channel": "telegram", "messages": asked})

    told = []
    (stopped,), _ = act(
        gate, lambda bot: bot.send_message(7, "конечно"), past=past, on_decision=lambda one, method: told.append(one)
    )
    assert "confirmation" in {found.category for found in stopped.decision.violations}
    assert told == [stopped.decision]


def test_aiogram_unchecked_is_by_policy(gate):
    (stopped,), received = act(gate, lambda bot: bot.send_message(7, "слово " * 5_000))
    assert stopped.decision.unchecked.policy == "closed"
    assert received == []


def test_aiogram_lets_be_what_holds_no_text(gate):
    acts = [lambda bot: bot.send_chat_action(7, "typing"), lambda bot: bot.forward_message(7, 8, 9)]
    assert act(gate, *acts)[0] == ["sent", "sent"]
    (typing, forward), _ = act(gate, *acts, unseen="block")
    assert typing == "sent"
    assert "not seen" in str(forward)
