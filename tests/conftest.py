"""What the tests share: the toolkit, loaded once, and where the gold is."""

from pathlib import Path

import pytest

from onrecord.toolkit import Toolkit, load_toolkit

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Rewrite the golden cases with what is found now.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not GOLD.is_dir():
        skip = pytest.mark.skip(reason="../shared/gold is not here")
        for item in items:
            if "gold" in item.keywords:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def toolkit() -> Toolkit:
    return load_toolkit()


@pytest.fixture(scope="session")
def gold() -> Path:
    return GOLD
