from __future__ import annotations

import pytest

from copylint.pipeline import Pipeline
from copylint.settings import Settings


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def everything() -> Pipeline:
    return Pipeline(Settings(show=frozenset({"info", "possible"})))
