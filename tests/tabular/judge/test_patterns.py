"""Patterns from outside run on data from outside: Python's answer, and never for long."""
# ruff: noqa: E501 - lists read best with an item a line

from __future__ import annotations

import random
import re
import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenbao.tabular import check_table
from shenbao.tabular.judge.automaton import Automaton, IrregularError
from shenbao.tabular.judge.patterns import Pattern, PatternError

ATOMS = st.sampled_from(
    ["a", "b", ".", "[ab]", "[^a]", r"\d", r"\w", r"\s", "北", "^", "$", r"\Z", "A", "-", r"\S", "[a-c北]"]
)  # fmt: skip


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    repeats = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{0,2}?", "*?"])
    return st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, repeats).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        st.tuples(st.sampled_from("ia"), inner).map(lambda pair: f"(?{pair[0]}:{pair[1]})"),
    )


PATTERNS = st.recursive(ATOMS, _grow, max_leaves=8)


@settings(max_examples=500, deadline=None)
@given(pattern=PATTERNS, text=st.text("aAbB北1 -_\n", max_size=10))
def test_the_automaton_answers_as_python_does(pattern: str, text: str) -> None:
    """Whatever is regular: the same answer from both engines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        anchored = f"^{pattern}$"
        expected = re.compile(anchored).match(text) is not None
        assert Automaton(anchored).matches(text) == expected


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+b", "a" * 5000),
        ("(a|a)*b", "a" * 5000),
        ("(a*)*b", "a" * 5000),
        ("(.*)(.*)(.*)(.*)x", "y" * 20_000),
        (r"(\w+\s?)*!", "word " * 2000),
        ("([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}x", "a" * 3000),
        ("(?=a)(a+)+b", "a" * 5000),
        (r"(a+)\1+b", "a" * 5000),
    ],
)
def test_a_pattern_that_could_run_for_ever_does_not(pattern: str, text: str) -> None:
    """The well-known bombs, on long cells: refused, in a second at most."""
    schema = {
        "fields": [
            {"name": "a", "type": "string", "constraints": {"pattern": pattern}},
            {"name": "b", "type": "string"},
        ]
    }
    start = time.process_time()
    found = check_table(schema, f"a,b\n{text},x\n".encode(), encoding="utf-8")
    assert time.process_time() - start < 1
    assert found.places() == {(2, 1, "constraint-error")}


def test_an_automaton_that_never_comes_to_rest_is_given_up() -> None:
    """Sets of states that never come again: undecided after seconds, on however many cells."""
    chance = random.Random(1)  # noqa: S311 - a text, no secret
    text = "".join(chance.choice("01") for _ in range(100_000))
    pattern = Pattern("[01]*1[01]{300}")
    start = time.process_time()
    assert [pattern.matches(text[index:]) for index in range(20)] == [None] * 20
    assert time.process_time() - start < 8
    assert pattern.matches("1" + "0" * 300) is True


@pytest.mark.parametrize(
    ("pattern", "text", "wanted"),
    [
        (r"(?=.*[0-9])(?=.*[a-z]).{8,}", "correct horse battery 1 staple and some", True),
        (r"(?=.*[0-9])(?=.*[a-z]).{8,}", "correct horse battery staple and some", False),
        (r"(?!.*\s\s)\S.*\S", "a text of forty characters or thereabouts", True),
        (r"(?!.*\s\s)\S.*\S", "a text of forty  characters or thereabouts", False),
        (r"(.)(.)(.)\3\2\1", "abccba", True),
    ],
)
def test_honest_patterns_that_look_around_are_decided(
    pattern: str, text: str, *, wanted: bool
) -> None:
    """What no automaton knows is answered for cells of usual length."""
    assert Pattern(pattern).matches(text) is wanted


@pytest.mark.parametrize(
    "pattern", ["(", "a{2,1}", "[", "(?P<a>x)(?P<a>y)", "(" * 3000, "a" * 6000]
)
def test_what_is_no_pattern_is_a_mistake_of_the_schema(pattern: str) -> None:
    """A pattern that does not compile, or is too large, is said before any row is read."""
    with pytest.raises(PatternError):
        Pattern(pattern)
    schema = {"fields": [{"name": "a", "type": "string", "constraints": {"pattern": pattern}}]}
    found = check_table(schema, b"a\nx\n")
    assert found.places() == {(None, None, "field-error")}


def test_an_automaton_has_a_limit() -> None:
    """Nested counts would make millions of states; the pattern then stays undecided."""
    with pytest.raises(IrregularError):
        Automaton("((a{1,50}){1,50}){1,50}")
