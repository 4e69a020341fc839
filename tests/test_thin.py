import pytest

from promisecheck.thin import _read, hook


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch):
    monkeypatch.delenv("PROMISECHECK_URL", raising=False)
    monkeypatch.delenv("PROMISECHECK_LANG", raising=False)


@pytest.mark.parametrize(
    "words",
    [
        [], ["check", "--url", "http://a"], ["hook"], ["hook", "--help"], ["hook", "--url"], ["--lang", "en", "hook"],
        ["hook", "--url", "http://a", "--settings", "s.toml"], ["hook", "--url", "http://a", "text"],
        ["hook", "--url", "http://a", "--lang", "fr"], ["hook", "--url="],
    ],
)  # fmt: skip
def test_thin_leaves_all_else_to_the_command_line(words):
    assert hook(words) is None


def test_thin_reads_its_options(monkeypatch):
    assert _read(["--url", "http://a", "--lang=en"]) == {"--url": "http://a", "--lang": "en"}
    monkeypatch.setenv("PROMISECHECK_URL", "unix:/run/s")
    assert _read([]) == {"--url": "unix:/run/s", "--lang": "ru"}
