"""XML in the browser: expat says what libxml2 says."""

from __future__ import annotations

import html
import random

import pytest

from shenbao.core.engines.libxml import Libxml
from shenbao.core.engines.ports import MarkupEngine
from shenbao.host.markup import Expat

SIGNS = "ab1:/?#[]@!$&'()*+,;=%20-._~ \\^`{|}\"<é中AF"
STARTS = ("", "http://", "urn:", "//", "a:")


def is_read(parser: MarkupEngine, content: bytes) -> bool:
    try:
        parser.parse(content)
    except ValueError:
        return False
    return True


def test_a_name_space_that_is_no_uri_is_damage_as_libxml2_has_it() -> None:
    """A line break in it, made by a damaged file, passed in the page and failed in the command."""
    dice = random.Random(5)  # noqa: S311 - the same names every time
    seen = set()
    for _ in range(5000):
        signs = [SIGNS if dice.random() < 0.3 else "ab/1:." for _ in range(dice.randrange(9))]
        name = dice.choice(STARTS) + "".join(map(dice.choice, signs))
        content = f'<a xmlns="{html.escape(name)}"/>'.encode()
        read = is_read(Libxml(), content)
        assert is_read(Expat(), content) is read, name
        seen.add(read)
    assert seen == {True, False}


@pytest.mark.parametrize("name", ["urn:x\n", "a%2", "a b", ":a"])
def test_such_a_name_is_refused(name: str) -> None:
    for parser in (Libxml(), Expat()):
        assert not is_read(parser, f'<x:a xmlns:x="{name}"/>'.encode())
