"""Disguises are undone, everything else stays, and the map leads back to the given text."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from promisecheck.language.disguise import Plain, undisguise

DISGUISED = [
    # Latin, Greek and other look-alikes
    ("Дoхoднoсть вышe рынкa", "Доходность выше рынка"),
    ("пpибыль кaждый мecяц", "прибыль каждый месяц"),
    ("Boзврaт срeдcтв", "Возврат средств"),
    ("вoзвpaтuм деньги", "возвратим деньги"),
    ("обeщaeм пpибылb", "обещаем прибыль"),
    ("гарaнтируeм вoзвpaт вклaдa", "гарантируем возврат вклада"),
    ("надëжный партнëр", "надёжный партнёр"),
    ("КАПИTAЛ ЗAЩИЩEH", "КАПИТАЛ ЗАЩИЩЕН"),
    ("nрибыль без рисkа", "прибыль без риска"),
    ("рабomа на дoму", "работа на дому"),
    ("дeньгu вepнём", "деньги вернём"),
    ("αктив и дοход", "актив и доход"),
    ("Γарантия Ρоста", "Гарантия Роста"),
    ("ᴋᴀᴨиᴛᴀᴧ ᴩᴀᴄᴛᴇᴛ", "капитал растет"),
    ("ᴘᴀбᴏᴛᴀ бᴇɜ ʙᴧᴏжᴇний", "работа без вложений"),
    ("в𝐤лад и дох𝗼д", "вклад и доход"),
    ("ｄоｘｏд растёт", "доход растёт"),
    ("дⓞхⓞд", "доход"),
    ("выплатьі и займьі", "выплаты и займы"),
    ("продаєм и меняєм", "продаем и меняем"),
    ("oт30 дней", "от30 дней"),
    ("тpейдингоманы", "трейдингоманы"),
    # digits and signs for letters
    ("6онус за вкл@д", "бонус за вклад"),
    ("0беща1и", "обещали"),
    ("6удет д0говор", "будет договор"),
    ("ин8естиции", "инвестиции"),
    ("4то дальше", "что дальше"),
    ("3аработаете мн0г0", "заработаете много"),
    ("тольк0 4естный рынок", "только честный рынок"),
    # what is not seen, marks, spaces
    ("до\u200bход", "доход"),
    ("гаран\u00adтия", "гарантия"),
    ("в\u2060к\ufeffлад", "вклад"),
    ("дохо\u0301д", "доход"),
    ("г\u0336а\u0336р\u0336а\u0336н\u0336т\u0336", "гарант"),
    ("и\u0306од и е\u0308ж", "йод и ёж"),
    ("И\u0306ОД", "ЙОД"),
    ("10\u00a0000 рублей\u202fв\u2009год", "10 000 рублей в год"),
    ("доход 𝟑𝟎 процентов", "доход 30 процентов"),
    # stretched
    ("оооочень выгодно", "очень выгодно"),
    ("точнооо вернёммм", "точно вернём"),
    ("ДААА, КОНЕЧНОООО", "ДА, КОНЕЧНО"),
    ("длиннннный отчёт", "длинный отчёт"),
    ("комиссссия и процентттт", "комиссия и процент"),
    ("гарaнтиpуююю", "гарантирую"),
    # spelled
    ("д о х о д", "доход"),
    ("Д О Х О Д", "ДОХОД"),
    ("п.р.и.б.ы.л.ь", "прибыль"),
    ("в-к-л-а-д", "вклад"),
    ("д_о_г_о_в_о_р", "договор"),
    ("к*а*п*и*т*а*л", "капитал"),
    ("р и с к  о т с у т с т в у е т", "риск отсутствует"),
    ("в ы с о к и й д о х о д", "высокий доход"),
    ("п р u б ы л ь", "прибыль"),
    ("в ы c о к и й д o х о д", "высокий доход"),
    # broken
    ("дого вор подписан", "договор подписан"),
    ("инвес тиции растут", "инвестиции растут"),
    ("обе щаем доход", "обещаем доход"),
    ("вло-же-ния", "вложения"),
    ("вложе.ния", "вложения"),
    ("прибы ль и вкл ад", "прибыль и вклад"),
    ("обe щаeм", "обещаем"),
]

LEFT = [
    "",
    " \n ",
    "Добрый день! Договор готов, ждём вашего решения.",
    "USDT, profit, ROI, Bybit, xop, CtypTo, scope",
    "Купил iPhone, Windows и Adobe",
    "𝐩𝐫𝐨𝐟𝐢𝐭 and 𝐓𝐎𝐏",
    "café naïve d’été Müller",
    "USDTшка, BTCшный, TOPовый, vpnом, crmка, SMMщик",
    "Аndroid и РuTube",
    "А4, М3, Т0, п0, к2, Х5",
    "100к, 20%, 5тыс, 2х, 1-го, 24ч, Б2Б, 300р, от2до5, 3м, 4й, 6км",
    "6ой этаж, 4ей, 6ти, 3д",
    "корпус1, линия3, по6",
    "в 2 и в 3 раза",
    "0т",
    "пишите на info@почта.рф или @том",
    "сайт.рф и www.example.com",
    "г*рантия, б**ть",
    "ООО «Ромашка», МММ, ССС, аааа",
    "СССР и ХХХ",
    "1000000 и 0,0005",
    "длинношеее животное",
    "и в с е",
    "б о к с",
    "а в с у",
    "т. е. и т. д. и т. п. и др.",
    "г. Москва, в г. Сочи, ул. Ленина, д. 5, к. 2",
    "А. С. Пушкин и Л. Н. Толстой",
    "пункт е, класс е",
    "5 т есть",
    "когда-нибудь, бизнес-план, по-русски, из-за, кое-что",
    "ликеро-водочный, медико-биологический",
    "Наро-Фоминск",
    "т-т-так, да-да-да, не-а, ну-ка",
    "ВСУ нет сил",
    "Зидан на скамейке",
    "до ход и при быль",
    "тест5, 9а, ко11ега, выи66рыш",
    "Я жду. Ты где",
    "сказал.Потом ушёл",
    "руб./мес., тыс.руб.",
    "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3",
    "Він сказав, що це так",
    "\\nНаш ответ\\nВаш ответ",
    "Съешь ещё этих мягких французских булок, да выпей чаю",
]

_WORDS = (
    "доход прибыль гарантия гарантируем выплата вклад инвестиции рубль клиент договор процент капитал обещаем "
    "надёжный вернём заработок йод объём съезд"
)
WORDS = _WORDS.split()
LOOK = {"а": "aαᴀ", "е": "eᴇ", "о": "oοᴏ", "р": "pᴩ", "с": "cᴄ", "х": "xχ", "к": "kᴋ", "т": "ᴛ", "г": "ᴦ", "п": "ᴨ"}
HIDDEN = "\u200b\u200d\u2060\u00ad\ufeff\u0301"


def assert_map(text: str, plain: Plain) -> None:
    size = len(plain.text)
    assert len(plain.starts) == len(plain.ends) == size
    for at in range(size):
        assert 0 <= plain.starts[at] < plain.ends[at] <= len(text)
    assert all(end <= start for (_, end), (start, _) in pairwise(zip(plain.starts, plain.ends, strict=True)))


@pytest.mark.parametrize(("text", "readable"), DISGUISED)
def test_a_disguise_is_undone(text: str, readable: str) -> None:
    plain = undisguise(text)
    assert plain.text == readable
    assert_map(text, plain)
    assert undisguise(readable).text == readable


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_disguise_stays(text: str) -> None:
    assert undisguise(text).text == text


@pytest.mark.parametrize(
    ("text", "word", "given_word"),
    [
        ("это тооочно так", "точно", "тооочно"),
        ("ваш д о х о д растёт", "доход", "д о х о д"),
        ("ваша га-ран-тия, да", "гарантия", "га-ран-тия"),
        ("а до\u200bхо\u0301д есть", "доход", "до\u200bхо\u0301д"),
        ("вот выплатьі вам", "выплаты", "выплатьі"),
        ("🚀🚀 пpибыль 🚀", "прибыль", "пpибыль"),
    ],
)
def test_a_span_leads_back(text: str, word: str, given_word: str) -> None:
    plain = undisguise(text)
    at = plain.text.index(word)
    start, end = plain.span(at, at + len(word))
    assert text[start:end] == given_word


def test_one_letter_maps_onto_its_whole_run() -> None:
    plain = undisguise("тооочно")
    assert plain.span(1, 2) == (1, 4)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_span_outside_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span"):
        undisguise("доход").span(start, end)


def test_the_dictionary_may_be_given() -> None:
    assert undisguise("гла кирумб", {"глакирумб"}.__contains__).text == "глакирумб"
    assert undisguise("гла кирумб").text == "гла кирумб"


@given(st.text() | st.text(st.sampled_from("аоегдoeacpu04 .-*_\u0301\u200b\u200dᴀⓞ𝐚ьііJI@\n\ud800")))
@example("\ud800\udfff г\ud800арaнтия")
@example("\u200b\u0301")
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_with_a_sound_map(text: str) -> None:
    plain = undisguise(text)
    assert_map(text, plain)
    for at in range(len(plain.text)):
        start, end = plain.span(at, min(at + 3, len(plain.text)))
        assert start < end


@given(st.lists(st.sampled_from([*WORDS, "и", "не", "в", "мы", "что"]), min_size=1, max_size=12))
def test_plain_words_stay(words: list[str]) -> None:
    text = " ".join(words)
    plain = undisguise(text)
    assert plain.text == text
    assert list(plain.starts) == list(range(len(text)))


@st.composite
def disguises(draw: st.DrawFn) -> tuple[str, str]:
    """A known word and the same in disguise; its first letter stays, to show that the word is Russian."""
    word = draw(st.sampled_from(WORDS))
    stretched = draw(st.integers(0, len(word)))  # len(word): none
    hidden = []
    for at, letter in enumerate(word):
        sign = draw(st.sampled_from(letter + LOOK.get(letter, ""))) if at else letter
        times = draw(st.integers(3, 6)) if at == stretched and letter not in "йё" else 1
        hidden.append(letter * times if times > 1 else sign + draw(st.sampled_from(["", "", *HIDDEN])))
    return word, "".join(hidden)


@given(disguises())
@settings(max_examples=400, deadline=None)
def test_a_disguised_word_folds_back(pair: tuple[str, str]) -> None:
    word, text = pair
    plain = undisguise(text)
    assert plain.text == word
    assert_map(text, plain)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_undoing_twice_changes_no_more_words(text: str) -> None:
    once = undisguise("доход " + text + " вклад").text
    assert undisguise(once).text.startswith("доход")


def test_long_runs_take_no_long_time() -> None:
    began = time.process_time()
    for text in ("и " * 20_000, "aа" * 20_000, "гы " * 10_000, "ооо" * 20_000 + "н", "г.ы.р." * 10_000):
        assert_map(text, undisguise(text))
    assert time.process_time() - began < 10
