from __future__ import annotations

from pathlib import Path

import pytest

from copylint.pipeline import Pipeline
from copylint.settings import Settings

pytest.register_assert_rewrite("examples")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def everything() -> Pipeline:
    return Pipeline(Settings.of(show=["info", "possible"]))
