"""What a sentence shows of a long text, of many names, and of what nobody may read."""

from __future__ import annotations

from itertools import count

from shenbao.core.masking import MASK, mask
from shenbao.core.messages import words
from shenbao.core.messages.shortening import LONGEST, shorten
from shenbao.core.messages.values import many


def test_a_text_is_cut_only_where_it_is_too_long() -> None:
    assert shorten("长" * LONGEST) == "长" * LONGEST
    assert shorten("长" * (LONGEST + 1)) == "长" * (LONGEST - 1) + "…"
    assert shorten("甲乙丙丁", 3) == "甲乙…"


def test_an_enumeration_says_that_there_are_more() -> None:
    assert words(many([], 3)) == ""
    assert words(many(["甲", "乙", "丙"], 3)) == "甲、乙、丙"
    assert words(many(["甲", "乙", "丙", "丁"], 3)) == "甲、乙、丙……"
    assert words(many(["a", "b"], 1), "en") == "a, …"


def test_an_enumeration_asks_for_no_more_than_it_names() -> None:
    assert words(many(map(str, count(1)), 2)) == "1、2……"


def test_a_mask_says_nothing_of_the_value_not_even_that_it_is_empty() -> None:
    assert mask("13800000000", hidden=True) == mask("", hidden=True) == MASK
    assert mask("13800000000", hidden=False) == "13800000000"
