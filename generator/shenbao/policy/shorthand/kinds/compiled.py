"""The rules of a form or table that name a kind, as rules with expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from shenbao.core import messages
from shenbao.core.messages.values import PolicyText, Value
from shenbao.policy.cel.mentions import ROW
from shenbao.policy.shorthand.kinds.ask import Ask, UnfitError
from shenbao.policy.shorthand.kinds.fields import Home, Steps
from shenbao.policy.shorthand.kinds.given import Values, check_keys
from shenbao.policy.shorthand.kinds.kind import Step
from shenbao.policy.shorthand.kinds.registry import KINDS
from shenbao.policy.shorthand.setting import Setting

WRITTEN = "x-kind"
"""The keyword under which a rule keeps what its author wrote: its kind and what belongs to it."""

STATED = "x-stated"
"""The keyword of a case: the words of the kind, where its author has others."""

_RULES = "x-rules"
_OF_ALL_ROWS = "x-table-rules"
_KEPT = ("id", "at", "x-source", "x-basis", "readings")
_OF_EVERY_RULE = (*_KEPT, "when", "severity", "message")
_HOLE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_STRICTEST = "error"


def with_expressions(schema: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """Return a schema whose references are resolved, its rules of a kind as expressions.

    What their authors wrote stands under ``x-kind``; parameters in it are left as they are.
    """
    home = Home(schema=schema, deadlines=_deadlines(setting), find_list=setting.find_list)
    return _without_kinds(_node(schema, (), "", home, setting), setting)


def _without_kinds(schema: dict[str, Any], setting: Setting) -> dict[str, Any]:
    """Return a table whose rules on all rows are of no kind: a kind looks at one submission."""
    rules = schema.get(_OF_ALL_ROWS, ())
    for number, rule in enumerate(rules):
        if "kind" in rule:
            said = {"rule": rule["id"], "kind": rule["kind"]}
            setting.problems.add(setting.file, f"/{_OF_ALL_ROWS}/{number}", "kind-not-here", **said)
    kept = [rule for rule in rules if "kind" not in rule]
    return {**schema, _OF_ALL_ROWS: kept} if len(kept) < len(rules) else schema


def asks(home: Home) -> Iterator[Ask]:
    """Yield the rules of a kind in a schema that has passed ``with_expressions``."""
    for steps, rule in _rules(home.schema, ()):
        if WRITTEN in rule:
            yield Ask({**rule, **rule[WRITTEN]}, steps, home)


def _rules(node: Mapping[str, Any], steps: Steps) -> Iterator[tuple[Steps, Mapping[str, Any]]]:
    yield from ((steps, rule) for rule in node.get(_RULES, ()))
    for key, child in node.get("properties", {}).items():
        yield from _rules(child, (*steps, key))
    if "items" in node:
        yield from _rules(node["items"], (*steps, ROW))


def _deadlines(setting: Setting) -> Mapping[str, str]:
    return {item["id"]: item["at"] for item in setting.notice["deadlines"]}


def _node(
    node: Mapping[str, Any], steps: Steps, place: str, home: Home, setting: Setting
) -> dict[str, Any]:
    result = dict(node)
    below = partial(_node, home=home, setting=setting)
    if _RULES in node:
        rules = (_rule(rule, steps, place, home, setting) for rule in node[_RULES])
        result[_RULES] = [rule for rule in rules if rule is not None]
    if "properties" in node:
        result["properties"] = {
            key: below(child, (*steps, key), f"{place}/properties/{key}")
            for key, child in node["properties"].items()
        }
    if "items" in node:
        result["items"] = below(node["items"], (*steps, ROW), f"{place}/items")
    return result


def _rule(
    rule: dict[str, Any], steps: Steps, place: str, home: Home, setting: Setting
) -> dict[str, Any] | None:
    """Return a rule with expressions, None for one whose mistake is recorded."""
    if "kind" not in rule:
        return rule
    values = Values(setting.parameters, setting.track)
    try:
        kind = KINDS[rule["kind"]]
        check_keys(rule, kind, _OF_EVERY_RULE)
        written = values.parted(rule)
        ask = Ask(values.plain(written), steps, home)
        conditions = [text for text in (rule.get("when"), kind.when(ask)) if text]
        found = list(kind.write(ask))
    except UnfitError as mistake:
        said = {"rule": rule["id"], "kind": rule["kind"], **mistake.details}
        setting.problems.add(setting.file, place, mistake.message, **said)
        return None
    cases = [
        {
            "assert": step.assertion,
            "severity": rule.get("severity", _STRICTEST),
            "message": _message(rule.get("message"), step),
            **({STATED: _default(step)} if "message" in rule else {}),
        }
        for step in found
    ]
    return {
        **{key: rule[key] for key in _KEPT if key in rule},
        **({"when": _all_of(conditions)} if conditions else {}),
        **(cases[0] if len(cases) == 1 else {"cases": cases}),
        WRITTEN: {key: written[key] for key in written if key not in _OF_EVERY_RULE},
    }


def _all_of(conditions: Sequence[str]) -> str:
    if len(conditions) == 1:
        return conditions[0]
    return " && ".join(f"({text})" if "||" in text else text for text in conditions)


def _message(own: Any, step: Step) -> Any:
    """Return what a finding says: the author's words, else those of the kind."""
    if own is None:
        return _default(step)
    shown: Mapping[str, Value] = {**step.shown, "case": PolicyText(zh=step.case)}

    def put(text: str, language: str) -> str:
        def word(match: re.Match[str]) -> str:
            return messages.words(shown[match[1]], language) if match[1] in shown else match[0]

        return _HOLE.sub(word, text)

    if isinstance(own, Mapping):
        return {language: put(str(text), language) for language, text in own.items()}
    return put(str(own), messages.DEFAULT)


def _default(step: Step) -> dict[str, str]:
    """Return what a step says in the words of its kind, by language."""
    return {language: _worded(step, language) for language in messages.LANGUAGES}


def _worded(step: Step, language: str) -> str:
    words = messages.words(step.words, language)
    if not step.case:
        return words
    args: dict[str, Value] = {"case": PolicyText(zh=step.case), "words": words}
    return messages.say("kind-case", args, language)
