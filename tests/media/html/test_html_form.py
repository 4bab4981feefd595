"""The fillable form as a file: self-contained, safe, complete, the same every time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from shenbao.core import resources
from shenbao.core.errors import ShenbaoError
from shenbao.forms.target_rules import described_targets, with_targets
from shenbao.media.html.expression_reads import expressions_of
from shenbao.media.html.script_data import page_spec
from shenbao.media.html.write import html_form
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Form, Notice, Table

SCRIPT_LIMIT = 121_000


class Page(HTMLParser):
    """What a test asks of a page: the text of its scripts and styles, ids, addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.nodes: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.policy = ""
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what the tag carries."""
        values = dict(attrs)
        self._inside = tag if tag in self.texts else ""
        if tag in self.texts:
            self.texts[tag].append("")
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"] or ""
        self.nodes += [values["data-node"] or ""] if "data-node" in values else []
        self.ids += [values["id"] or ""] if "id" in values else []
        self.addresses += [values[name] or "" for name in ("src", "href") if name in values]

    def handle_endtag(self, tag: str) -> None:
        """Leave a script or style."""
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Collect the text of scripts and styles."""
        if self._inside:
            self.texts[self._inside][-1] += data


def page(notice: Notice, form: Form) -> Page:
    """Return the parsed page of a form."""
    return Page(html_form(notice, form).content.decode("utf-8"))


def embedded(parsed: Page) -> dict[str, Any]:
    """Return the description that the script reads."""
    description: dict[str, Any] = json.loads(parsed.texts["script"][0])
    return description


def digest(text: str) -> str:
    """Return a text's hash as a content security policy writes it."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


def test_path_and_bytes(demo: Notice) -> None:
    """A form has its place below the notice, and the same input gives the same bytes."""
    form = demo.forms[0]

    first, second = html_form(demo, form), html_form(demo, form)

    assert first.path == f"notices/{demo.id}/forms/{form.id}.html"
    assert first.content == second.content


def test_a_page_says_what_it_is_and_where_its_content_stays(demo: Notice) -> None:
    """For those who see the link only: title and notice, and that nothing is uploaded."""
    text = html_form(demo, demo.forms[0]).content.decode("utf-8")
    about = re.search(r'<meta name="description" content="([^"]*)">', text)
    assert about is not None
    assert demo.forms[0].title in about[1]
    assert "不上传" in about[1]


def test_policy_lets_in_only_its_own_script_and_style(demo: Notice) -> None:
    """The hashes of the policy are those of the inline script and style; nothing else may load."""
    parsed = page(demo, demo.forms[0])

    assert f"script-src 'sha256-{digest(parsed.texts['script'][1])}'" in parsed.policy
    assert f"style-src 'sha256-{digest(parsed.texts['style'][0])}'" in parsed.policy
    assert parsed.policy.startswith("default-src 'none'")
    assert "unsafe" not in parsed.policy


def test_nothing_points_outside(notices: tuple[Notice, ...]) -> None:
    """No form names an address outside itself."""
    for notice in notices:
        for form in notice.forms:
            parsed = page(notice, form)
            assert all(address.startswith("#") for address in parsed.addresses)
            assert "url(" not in parsed.texts["style"][0]


def test_every_field_has_its_place(notices: tuple[Notice, ...], demo: Notice) -> None:
    """Every node of every form is drawn once, and again in the template of its row."""
    for notice in (*notices, demo):
        for form in notice.forms:
            parsed = page(notice, form)
            ticked = {
                node.pointer + "/*" for node in form.fields() if f"{node.anchor}_box" in parsed.ids
            }
            wanted = {node.pointer for node in form.fields()} - ticked
            assert wanted - set(parsed.nodes) == set()
            assert len(parsed.ids) == len(set(parsed.ids)), form.ref


def test_hostile_words_stay_words(demo: Notice) -> None:
    """Text of a schema can neither end the script nor become markup."""
    hostile = "</script><img src=x onerror=alert(1)>\u2028{{ 7 * 7 }}"
    form = replace(demo.forms[0], title=hostile, description=hostile)

    text = html_form(demo, form).content.decode("utf-8")

    assert "<img" not in text
    assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)[0]
    assert embedded(Page(text))["title"] == hostile


@pytest.fixture(scope="module")
def plan() -> Notice:
    """The small invented plan: a record with computed values and targets."""
    return load_notice(Path(__file__).parents[2] / "notices" / "schemas" / "plan-2024")


def test_a_computed_value_is_no_entry(plan: Notice) -> None:
    """It is drawn as an output, with how it is made, and the script is told the expression."""
    form = plan.form("annual")
    text = html_form(plan, form).content.decode("utf-8")
    (drawn,) = re.findall(r"<output[^>]*>", text)
    assert 'id="f-safety-coverage"' in drawn
    assert "100 × 已设安检的出入口 ÷ 全部出入口" in text
    node = embedded(Page(text))["root"]["children"][2]["children"][2]
    assert (node["control"], node["computed"]) == (
        "computed",
        "100.0 * self.checked / self.entrances",
    )


def test_targets_that_a_form_can_miss_alone_stand_on_their_fields(plan: Notice) -> None:
    """Each, the lowest and all stand on their field; a mean or a sum needs the others."""
    form = plan.form("annual")
    told = {rule.id: rule for rule in with_targets(plan, form).all_rules()}
    assert set(told) == {"PL-T1", "PL-T2"}
    assert not any(rule.cases for rule in told.values())
    both = replace(plan.targets[0], at_most=120.5, firm=False)
    (rule,) = with_targets(replace(plan, targets=(both,)), form).all_rules()
    assert rule.severity == "warning"
    assert with_targets(replace(plan, targets=()), form) is form


def test_the_script_is_given_every_target_and_what_it_looks_at(plan: Notice) -> None:
    """Bounds as numbers and in words, roles with their fields, lists of the members."""
    description = embedded(page(plan, plan.form("annual")))
    targets = {target["id"]: target for target in description["targets"]}
    assert set(targets) == {"PL-T1", "PL-T2", "PL-T3", "PL-T4", "PL-T6"}
    assert description["roles"]["year"] == "/basic/year"
    assert {"c-safety", "c-emr"} <= set(description["clauses"])
    assert {name for target in targets.values() for _, name in target["members"]} <= {
        *description["lists"]
    }
    assert targets["PL-T1"]["words"]["bound"] == "不低于 100 %"
    assert targets["PL-T2"]["where"] in description["reads"]
    both = replace(plan.targets[0], at_least=0.05, at_most=120.5)
    (told,) = described_targets(replace(plan, targets=(both,)), plan.form("annual"))["targets"]
    assert (told["least"], told["most"]) == (0.05, 120.5)
    assert told["words"]["bound"] == "在 0.05 至 120.5 %之间"


def test_nothing_in_the_page_reads_an_expression(notices: tuple[Notice, ...]) -> None:
    """What every expression of a form looks at is handed over with it."""
    for notice in notices:
        for home in notice.homes:
            form = home.as_form() if isinstance(home, Table) else home
            described = page_spec(notice, home, form, None, (notice,))
            asked = set(expressions_of(described["root"]))
            asked |= {target["where"] for target in described["targets"] if target["where"]}
            carried = (described["whole"] or {}).get("carried")
            asked |= {carried["applies"]} if carried and carried["applies"] else set()
            assert asked == set(described["reads"]), home.ref


def test_a_title_of_ours_is_told_as_ours(plan: Notice, demo: Notice) -> None:
    """Where the source has no title, the page and its paper say whose it is."""
    ours = html_form(plan, plan.forms[0]).content.decode("utf-8")
    assert "原文没有标题，名称为本工具所拟" in re.findall(r'"notice-title">(.*?)</p>', ours)[0]
    assert embedded(Page(ours))["noticeTitle"].endswith("名称为本工具所拟）")
    assert embedded(page(demo, demo.forms[0]))["noticeTitle"] == demo.title


def test_hostile_formulas_and_titles_stay_words(plan: Notice) -> None:
    """The words of a formula are made of titles; they are text like any other."""
    form = plan.form("annual")
    section = form.sections[2]
    hostile = replace(section.children[0], title="</script><img src=x onerror=alert(1)>")
    sections = (
        *form.sections[:2],
        replace(section, children=(hostile, *section.children[1:])),
    )
    text = html_form(replace(plan, title="<img>"), replace(form, sections=sections)).content
    assert b"<img" not in text


def test_missing_lists_are_named_not_faked(demo: Notice) -> None:
    """A list that the source lacks is no choice: its field is free text and says so."""
    text = html_form(demo, demo.forms[0]).content.decode("utf-8")
    description = embedded(Page(text))

    assert "名单缺失：单位名单" in text
    assert "hospitals" not in description["lists"]
    assert description["missing"] == {"hospitals": "单位名单"}


def test_script_not_built(demo: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the built script the error names the command that builds it."""
    real = resources.templates("form")
    monkeypatch.setattr(
        resources, "templates", lambda part: real if part == "form" else tmp_path / part
    )

    with pytest.raises(ShenbaoError, match=r"hatch_build\.py"):
        html_form(demo, demo.forms[0])


def test_script_that_would_end_its_element(
    demo: Notice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that holds an end tag is refused rather than embedded."""
    real = resources.templates("form")
    built = tmp_path / "web" / "dist"
    built.mkdir(parents=True)
    (built / "form.js").write_text('"</script>"', encoding="utf-8")
    monkeypatch.setattr(
        resources, "templates", lambda part: real if part == "form" else tmp_path / part
    )

    with pytest.raises(ShenbaoError) as caught:
        html_form(demo, demo.forms[0])

    assert caught.value.message == "form-script-unsafe"


def test_a_table_has_the_path_of_its_name_and_its_rows(plan: Notice) -> None:
    """A table is offered like a form, with the rows that it carries as typed values."""
    table = plan.table("indicators")
    made = html_form(plan, table)
    description = embedded(Page(made.content.decode("utf-8")))

    assert made.path == "notices/plan-2024/forms/indicators.html"
    assert made.content == html_form(plan, table).content
    assert [row["no"] for row in description["start"]["rows"]] == [1, 2, 3]
    assert description["fixed"] == ["code", "no", "name", "group"]
    assert description["ref"] == "plan-2024/indicators"
    node = description["root"]["children"][0]
    assert (node["pointer"], node["kind"]) == ("/rows", "array")


def test_every_table_is_drawn_as_a_grid(notices: tuple[Notice, ...], plan: Notice) -> None:
    """Each column has one header, which names the control of every row."""
    for notice in (*notices, plan):
        for table in notice.tables:
            text = html_form(notice, table).content.decode("utf-8")
            parsed = Page(text)
            assert len(parsed.ids) == len(set(parsed.ids)), table.ref
            named = set(re.findall(r'aria-labelledby="(h-[^"]*)"', text))
            assert {name for names in named for name in names.split()} <= set(parsed.ids), table.ref


def test_given_data_stand_in_the_page_as_data(demo: Notice) -> None:
    """What the page begins with is JSON that cannot end its element, without the form's name."""
    hostile = "</script><img src=x onerror=alert(1)>\u2028"
    basic = {"project_title": hostile, "funding": float("nan")}
    data = {"$schema": "demo-2024/a", "basic": basic, "unknown": [None]}
    text = html_form(demo, demo.forms[0], data).content.decode("utf-8")

    assert "<img" not in text
    assert embedded(Page(text))["given"] == {
        "basic": {"project_title": hostile, "funding": "nan"},
        "unknown": [None],
    }
    assert embedded(page(demo, demo.forms[0]))["given"] is None


def test_files_of_other_forms_are_known(notices: tuple[Notice, ...]) -> None:
    """A page knows where values of other forms go: of its notice, or of all that are given."""
    shenkang = next(notice for notice in notices if notice.id == "shenkang-2024")
    form = shenkang.form("p1")
    alone = embedded(page(shenkang, form))["others"]
    assert set(alone) == {home.ref for home in shenkang.homes} - {form.ref}
    assert "/basic/project_title" in alone["shenkang-2024/p2"]["same"]
    text = html_form(shenkang, form, notices=notices).content.decode("utf-8")
    every = embedded(Page(text))["others"]
    assert set(every) == {home.ref for notice in notices for home in notice.homes} - {form.ref}


def test_script_size_and_licences() -> None:
    """The script stays small, and names what it contains."""
    built = resources.templates("web") / "dist"
    script = (built / "form.js").read_bytes()
    licences = (built / "LICENSES.txt").read_text(encoding="utf-8")

    assert len(gzip.compress(script, 9)) < SCRIPT_LIMIT
    for name in ("@bufbuild/cel", "@fluent/bundle", "@noble/hashes", "lean-qr"):
        assert name in licences
