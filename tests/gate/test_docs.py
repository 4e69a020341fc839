"""The samples of docs/gate.md."""

import re
from pathlib import Path

import pytest

from promisecheck.settings import load_settings

PAGE = (Path(__file__).parents[2] / "docs" / "gate.md").read_text(encoding="utf-8")


def samples(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_docs_settings_can_be_read(tmp_path):
    (sample,) = samples("toml")
    path = tmp_path / "company.toml"
    path.write_text(sample, encoding="utf-8")
    read = load_settings(path)
    assert read.gate.policy("email").on_failure == "hold"
    assert read.gate.log.keep == 20


def test_docs_python_runs(capsys):
    exec(samples("python")[0], {})
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "stop"
    assert said[1].startswith("Добрый день! Доходность не гарантирована: ")


@pytest.mark.parametrize("sample", samples("python"))
def test_docs_python_is_python(sample):
    compile(sample, "docs/gate.md", "exec")
