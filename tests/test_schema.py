from pathlib import Path

import jsonschema
import pytest
from hypothesis import given

from promisecheck.schema import as_text, schemas, write
from strategies import conversations, reports

FOLDER = Path(__file__).parents[1] / "docs" / "schema"


@pytest.mark.parametrize("name", schemas())
def test_schema_file_is_current(name):
    expected = as_text(schemas()[name])
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == expected, "run python -m promisecheck.schema"


def test_schema_folder_holds_nothing_else():
    assert {path.stem for path in FOLDER.iterdir()} == set(schemas())


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas())
def test_schema_is_a_schema(schema):
    jsonschema.Draft202012Validator.check_schema(schema)


@given(conversations)
def test_schema_accepts_every_conversation(data):
    jsonschema.validate(data, schemas()["conversation"])


@given(reports)
def test_schema_accepts_every_report(report):
    jsonschema.validate(report.model_dump(mode="json"), schemas()["report"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("conversation", {"id": "c", "messages": []}),
        ("conversation", {"id": "c", "channel": "pigeon", "messages": []}),
        ("settings", {"timezon": "Europe/Moscow"}),
        ("settings", {"owners": {"pigeon": "Иванова"}}),
        ("report", {"conversation_id": "c", "outcomes": []}),
    ],
)
def test_schema_refuses(name, data):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schemas()[name])


def test_schema_writes_every_file(tmp_path):
    assert {path.stem for path in write(tmp_path / "new" / "schema")} == set(schemas())
    assert all(
        path.read_bytes() == (FOLDER / path.name).read_bytes() for path in (tmp_path / "new" / "schema").iterdir()
    )
