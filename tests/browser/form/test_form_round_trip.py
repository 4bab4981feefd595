"""What goes into a form comes out of it again: every form and table, by file and by label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import pytest
from browser.by_labels import Filler
from browser.visiting import Visit
from support import generated
from support.effort import share
from support.generated import generate
from support.invented.kinds import VECTORS, of_kinds, rows
from support.invented.synthetic import large_form

from shenbao.forms.controls import Control
from shenbao.forms.initial_data import fixed_columns, start
from shenbao.policy.form_identity import content_of, fingerprint
from shenbao.policy.model import FormOrTable, Notice

BY_LABELS = (
    "demo-2024/a",
    "plan-2024/annual",
    "plan-2024/indicators",
    "mudan-2022/plan",
    "mudan-2022/status",
    "shenkang-2024/intake",
    "shenkang-2024/p3-general",
    "shenkang-2024/summary",
    "wenzhou-2023/city",
)
"""One or two of each kind of notice, purpose and shape; the others are filled by file."""


def with_constants(home: FormOrTable, data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with what the form itself says: a fixed value stands in every file."""
    form = home.as_form() if home.is_table else home  # type: ignore[attr-defined]
    for section in form.sections:
        if section.kind == "object" and section.when is None:
            for child in section.children:
                if "const" in child.schema and child.kind != "boolean" and child.when is None:
                    data.setdefault(section.key, {}).setdefault(child.key, child.schema["const"])
    return data


def test_every_form_gives_back_what_it_was_given(visit: Visit, every_notice: Notice) -> None:
    """Long data stand in the page when it opens, short ones come as a file; both come out."""
    notice = every_notice
    for home in share(notice.homes, 2):
        blank = with_constants(home, start(notice, home))
        first, second = (
            with_constants(home, generate(notice, home, seed, rows=rows))
            for seed, rows in ((1, "most"), (2, "few"))
        )
        page = visit.open(notice, home, first)
        assert same(home, visit.save(page), first), home.ref
        visit.take(page, {"$schema": home.ref, **second})
        told = page.locator("#notice").inner_text()
        assert "没有照原样读入" not in told, (home.ref, told)
        saved = visit.save(page)
        assert same(home, saved, second), home.ref
        shown = page.locator("#fingerprint").inner_text()
        nothing = content_of(home, second) == content_of(home, blank)
        assert shown == ("填写后生成" if nothing else fingerprint(home, second)), home.ref
        page.close()


def test_the_page_reads_what_every_medium_reads(visit: Visit, demo: Notice) -> None:
    """What a box cannot hold is left out here: the page says so when it takes the file."""
    notice = of_kinds(demo)
    (table,) = notice.tables
    vectors = [
        item for item in VECTORS if item["kind"] != "boolean" or not isinstance(item["value"], str)
    ]
    page = visit.open(notice, table)
    visit.take(page, {"$schema": table.ref, "rows": rows("text", vectors)})
    assert "没有照原样读入" not in page.locator("#notice").inner_text()
    wanted = {"rows": rows("value", vectors)}
    assert same(table, visit.save(page), wanted)
    assert page.locator("#fingerprint").inner_text() == fingerprint(table, wanted)


def same(home: FormOrTable, saved: dict[str, Any], data: dict[str, Any]) -> bool:
    """Say whether a saved file has the content of ``data`` and names its form."""
    assert saved.pop("$schema") == home.ref
    assert content_of(home, saved) == content_of(home, data)
    return True


def test_filled_by_labels(
    visit: Visit, notices: tuple[Notice, ...], demo: Notice, plan: Notice
) -> None:
    """Filled by what its labels say, as a person does, a form holds the same data."""
    used: set[str] = set()
    for notice, home in chosen((*notices, demo, plan)):
        data = fitting(notice, home, with_constants(home, generate(notice, home, 3, rows="few")))
        page = visit.open(notice, home)
        filler = Filler(page, notice, home)
        filler.fill(without_fixed(home, data))
        assert same(home, visit.save(page), data), home.ref
        used |= filler.used
        page.close()
    assert used >= {"text", "textarea", "number", "date", "select", "radio", "combo", "locked"}


def test_every_kind_of_control_by_labels(
    visit: Visit, demo: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An invented form with every control there is, filled by its labels; rows of two digits."""
    monkeypatch.setattr(generated, "MOST_ROWS", 11)
    form = large_form(demo, 15)
    notice = replace(demo, forms=(form,))
    data = with_constants(form, generate(notice, form, 5))
    page = visit.open(notice, form)
    filler = Filler(page, notice, form)
    filler.fill(data)
    assert same(form, visit.save(page), data)
    assert filler.used == set(get_args(Control)) - {"computed"}


def chosen(notices: tuple[Notice, ...]) -> Iterator[tuple[Notice, FormOrTable]]:
    """Yield the forms that are filled by their labels."""
    homes = {home.ref: (notice, home) for notice in notices for home in notice.homes}
    return (homes[ref] for ref in share(BY_LABELS, 3))


def fitting(notice: Notice, home: FormOrTable, data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with the rows that a table carries: nobody types over them."""
    given = start(notice, home).get("rows")
    if given is None:
        return data
    rows = generate(notice, home, 3)["rows"]
    return {"rows": [{**row, **fixed} for row, fixed in zip(rows, given, strict=False)]}


def without_fixed(home: FormOrTable, data: dict[str, Any]) -> dict[str, Any]:
    """Return what is left to fill in: all but the columns that come with the form."""
    fixed = fixed_columns(home)
    if not fixed:
        return data
    rows = [{key: item for key, item in row.items() if key not in fixed} for row in data["rows"]]
    return {"rows": rows}
