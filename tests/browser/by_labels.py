"""Filling a form as a person does: by what the labels say, row after row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from browser.visiting import settled

from shenbao.forms.controls import choices, control
from shenbao.policy.model import Field, Form, FormOrTable, Notice, Table

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

_PASSES = 3
"""What a condition hides shows once its field is filled, which may stand further down."""


class Filler:
    """Fills one page; ``used`` are the kinds of controls that it has filled."""

    def __init__(self, page: Page, notice: Notice, home: FormOrTable) -> None:
        form = home.as_form() if isinstance(home, Table) else home
        assert isinstance(form, Form)
        self.page = page
        self.notice = notice
        self.form = form
        self.gridded = home.is_table
        self.used: set[str] = set()

    def fill(self, data: Mapping[str, Any]) -> None:
        """Fill in all of ``data``; fails where a label leads nowhere."""
        waiting = list(self._sections(data))
        for _ in range(_PASSES):
            waiting = [item for item in waiting if not self._node(*item)]
            settled(self.page)
        assert waiting == []

    def _sections(self, data: Mapping[str, Any]) -> Iterator[tuple[Locator, Field, Any]]:
        for section in self.form.sections:
            if section.key not in data:
                continue
            name = re.compile(f"^{re.escape(section.title)}")
            region = self.page.get_by_role("region", name=name, include_hidden=True)
            scope = region.locator("xpath=self::section")
            if section.kind == "object":
                for child in section.children:
                    if child.key in data[section.key]:
                        yield scope, child, data[section.key][child.key]
            else:
                yield scope, section, data[section.key]

    def _node(self, scope: Locator, field: Field, value: Any) -> bool:
        """Fill a node in; False where it is not to be seen yet."""
        kind = control(self.notice, field)
        if kind is not None:
            return self._single(scope, field, kind, value)
        if field.kind == "object":
            around = scope.get_by_role("group", name=_title(field), include_hidden=True).first
            return around.is_visible() and self._members(around, field, value)
        return self._rows(scope, field, value)

    def _members(self, scope: Locator, field: Field, value: Mapping[str, Any]) -> bool:
        members = [child for child in field.children if child.key in value]
        done = [self._node(scope, child, value[child.key]) for child in members]
        return all(done)

    def _rows(self, scope: Locator, field: Field, rows: list[Any]) -> bool:
        if not scope.is_visible():
            return False
        home = scope
        if field.pointer.count("/") > 1:
            home = scope.get_by_role("group", name=_title(field), include_hidden=True).first
        lines = home.locator("[data-rows]").first.locator("> .row")
        assert field.item is not None
        apart = home.get_by_role("button", name="改为逐行填")
        if self.gridded and apart.count():
            apart.click()
        while lines.count() < len(rows):
            home.get_by_role("button", name="添加一行").last.press("Enter")
        for number, row in enumerate(rows):
            line = lines.nth(number)
            if field.item.kind != "object":
                self._typed(line.get_by_role("textbox"), field.item, row)
            elif self.gridded:
                self._cells(line, field.item, row, "")
            elif not self._members(line, field.item, row):
                return False
        return True

    def _cells(self, line: Locator, group: Field, row: Mapping[str, Any], above: str) -> None:
        for child in group.children:
            if child.key not in row:
                continue
            name = f"{above}{re.escape(child.title)}"
            if child.kind == "object":
                self._cells(line, child, row[child.key], rf"{name}\s")
                continue
            kind = control(self.notice, child) or ""
            role = {"checkbox": "checkbox", "radio": "combobox", "select": "combobox"}.get(kind)
            role = "combobox" if kind == "combo" else role or "textbox"
            found = line.get_by_role(role, name=re.compile(rf"^{name}(?=\s|（|$)"))  # type: ignore[arg-type]
            self._enter(found, child, "select" if kind == "radio" else kind, row[child.key])

    def _single(self, scope: Locator, field: Field, kind: str, value: Any) -> bool:
        if kind in ("radio", "checks"):
            around = scope.get_by_role("group", name=_title(field), include_hidden=True).first
            if not around.is_visible():
                return False
            self.used.add(kind)
            for one in value if isinstance(value, list) else [value]:
                of = field.item if kind == "checks" and field.item is not None else field
                around.get_by_label(self._label(of, one), exact=True).check()
            return True
        found = scope.get_by_label(_title(field))
        if not found.first.is_visible():
            return False
        self._enter(found, field, kind, value)
        return True

    def _enter(self, found: Locator, field: Field, kind: str, value: Any) -> None:
        self.used.add(kind)
        if kind == "locked":
            return
        if kind == "select":
            found.select_option(label=self._label(field, value))
        elif kind == "checkbox":
            found.check()
            found.set_checked(value)
        else:
            self._typed(found, field, value)

    def _typed(self, found: Locator, field: Field, value: Any) -> None:
        binding = "enum" in field.schema
        found.fill(self._label(field, value) if binding else str(value))

    def _label(self, field: Field, code: Any) -> str:
        offered = choices(self.notice, field)
        text = str(code).lower() if isinstance(code, bool) else str(code)
        return dict(offered.rows).get(text, text) if offered is not None else text


def _title(field: Field) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(field.title)}(?=\s|（单位|$)")
