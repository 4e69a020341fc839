"""What ships: the wheel, the commands of the README, the sample, and the example of the rules' documentation."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from promisecheck.checks.forbidden_meaning import schema as forbidden
from promisecheck.rules import schema
from promisecheck.rules.pack import default_folder
from promisecheck.rules.patterns import ALTERNATE_FEATURES, FEATURES, FIGURES

ROOT = Path(__file__).parents[1]
MARKER = "<!-- test command -->"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def run(command, cwd, **env):
    done = subprocess.run(command, cwd=cwd, env=os.environ | env, capture_output=True, timeout=300)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder into which the wheel of this checkout is installed."""
    dist, target = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(dist), str(ROOT)]
    status, out, told = run(build, dist)
    assert status == 0, out + told
    (wheel,) = dist.glob("*.whl")
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(wheel)]
    status, out, told = run(install, dist)
    assert status == 0, out + told
    return target


@pytest.fixture
def from_wheel(installed, tmp_path):
    """Runs Python from an empty folder, with the installed wheel before all other packages."""

    def run_python(*args):
        return run([sys.executable, *args], tmp_path, PYTHONPATH=str(installed))

    return run_python


def test_packaging_checkout_finds_the_rules_that_its_editors_see():
    assert default_folder() == ROOT / "rules"


def test_packaging_wheel_finds_the_rules_inside_itself(from_wheel, installed):
    program = "from promisecheck.rules.pack import default_folder; print(default_folder())"
    status, out, told = from_wheel("-c", program)
    assert (status, told) == (0, "")
    assert Path(out.strip()) == (installed / "promisecheck" / "pack").resolve()


def test_packaging_wheel_holds_every_rule_and_word_list(installed):
    def names(folder):
        return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}

    assert names(installed / "promisecheck" / "pack") == names(ROOT / "rules")
    assert (installed / "promisecheck" / "py.typed").is_file()


def test_packaging_wheel_lists_rules_and_checks(from_wheel):
    status, out, told = from_wheel("-m", "promisecheck", "rules", "list")
    assert status == 0, told
    for path in (ROOT / "rules").glob("*.yaml"):
        assert path.stem in out
    assert from_wheel("-m", "promisecheck", "check", "Гарантируем 20% годовых")[0] == 1


def test_packaging_version_is_that_of_the_project(from_wheel):
    assert from_wheel("-m", "promisecheck", "--version")[1] == f"promisecheck {PROJECT['version']}\n"
    assert f"## [{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("names", ["", "Conversation, Message, Report", "Checker"])
def test_packaging_import_is_light(names):
    program = f"import promisecheck, sys\nfor name in {names.split(', ')!r}: name and getattr(promisecheck, name)\n"
    heavy = "print({'spacy', 'numpy', 'pymorphy3', 'slovnet', 'navec', 'ruamel.yaml'} & set(sys.modules) or 'light')"
    status, out, told = run([sys.executable, "-c", program + heavy], ROOT)
    assert (status, out, told) == (0, "light\n", "")


def test_packaging_ci_runs_the_test_command_of_the_readme():
    readme, ci = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", ".ci/run"))
    assert readme.count(MARKER) == ci.count(MARKER) == 1
    block = readme.partition(MARKER)[2].lstrip("\n").splitlines()
    assert (block[0], block[2]) == ("```sh", "```"), "one command, right below the marker"
    assert block[1].startswith("python3 -m venv ")
    assert block[1].endswith("/pytest -n auto")
    assert "/pytest" not in ci, "the command stands in the README alone"
    status, out, _ = run(["bash", "-c", re.search(r"test_command=\$\((.+)\)", ci)[1]], ROOT)
    assert (status, out) == (0, block[1] + "\n")


def test_packaging_python_of_the_readme_runs(from_wheel):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    status, out, told = from_wheel("-c", program)
    assert (status, told) == (0, "")
    told_in_comments = re.findall(r"print\(.+\)  # (\w+)$", program, re.MULTILINE)
    assert told_in_comments == ["block", "violated"]
    assert [line for line in out.splitlines() if line in told_in_comments] == told_in_comments


def test_packaging_relative_links_lead_somewhere():
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_packaging_sample_holds_clean_and_violating_conversations(from_wheel):
    sample = ROOT / "examples" / "conversations.jsonl"
    status, out, told = from_wheel("-m", "promisecheck", "audit", str(sample), "-q", "-o", "-")
    assert (status, told) == (1, "")
    reports = [json.loads(line) for line in out.splitlines()]
    assert len(reports) == len(sample.read_text(encoding="utf-8").splitlines())
    assert {report["verdict"] for report in reports} == {"pass", "warn", "block"}
    assert any(report["metadata"] for report in reports)


@pytest.fixture(scope="module")
def documented_rules(tmp_path_factory):
    """The built-in rules and, beside them, the files that docs/rules.md tells its reader to write."""
    folder = tmp_path_factory.mktemp("documented") / "my-rules"
    shutil.copytree(ROOT / "rules", folder)
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    files = re.findall(r"<!-- file: my-rules/(\S+) -->\n+```yaml\n(.*?)```", page, re.DOTALL)
    assert len(files) == 2
    for name, text in files:
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_packaging_documented_rule_proves_itself(documented_rules):
    _, out, told = run([sys.executable, "-m", "promisecheck", "rules", "test", "--rules", str(documented_rules)], ROOT)
    assert "✓ no-urgency" in out, out + told


def test_packaging_documentation_names_every_key_of_a_rule():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    parts = (forbidden.Outcome, forbidden.Commitment, forbidden.Phrase, forbidden.Verdict, forbidden.Confirmation)
    for part in (schema.Rule, schema.Category, schema.Example, forbidden.ForbiddenMeaningRule, *parts):
        for name in part.model_fields:
            assert re.search(rf"[`.]{name}[`:]|^ *-? ?{name}:", page, re.MULTILINE), f"{part.__name__}: {name}"


def test_packaging_documentation_names_every_feature_and_figure():
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for name in [*FEATURES, *ALTERNATE_FEATURES, *(f"#{figure}" for figure in FIGURES)]:
        assert f"`{name}`" in page, name
