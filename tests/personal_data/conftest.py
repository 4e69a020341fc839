"""Its being here puts this folder on the path, for `personal`."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def _models() -> None:
    """Loaded before hypothesis counts the milliseconds."""
    from promisecheck.personal_data import find

    find("Иванов Иван, 8 916 123-45-67")
