"""The one form that a new notice begins with, its one rule, and the examples of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shenbao.authoring.scaffold.answers import Answers

FORM = "application"
_STARTS, _ENDS, _DAY_BEFORE = "2025-01-01", "2025-12-31", "2024-12-31"
_RULE = "R1"
_PLANS = ("work-plan", "improvement-plan")
_PURPOSES = dict.fromkeys(_PLANS, "plan")


def form(answers: Answers) -> dict[str, Any]:
    """Return the form: fields that every authority asks for, each 惯例 until a clause is named."""
    return {
        "$schema": "../../dialect/form.schema.json",
        "x-purpose": _PURPOSES.get(answers.kind, "application"),
        "title": "填报表" if answers.kind in _PLANS else "申报书",
        "$comment": "由 shenbao new 生成的起点：照原文增删栏目，再把规则写在栏目旁边。",
        "description": "栏目按通知的要求拟定，不是官方表样。",
        "x-basis": "customary",
        "properties": {"basic": {"title": "一、基本信息", "properties": _fields(answers)}},
    }


def examples(answers: Answers) -> dict[str, Mapping[str, Any]]:
    """Return the examples by their paths below ``examples``: one that is right, one that is not."""
    right = {key: field["x-example"] for key, field in _fields(answers).items()}
    wrong = {**right, "period_end": _DAY_BEFORE}
    rule = rule_id(answers)
    about = "结束日期早于开始日期"
    failing = {
        "rule": rule,
        "severity": "error",
        "verdict": "fail",
        "file": "application.json",
        "pointer": "/basic/period_end",
    }
    return {
        "valid/application.json": _submission(answers, right),
        "valid/expected.json": {"verdict": "pass", "findings": []},
        "invalid/application.json": _submission(answers, wrong),
        "invalid/case.json": {"about": about},
        "invalid/expected.json": {"about": about, "verdict": "fail", "findings": [failing]},
        "vectors/period.json": {
            "about": "起止日期",
            "base": "valid/application.json",
            "vectors": [
                _vector("结束晚于开始", _ENDS, rule, "pass"),
                _vector("同一天", _STARTS, rule, "pass"),
                _vector("结束早一天", _DAY_BEFORE, rule, "error"),
            ],
        },
    }


def rule_id(answers: Answers) -> str:
    """Return the id of the rule, with the notice in front: rules are numbered for each notice."""
    return f"{answers.id.upper()}-{_RULE}"


def _fields(answers: Answers) -> dict[str, dict[str, Any]]:
    """Return the fields by their keys, each with an example; tracks are chosen where there are."""
    return {
        **_track(answers),
        "project_title": _text("项目名称", "project_title", "示例项目甲"),
        "lead_unit": _text("单位", "lead_unit", "示例医院甲"),
        "leader": _text("负责人", "leader", "张示例"),
        "period_start": _day("开始日期", "period_start", _STARTS),
        "period_end": {
            **_day("结束日期", "period_end", _ENDS),
            "x-rules": [
                {
                    "id": rule_id(answers),
                    "kind": "not-less-than",
                    "other": "basic/period_start",
                    "x-basis": "toolkit",
                }
            ],
        },
    }


def _track(answers: Answers) -> dict[str, dict[str, Any]]:
    tracks = sum(max(len(programme.tracks), 1) for programme in answers.programmes)
    if tracks < 2:  # noqa: PLR2004 - one is no choice
        return {}
    field = {"title": "申报类别", "x-list": "@tracks", "x-widget": "choice", "x-required": True}
    return {"track": {**field, "x-basis": "customary", "x-example": "p1t1"}}


def _text(title: str, role: str, example: str) -> dict[str, Any]:
    return {
        "title": title,
        "maxLength": 100,
        "x-required": True,
        "x-role": role,
        "x-basis": "customary",
        "x-example": example,
    }


def _day(title: str, role: str, example: str) -> dict[str, Any]:
    return {
        "title": title,
        "format": "date",
        "x-widget": "date",
        "x-required": True,
        "x-role": role,
        "x-basis": "customary",
        "x-example": example,
    }


def _submission(answers: Answers, basic: Mapping[str, Any]) -> dict[str, Any]:
    return {"$schema": f"{answers.id}/{FORM}", "basic": dict(basic)}


def _vector(name: str, ends: str, rule: str, outcome: str) -> dict[str, Any]:
    return {"name": name, "set": {"/basic/period_end": ends}, "rules": {rule: outcome}}
