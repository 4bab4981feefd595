"""What the page checks of a table as a whole: its keys, and the rows that it carries.

The script judges them as the check does (``validation/submission/keys.py`` and
``validation/submission/required_rows.py``); the vectors of
``tests/conformance/vectors/tables.json`` hold both to the same answers.
"""

from __future__ import annotations

from typing import Any

from shenbao.forms.controls import LANGUAGE
from shenbao.policy.model import CodeList, FixedRows, FormOrTable, Notice, Rule, Table


def table_rules(home: FormOrTable) -> dict[str, Any] | None:
    """Return the keys of a table and the rows it carries (``src/data/spec.ts``); None for a form.

    An empty part of the primary key that is missing as an error anyway is not told twice.
    """
    if not isinstance(home, Table):
        return None
    rule = carried_rule(home)
    return {
        "primary": list(home.primary_key),
        "open": [column.key for column in home.columns if column.demanded_by_key],
        "unique": [list(columns) for columns in home.unique],
        "carried": _carried(home.fixed_rows, rule) if home.fixed_rows and rule else None,
    }


def carried_rule(home: FormOrTable) -> Rule | None:
    """Return the rule that demands the rows of a table, where one does."""
    fixed = home.fixed_rows if isinstance(home, Table) else None
    return fixed.rule if fixed is not None else None


def carried_lists(notice: Notice, home: FormOrTable) -> tuple[CodeList, ...]:
    """Return the lists whose rows a table has to carry."""
    fixed = home.fixed_rows if isinstance(home, Table) else None
    if fixed is None or fixed.rule is None:
        return ()
    names = dict.fromkeys(source.list_name for source in fixed.sources)
    return tuple(notice.code_list(name) for name in names)


def _carried(fixed: FixedRows, rule: Rule) -> dict[str, Any]:
    return {
        "from": [{"list": item.list_name, "column": item.column} for item in fixed.sources],
        "per": list(fixed.per),
        "applies": fixed.applies,
        "rule": {
            "id": rule.id,
            "severity": rule.severity,
            "message": rule.message.in_language(LANGUAGE),
            "clauses": list(rule.clauses),
            "readings": list(rule.readings),
        },
    }
