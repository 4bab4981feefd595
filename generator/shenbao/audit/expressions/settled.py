"""Conditions whose answer stands before anything is filled in: they hold always, or never.

Such a rule passes, refuses or skips everybody, and no example can show another outcome.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shenbao.audit.expressions.collected import Stated
from shenbao.audit.expressions.impossible_comparisons import alike
from shenbao.audit.expressions.known_values import Fields, Known, kind_of, known_of
from shenbao.core.errors import Problem
from shenbao.policy.cel.expression import Expression
from shenbao.policy.cel.syntax import Call, Constant, Items, Node, joined_by

_COMPARES: Mapping[str, Callable[[Any, Any], bool]] = {
    "_==_": operator.eq,
    "_!=_": operator.ne,
    "_<_": operator.lt,
    "_<=_": operator.le,
    "_>_": operator.gt,
    "_>=_": operator.ge,
}
_TURNED = {"_<_": "_>_", "_<=_": "_>=_", "_>_": "_<_", "_>=_": "_<=_"}
_NEGATED = {"_==_": "_!=_", "_!=_": "_==_", "_<_": "_>=_", "_<=_": "_>_", "_>_": "_<=_"}
_NEGATED |= {"_>=_": "_<_", "@in": "out", "out": "@in"}
_BOUNDS = {
    "minimum": "_>=_",
    "exclusiveMinimum": "_>_",
    "maximum": "_<=_",
    "exclusiveMaximum": "_<_",
}


@dataclass(frozen=True, slots=True)
class _Atom:
    """A part compared with what is written out; ``how`` is an operator, ``@in`` or ``out``."""

    part: Node
    how: str
    value: Any


def check_settled(expressions: Sequence[Stated]) -> Iterator[Problem]:
    """Yield a problem for every condition that holds always or never, whatever is filled in.

    A rule of a shared definition stands in several forms: the answer must be the same in each.
    """
    for group in alike(item for item in expressions if item.truth):
        answers = {_answer(said) for said in group}
        if len(answers) == 1 and (answer := answers.pop()) is not None:
            first = group[0]
            args = {"rule": first.rule, "expression": first.expression}
            always = {"always": "true" if answer else "false"}
            yield Problem(
                file=first.file,
                pointer=first.place,
                message="expression-settled",
                args={**args, **always},
            )


def _answer(said: Stated) -> bool | None:
    tree = Expression.of(said.expression).checked(said.variables)
    if tree is None:
        return None
    found = _settled(tree)
    if found is not None:
        return found
    joined = list(joined_by("_&&_", tree))
    return False if _clash([*joined, *_limits(joined, said.scope)]) else None


def _settled(node: Node) -> bool | None:
    """Return what a condition gives whatever its variables are, None where that depends."""
    if isinstance(node, Constant):
        return node.value if isinstance(node.value, bool) else None
    if not isinstance(node, Call):
        return None
    match node.function:
        case "!_":
            inner = _settled(node.parts[0])
            return None if inner is None else not inner
        case "_&&_" | "_||_":
            return _joined(node, ends=node.function == "_||_")
        case "_?_:_":
            return _chosen(node.parts)
    return _compared(node)


def _joined(node: Call, *, ends: bool) -> bool | None:
    """Return the answer of ``&&`` or ``||``; one part that is ``ends`` decides it."""
    joined = list(joined_by(node.function, node))
    answers = [_settled(part) for part in joined]
    if ends in answers:
        return ends
    if all(answer is (not ends) for answer in answers):
        return not ends
    against = [Call("!_", (part,)) for part in joined] if ends else joined
    return ends if _clash(against) else None


def _chosen(parts: Sequence[Node]) -> bool | None:
    asked, yes, no = map(_settled, parts)
    if asked is not None:
        return yes if asked else no
    return yes if yes is no else None


def _compared(node: Call) -> bool | None:
    holds = _COMPARES.get(node.function)
    if holds is None:
        return None
    one, other = node.parts
    if one == other:
        return holds(0, 0)
    values = [_value(part) for part in node.parts]
    if None not in values and kind_of(values[0]) == kind_of(values[1]):
        return holds(*values)
    atom = _atom(node)
    counted = atom is not None and isinstance(atom.part, Call) and atom.part.function == "size"
    if atom is None or not counted or kind_of(atom.value) != "number":
        return None
    least = _Atom(atom.part, "_>=_", 0)
    if _impossible([atom, least]):
        return False
    return True if _impossible([_negated(atom), least]) else None


def _value(node: Node) -> Any:
    """Return a text, number or day that is written out, None for anything else."""
    if isinstance(node, Call) and node.function == "date" and isinstance(node.parts[0], Constant):
        return node.parts[0].value
    return node.value if isinstance(node, Constant) else None


def _atom(node: Node) -> _Atom | None:
    """Return a comparison with what is written out, None for anything else."""
    if not isinstance(node, Call):
        return None
    if node.function == "!_":
        inner = _atom(node.parts[0])
        return None if inner is None else _negated(inner)
    if node.function == "@in" and isinstance(node.parts[1], Items):
        values = [_value(part) for part in node.parts[1].parts]
        return None if None in values else _Atom(node.parts[0], "@in", tuple(values))
    return _beside(node) if node.function in _COMPARES else None


def _beside(node: Call) -> _Atom | None:
    """Return what stands on one side of an operator beside a value on the other."""
    one, other = node.parts
    if _value(other) is not None:
        return _Atom(one, node.function, _value(other))
    if _value(one) is not None:
        return _Atom(other, _TURNED.get(node.function, node.function), _value(one))
    return None


def _negated(atom: _Atom) -> _Atom:
    return _Atom(atom.part, _NEGATED[atom.how], atom.value)


def _limits(joined: Sequence[Node], scope: Mapping[str, Known]) -> Iterator[Node]:
    """Yield the limits that fields have by their own keywords, as conditions."""
    for atom in filter(None, map(_atom, joined)):
        known = known_of(atom.part, scope)
        if isinstance(known, Fields):
            for keyword, how in _BOUNDS.items():
                if keyword in known.node.schema:
                    yield Call(how, (atom.part, Constant(known.node.schema[keyword])))


def _clash(joined: Iterable[Node]) -> bool:
    """Say whether conditions contradict each other."""
    groups: dict[str, _Said] = {}
    for part in joined:
        atom = _atom(part)
        if atom is not None:
            groups.setdefault(repr(atom.part), _Said()).atoms.append(atom)
            continue
        negated = isinstance(part, Call) and part.function == "!_"
        plain = part.parts[0] if isinstance(part, Call) and negated else part
        groups.setdefault(repr(plain), _Said()).answers.add(not negated)
    return any(len(said.answers) > 1 or _impossible(said.atoms) for said in groups.values())


@dataclass(slots=True)
class _Said:
    """What is asked of one part: comparisons, and whether it should hold."""

    atoms: list[_Atom] = field(default_factory=list)
    answers: set[bool] = field(default_factory=set)


def _impossible(atoms: Sequence[_Atom]) -> bool:
    """Say whether no value fulfils comparisons of one part with values of one kind."""
    values = [value for atom in atoms for value in _values(atom)]
    if len({kind_of(value) for value in values}) != 1 or kind_of(values[0]) is None:
        return False
    closed = [_values(atom) for atom in atoms if atom.how in {"_==_", "@in"}]
    if closed:
        return not any(all(_meets(value, atom) for atom in atoms) for value in closed[0])
    low = [atom for atom in atoms if atom.how in {"_>_", "_>=_"}]
    high = [atom for atom in atoms if atom.how in {"_<_", "_<=_"}]
    return any(
        least.value > most.value
        or (least.value == most.value and (least.how, most.how) != ("_>=_", "_<=_"))
        for least in low
        for most in high
    )


def _values(atom: _Atom) -> tuple[Any, ...]:
    return atom.value if isinstance(atom.value, tuple) else (atom.value,)


def _meets(value: Any, atom: _Atom) -> bool:
    if atom.how in _COMPARES:
        return _COMPARES[atom.how](value, atom.value)
    return (value in atom.value) is (atom.how == "@in")
