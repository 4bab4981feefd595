"""The parameters of a notice with their values in words, and what uses them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from shenbao.policy.model import (
    Field,
    FormOrTable,
    Notice,
    Parameter,
    Plain,
    Quota,
    Rule,
    Target,
    Track,
)
from shenbao.policy.model.parameter import in_words

User: TypeAlias = Rule | Quota | Target | Track | Field


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """A parameter as a page shows it.

    ``shown`` are labels and words; one value has an empty label. ``rules`` are rules of forms
    and tables with their homes, each id once; ``fields`` those whose keywords or words have it.
    """

    parameter: Parameter
    shown: tuple[tuple[str, str], ...]
    rules: tuple[tuple[FormOrTable, Rule], ...]
    across: tuple[Quota | Target, ...]
    tracks: tuple[Track, ...]
    fields: tuple[tuple[FormOrTable, Field], ...]


def parameter_rows(notice: Notice) -> tuple[ParameterRow, ...]:
    """Return the parameters in the order in which the notice declares them."""
    return tuple(_row(notice, parameter) for parameter in notice.params)


def words(notice: Notice, parameter: Parameter) -> tuple[tuple[str, str], ...]:
    """Return the values of a parameter with their unit, each with the label of its code."""
    if parameter.value is not None:
        return (("", _with_unit(parameter, parameter.value)),)
    labels = _labels(notice, parameter.by)
    return tuple(
        (labels.get(code, code), _with_unit(parameter, value))
        for code, value in parameter.values.items()
    )


def _labels(notice: Notice, name: str | None) -> dict[str, str]:
    """Return what the codes of a list are called; tracks by their titles where these differ."""
    tracks = [(track.id, track.title) for item in notice.programmes for track in item.tracks]
    if name == "tracks" and len(dict(tracks)) == len({title for _, title in tracks}):
        return dict(tracks)
    return {row.code: row.label for item in notice.lists if item.name == name for row in item.rows}


def _with_unit(parameter: Parameter, value: Plain) -> str:
    unit = f" {parameter.unit}" if parameter.unit else ""
    return in_words(value) + unit


def _row(notice: Notice, parameter: Parameter) -> ParameterRow:
    def uses(users: Iterable[User]) -> bool:
        return any(parameter.id in user.params for user in users)

    rules = {rule.id: (home, rule) for home, rule in notice.rules() if uses([rule])}
    across: tuple[Quota | Target, ...] = (*notice.quotas, *notice.targets)
    tracks = (track for programme in notice.programmes for track in programme.tracks)
    return ParameterRow(
        parameter=parameter,
        shown=words(notice, parameter),
        rules=tuple(rules.values()),
        across=tuple(item for item in across if uses([item])),
        tracks=tuple(track for track in tracks if uses([track])),
        fields=tuple(
            (home, node) for home in notice.homes for node in home.fields() if uses([node])
        ),
    )
