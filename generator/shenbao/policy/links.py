"""Checking that every id which a notice mentions exists: clauses, lists, readings, forms, roles."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from shenbao.policy.build import quota as build_quota
from shenbao.policy.build import rule as build_rule
from shenbao.policy.expressions import names
from shenbao.policy.files import Problems, pointer, read_json, walk
from shenbao.policy.model import Field, Form, Notice, Quota, Table


def check_links(
    folder: Path, document: Mapping[str, Any], notice: Notice, problems: Problems
) -> None:
    """Record every dangling id of a notice, with the file and pointer that mentions it."""
    silent = Problems(root=problems.root)
    files = {folder / "notice.json": dict(document)}
    for file in sorted(folder.glob("*/*.json")):
        if file.parent.name != "examples":
            files[file] = read_json(file, silent) or {}
    clauses = {clause.id for clause in notice.clauses}
    readings = {reading.id for reading in notice.readings}
    lists = {code_list.name for code_list in notice.lists}
    for file, content in files.items():
        for path, item in walk(content):
            _check_clauses(file, path, item, clauses, problems)
            for number, value in enumerate(item.get("x-rules", ())):
                if isinstance(value, dict) and "id" in value:
                    rule = build_rule(value, "")
                    place = [*path, "x-rules", number]
                    _check_known(file, place, rule.readings, readings, "reading-unknown", problems)
                    _check_known(file, place, rule.lists, lists, "list-unknown", problems)
    _check_notice(folder / "notice.json", document, notice, problems)
    for home in (*notice.forms, *notice.tables):
        kind = "forms" if isinstance(home, Form) else "tables"
        deadlines = {(deadline.id,) for deadline in notice.deadlines}
        _check_home(folder / kind / f"{home.id}.schema.json", home, deadlines, problems)
    _check_rule_ids(folder / "notice.json", notice, problems)


def _check_clauses(
    file: Path,
    path: list[str | int],
    item: Mapping[str, Any],
    clauses: set[str],
    problems: Problems,
) -> None:
    keys = ("x-source", "where") if "found" in item else ("x-source",)
    for key in keys:
        value = item.get(key)
        if isinstance(value, list):
            _check_known(file, [*path, key], value, clauses, "clause-unknown", problems)


def _check_known(
    file: Path,
    path: list[str | int],
    mentioned: Iterable[str],
    known: set[str],
    message: str,
    problems: Problems,
) -> None:
    for name in mentioned:
        if name not in known:
            near = difflib.get_close_matches(str(name), sorted(known), n=3, cutoff=0.5)
            problems.add(
                file, pointer(path), message, found=str(name), near=", ".join(near) or "-"
            )


def _check_notice(
    file: Path, document: Mapping[str, Any], notice: Notice, problems: Problems
) -> None:
    if notice.id != file.parent.name:
        problems.add(file, "/id", "notice-name", found=notice.id, wanted=file.parent.name)
    readings = {reading.id for reading in notice.readings}
    forms = {form.id for form in notice.forms}
    tables = {table.id for table in notice.tables}
    programmes = {programme.id for programme in notice.programmes}
    for number, reading in enumerate(notice.readings):
        options = {option.id for option in reading.options}
        place: list[str | int] = ["readings", number, "default"]
        _check_known(file, place, [reading.default], options, "option-unknown", problems)
    for key in ("gaps", "deadlines"):
        for number, item in enumerate(document[key]):
            if item.get("reading"):
                place = [key, number, "reading"]
                _check_known(file, place, [item["reading"]], readings, "reading-unknown", problems)
    for number, programme in enumerate(notice.programmes):
        topics = {topic.id for topic in programme.topics}
        for index, track in enumerate(programme.tracks):
            place = ["programmes", number, "tracks", index]
            _check_known(file, [*place, "form"], [track.form], forms, "form-unknown", problems)
            _check_known(file, [*place, "topics"], track.topics, topics, "topic-unknown", problems)
    for number, item in enumerate(document["checklist"]):
        place = ["checklist", number, "programmes"]
        _check_known(file, place, item["programmes"], programmes, "programme-unknown", problems)
    for number, period in enumerate(notice.periods):
        place = ["periods", number, "programme"]
        _check_known(file, place, [period.programme], programmes, "programme-unknown", problems)
    for number, value in enumerate(document["quotas"]):
        place = ["quotas", number]
        quota = build_quota(value)
        _check_known(file, place, quota.readings, readings, "reading-unknown", problems)
        _check_known(file, [*place, "over"], quota.over, forms, "form-unknown", problems)
        if quota.table is not None:
            _check_known(file, [*place, "table"], [quota.table], tables, "table-unknown", problems)
        _check_roles(file, place, quota, notice, problems)


def _check_roles(
    file: Path, place: list[str | int], quota: Quota, notice: Notice, problems: Problems
) -> None:
    """Every form under a quota must play every role that the quota groups by."""
    for form in notice.forms:
        if form.id not in quota.over:
            continue
        roles = {node.role for node in form.fields() if node.role}
        wanted = {*quota.group_by, *quota.members, *quota.key.values(), *quota.columns.values()}
        for role in sorted(wanted - roles):
            problems.add(file, pointer(place), "role-unknown", found=role, form=form.id)
    if quota.table is not None:
        for table in notice.tables:
            if table.id == quota.table:
                columns = {column.key for column in table.columns}
                _check_known(
                    file, place, [*quota.key, *quota.columns], columns, "column-unknown", problems
                )


def _check_home(
    file: Path, home: Form | Table, deadlines: set[tuple[str]], problems: Problems
) -> None:
    top: tuple[Field, ...] = home.sections if isinstance(home, Form) else home.columns
    paths = {tuple(node.pointer.strip("/").split("/")) for field in top for node in field.walk()}
    for place, schema in walk(home.schema):
        for name in schema.get("required", ()):
            if "properties" in schema and name not in schema["properties"]:
                problems.add(file, pointer([*place, "required"]), "required-unknown", key=name)
    for field in top:
        for node in field.walk():
            _check_node(file, home, node, paths, problems)
    for rule in home.all_rules():
        expressions = [rule.when or "", *(case.assertion for case in rule.cases)]
        for expression in expressions:
            for path in names(expression, "notice"):
                if path[:1] != ("deadlines",) or path[1:2] not in deadlines:
                    problems.add(
                        file,
                        rule.pointer,
                        "deadline-unknown",
                        rule=rule.id,
                        found=".".join(path[1:]),
                    )
            for path in names(expression, "app"):
                if isinstance(home, Form) and path not in paths:
                    problems.add(
                        file, rule.pointer, "path-unknown", rule=rule.id, found=".".join(path)
                    )


def _check_node(
    file: Path,
    home: Form | Table,
    node: Field,
    paths: set[tuple[str, ...]],
    problems: Problems,
) -> None:
    if not node.title and node.key != "*":
        problems.add(file, node.pointer, "dialect-missing-key", key="title")
    for path in names(node.when or "", "app"):
        if isinstance(home, Form) and path not in paths:
            problems.add(
                file, node.pointer, "path-unknown", rule="x-when", found=".".join(path)
            )


def _check_rule_ids(file: Path, notice: Notice, problems: Problems) -> None:
    """A rule id lives in one kind of place; several forms may carry the same rule."""
    rules = {rule.id for _, rule in notice.rules()}
    quotas = [quota.id for quota in notice.quotas]
    items = [item.id for item in notice.checklist]
    seen: set[str] = set(rules)
    for identity in (*quotas, *items):
        if identity in seen:
            problems.add(file, "", "rule-twice", id=identity)
        seen.add(identity)
    for home in (*notice.forms, *notice.tables):
        own = [rule.id for rule in home.all_rules()]
        for identity in sorted({identity for identity in own if own.count(identity) > 1}):
            problems.add(file, "", "rule-twice", id=f"{home.id}: {identity}")
