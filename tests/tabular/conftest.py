"""What the comparisons with frictionless share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from frictionless.vendors import stringcase


@pytest.fixture(autouse=True, scope="session")
def _names_spelled_once() -> Iterator[None]:
    """Let frictionless spell each of its own names once.

    It does so again for every error, which is a third of what it takes for a table with mistakes.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stringcase, "snakecase", cache(stringcase.snakecase))
        yield
