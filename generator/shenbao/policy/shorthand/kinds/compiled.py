"""The rules of a form or table that name a kind, as rules with expressions."""

from __future__ import annotations

from typing import Any

from shenbao.policy.shorthand.setting import Setting


def with_expressions(
    schema: dict[str, Any],
    setting: Setting,  # noqa: ARG001 - no kind is known yet
) -> dict[str, Any]:
    """Return a schema whose references are resolved, its rules of a kind as expressions.

    Expressions may name parameters (``param.age``), words too (``{param.age}``).
    """
    return schema
