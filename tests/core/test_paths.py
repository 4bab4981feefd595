"""Places in data as JSON Pointers."""

from __future__ import annotations

import pytest

from shenbao.core.paths import pointer_of, unescaped

PATHS = [
    ((), ""),
    (("a", 0, "b"), "/a/0/b"),
    (("a/b",), "/a~1b"),
    (("m~n", "x"), "/m~0n/x"),
    (("~1",), "/~01"),
    (("", "/"), "//~1"),
]


@pytest.mark.parametrize(("path", "pointer"), PATHS)
def test_keys_are_escaped_as_the_standard_says(path: tuple[str | int, ...], pointer: str) -> None:
    assert pointer_of(path) == pointer
    assert [unescaped(step) for step in pointer.split("/")[1:]] == [str(step) for step in path]
