from datetime import time
from pathlib import Path

import pytest

from promisecheck.errors import InputError
from promisecheck.settings import Settings, load_settings
from promisecheck.settings_show import as_toml

CONTRACT = """
timezone = "Europe/Moscow"
# working_hours = { start = "09:00", end = "18:00", days = [1, 2, 3, 4, 5] }   # off by default

[response_time]
target = 180        # seconds
limit = 300         # seconds, inclusive

[company]
directions = ["доверительное управление", "облигации", "недвижимость", "драгоценные металлы"]   # the default
contacts = ["+7 495 000-00-00", "info@company.ru"]
employees = ["Иванова", "Петров"]

[owners]            # who answers for a channel
telegram = "Иванова"
"""


@pytest.fixture
def load(tmp_path):
    def load(text):
        path = tmp_path / "settings.toml"
        path.write_text(text, encoding="utf-8")
        return load_settings(path)

    return load


def test_settings_of_the_contract(load):
    settings = load(CONTRACT)
    assert settings.company.employees == ["Иванова", "Петров"]
    assert settings.owners == {"telegram": "Иванова"}
    assert settings.model_copy(update={"company": Settings().company, "owners": {}}) == Settings()
    assert settings.company.directions == Settings().company.directions


def test_settings_of_an_empty_file_are_the_defaults(load):
    settings = load("")
    assert settings == Settings()
    assert (settings.timezone, settings.zone.key, settings.working_hours) == ("Europe/Moscow", "Europe/Moscow", None)
    assert (settings.response_time.target, settings.response_time.limit) == (180, 300)
    assert settings.owners == {}


@pytest.mark.parametrize("start", ['"09:00"', "09:00:00"])
def test_settings_working_hours(load, start):
    hours = load(f'working_hours = {{ start = {start}, end = "18:00" }}').working_hours
    assert (hours.start, hours.end, hours.days) == (time(9), time(18), [1, 2, 3, 4, 5])


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        ("\ntimezon = 1", 2, "timezon", "known here: timezone, working_hours"),
        ('timezone = "Europe/Moskva"', 1, "timezone", "Europe/Moscow"),
        ('timezone = "../etc"', 1, "timezone", "Europe/Moscow"),
        ('timezone = "Europe"', 1, "timezone", "Europe/Moscow"),
        ("[response_time]\ntarget = 180\nlimit = 3.5", 3, "response_time.limit", "integer"),
        ("[response_time]\nlimit = true", 2, "response_time.limit", "integer"),
        ("[response_time]\nlimit = 0", 2, "response_time.limit", "greater than 0"),
        ("[response_time]\nlimit = 60", 1, "response_time", "target no greater"),
        ("[response_time]\nlimits = 60", 2, "response_time.limits", "known here: target, limit"),
        ("response_time.limit = 3.5", None, "response_time.limit", "integer"),
        ('[company]\ncontacts = ["a",\n""]', 2, "company.contacts.1", "at least 1"),
        ('# owners\n[owners]\npigeon = "Иванова"', 3, "owners.pigeon", "telegram"),
        ('[owners]\ntelegram = " "', 2, "owners.telegram", "match"),
        ('working_hours = { start = "9", end = "18:00" }', 1, "working_hours.start", "09:00"),
        ('working_hours = { start = 9, end = "18:00" }', 1, "working_hours.start", "09:00"),
        ('working_hours = { start = "25:00", end = "26:00" }', 1, "working_hours.start", "hour"),
        ('working_hours = { start = "18:00", end = "09:00" }', 1, "working_hours", "start before end"),
        ('[working_hours]\nstart = "09:00"\nend = "18:00"\ndays = [1, 8]', 4, "working_hours.days.1", "less than"),
        ('[working_hours]\nstart = "09:00"\nend = "18:00"\ndays = [1, 1]', 4, "working_hours.days", "twice"),
        ('[working_hours]\nstart = "09:00"', 1, "working_hours.end", "required"),
        ("a = 1\nb == 2", 2, None, "not TOML"),
    ],
)
def test_settings_error_says_where_and_what(load, text, line, field, said):
    with pytest.raises(InputError) as caught:
        load(text)
    assert (caught.value.line, caught.value.field) == (line, field)
    assert said in caught.value.message
    assert caught.value.path.name == "settings.toml"


def test_settings_missing_file(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        load_settings(tmp_path / "nowhere.toml")


def test_settings_are_frozen():
    with pytest.raises(ValueError, match="frozen"):
        Settings().timezone = "UTC"


SAMPLE = Path(__file__).parent.parent / "examples" / "settings.toml"


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("given", ["", CONTRACT, SAMPLE.read_text("utf-8"), "[company]\nemployees = ['О\"Нил \x7f']"])
def test_settings_show_can_be_read_back(load, given, lang):
    settings = load(given.replace("\x7f", ""))
    assert load(as_toml(settings, lang)) == settings
