"""The site: text comes out literally, nothing loads from outside, links lead somewhere."""

from __future__ import annotations

import html
import importlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shenbao.core.artifacts import Artifact, write
from shenbao.core.errors import ShenbaoError
from shenbao.forms.urls import relative
from shenbao.policy.cel.condition_words import in_words
from shenbao.policy.model import Notice
from shenbao.site.builder import link_checker
from shenbao.site.builder.build import build_site
from shenbao.site.builder.postprocess import polish_page
from shenbao.site.builder.search_index import INDEX
from shenbao.site.content import requirements
from shenbao.site.content.escape import escape
from shenbao.site.render.documents import read_documents
from shenbao.site.render.nav import navigation
from shenbao.site.render.pages import site_pages

ROOT = Path(__file__).resolve().parents[2]

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ notice }} {% raw %}",
    "3. 一项",
    "- 一项",
    "# 标题 {#other-id}",
    "a | b",
    "**粗** _斜_ `码` ~~删~~",
    "![图](https://outside.example/x.png)",
    '" onmouseover="alert(1)',
    "</td></table><img src=//outside.example>",
    "!!! note",
    "&lt;b&gt; &amp;",
    "[TOC] [^1] [[x]]",
    "末尾 ##",
    "=== 三",
    ": 定义",
)
markdown: Any = importlib.import_module("markdown")
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc", "def_list", "admonition"]


def build(
    notice: Notice, folder: Path, extras: tuple[Artifact, ...] = (), log: Any = lambda _: None
) -> Any:
    return build_site(
        folder,
        [notice],
        extras,
        staging=folder / "build" / "site-src",
        out=folder / "build" / "site",
        config=ROOT / "mkdocs.yml",
        log=log,
    )


@pytest.fixture(scope="module")
def site(demo: Notice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the invented notice, with a hand-written page."""
    folder = tmp_path_factory.mktemp("site")
    page = folder / "docs" / "apply" / "first.md"
    page.parent.mkdir(parents=True)
    page.write_text(
        "---\ntitle: 第一步\n---\n# 第一步\n\n见[目录](../catalogue.md)。\n"
        "\n| 甲 |\n|---|\n| 1 |\n",
        encoding="utf-8",
    )
    out: Path = build(demo, folder).out
    return out


def content_of(page: str) -> str:
    """The part of a page that we wrote."""
    found = re.search(r"<article.*?</article>", page, re.DOTALL)
    assert found is not None
    return found.group()


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_out_literally_in_markdown_and_in_html(text: str) -> None:
    """One escape is right in a paragraph, a heading, a cell and an attribute."""
    safe = escape(text)
    for source in (f"{safe}", f"## {safe} {{: #here }}", f"<table><td>{safe}</td></table>"):
        shown = markdown.markdown(source, extensions=EXTENSIONS)
        assert text_of(shown) == text
        assert not re.search(r"<(script|img|em|strong|code|del|ul|ol)\b", shown)
    attribute = markdown.markdown(f'<div title="{safe}"></div>', extensions=EXTENSIONS)
    assert "onmouseover" not in re.sub(r'"[^"]*"', "", attribute)
    heading = markdown.markdown(f"## {safe} {{: #here }}", extensions=EXTENSIONS)
    assert 'id="here"' in heading


def test_a_hostile_notice_builds_a_harmless_site(demo: Notice, tmp_path: Path) -> None:
    """Titles with markup stand on the pages, in navigation and in the search, as text."""
    title = "<script>alert(1)</script> {{ 7*7 }} {#id} | 3."
    programme = replace(demo.programmes[0], title=title)
    topics = tuple(replace(topic, title=title, gist=title) for topic in programme.topics)
    notice = replace(
        demo,
        title=title,
        short_title=title,
        summary=title,
        programmes=(replace(programme, topics=topics, steps=(title,)),),
    )
    out = build(notice, tmp_path).out
    for file in out.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        assert "<script>alert" not in page
    page = (out / "notices" / demo.id / "programme-P1.html").read_text(encoding="utf-8")
    found = re.search(r"<h1[^>]*>(.*?)<a class=\"headerlink\"", page, re.DOTALL)
    assert found is not None
    assert text_of(found.group(1).partition("<small")[0]) == title
    index = (out / INDEX).read_text(encoding="utf-8")
    assert json.dumps(title, ensure_ascii=False)[1:-1] in index


def test_every_page_has_a_title_a_description_and_explicit_heading_ids(
    demo: Notice, site: Path
) -> None:
    """No page falls back on ids that are counted (_1, _2)."""
    for artifact in site_pages([demo], docs=None):
        source = artifact.content.decode("utf-8")
        front = source.split("---\n")[1]
        assert re.search(r'^title: ".+"$', front, re.MULTILINE)
        assert re.search(r'^description: ".+"$', front, re.MULTILINE)
        for line in source.splitlines():
            if re.match(r"#{1,6} ", line):
                assert re.search(r"\{: #[A-Za-z0-9_.-]+( \.[a-z-]+)? \}$", line), line
    for file in set(site.rglob("*.html")) - {site / "404.html"}:
        article = content_of(file.read_text(encoding="utf-8"))
        ids = re.findall(r' id="([^"]*)"', article)
        assert len(ids) == len(set(ids)), file
        assert not [name for name in ids if re.fullmatch(r"_\d+", name)]


def test_pages_state_what_the_source_lacks(demo: Notice) -> None:
    """A missing fact is a badge, never an empty cell."""
    pages = {item.path: item.content.decode("utf-8") for item in site_pages([demo], docs=None)}
    assert "原文未载</span>" in pages[f"notices/{demo.id}/index.md"]
    assert "名单缺失</span>" in pages[f"notices/{demo.id}/lists.md"]
    assert "10–20 万元" in pages["catalogue.md"]
    assert 'data-closes="2024-04-30T16:00:00+08:00"' in pages["catalogue.md"]


def test_every_rule_field_and_clause_has_a_place(demo: Notice) -> None:
    """What other pages and reports link to exists on the page for it."""
    pages = {item.path: item.content.decode("utf-8") for item in site_pages([demo], docs=None)}
    folder = f"notices/{demo.id}/"
    for home, rule in demo.rules():
        assert f'id="{rule.id}"' in pages[folder + "rules.md"]
        assert f'id="{home.id}-{rule.id}"' in pages[folder + "rules.md"]
    for form in demo.forms:
        for node in form.fields():
            assert f"#{node.anchor} }}" in pages[f"{folder}fields-{form.id}.md"]
    for clause in demo.clauses:
        assert f"{{: #{clause.id} " in pages[f"clauses/{demo.id}.md"]
        assert f'id="{clause.id}"' in pages[folder + "clauses.md"]


def test_links_are_offered_only_to_what_is_there(demo: Notice) -> None:
    """Without forms the pages do not promise them."""
    without = b"".join(item.content for item in site_pages([demo], docs=None, extras=[]))
    everything = b"".join(item.content for item in site_pages([demo], docs=None))
    assert b"forms/a.html" not in without
    assert b"forms/a.html" in everything


def test_staging_twice_writes_nothing_the_second_time(demo: Notice, tmp_path: Path) -> None:
    """Same notices, same bytes; a page that is no longer made goes."""
    write(site_pages([demo], docs=None), tmp_path, prune=True)
    again = write(site_pages([demo], docs=None), tmp_path, prune=True)
    assert again.changed == ()
    assert again.removed == ()
    assert (
        f"notices/{demo.id}/index.md"
        in write(site_pages([], docs=None), tmp_path, prune=True).removed
    )


def test_two_builds_are_the_same_to_the_byte(demo: Notice, site: Path, tmp_path: Path) -> None:
    """Nothing in a site depends on the clock or on the folder it was built in."""
    docs = site.parent.parent / "docs" / "apply"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "apply").mkdir()
    (tmp_path / "docs" / "apply" / "first.md").write_bytes((docs / "first.md").read_bytes())
    other = build(demo, tmp_path).out
    one = {file.relative_to(site).as_posix(): file.read_bytes() for file in walk(site)}
    two = {file.relative_to(other).as_posix(): file.read_bytes() for file in walk(other)}
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def walk(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.rglob("*")) if file.is_file())


def test_the_finished_pages_are_repaired_for_assistive_technology(site: Path) -> None:
    """Named dialogs, tables that a keyboard can scroll, in hand-written pages too."""
    page = (site / "apply" / "first.html").read_text(encoding="utf-8")
    assert 'data-md-component="dialog" role="status" aria-label="消息"' in page
    assert '<div class="sb-scroll" role="region" tabindex="0" aria-label="表格">' in page
    assert 'href="../catalogue.html"' in page
    assert "aria-expanded" not in page
    assert not list(site.rglob("*.map"))
    assert not (site / "sitemap.xml").exists()


def test_regions_of_one_page_have_different_names() -> None:
    """A screen reader lists them by name."""
    page = polish_page("<table><tr><td>1</td></tr></table>" * 2)
    assert re.findall(r'role="region" tabindex="0" aria-label="([^"]+)"', page) == [
        "表格",
        "表格 2",
    ]


def test_no_page_of_the_notices_has_an_id_twice(notices: tuple[Notice, ...]) -> None:
    """One rule in three forms has three places, and one that is its first."""
    for artifact in site_pages(notices, docs=None):
        source = artifact.content.decode("utf-8")
        ids = re.findall(r'<[^>]* id="([^"]*)"', source)
        ids += re.findall(r"\{: #([A-Za-z0-9_.-]+)", source)
        assert [name for name in set(ids) if ids.count(name) > 1] == [], artifact.path


def test_who_may_apply_is_told_by_clauses(notices: tuple[Notice, ...]) -> None:
    """Conditions, bars and limits apart, each clause once; the rest stands below."""
    notice = next(item for item in notices if item.id == "shenkang-2024")
    programme = notice.programmes[0]
    found = requirements.conditions(notice, programme, programme.tracks[0])
    degrees = {item.clause.id: item.degree for item in found.meet}
    assert degrees["c-p1-title"] == "error"
    assert degrees["c-p1-partner-kind"] == "warning"
    assert [item.clause.id for item in found.barred] == ["c-p1-running", "c-p1-failed"]
    assert [item.clause.id for item in found.limits] == ["c-p1-t1-quota", "c-p1-t2-quota"]
    told = {item.clause.id for item in (*found.meet, *found.barred, *found.limits)}
    others = {item.clause.id for item in requirements.content(notice, programme)}
    assert "c-p1-funding" in others
    assert not told & others


def test_a_check_that_only_bears_on_a_clause_does_not_make_it_stricter(
    notices: tuple[Notice, ...],
) -> None:
    """A reminder stays a reminder where a rule of another clause also cites it."""
    notice = next(item for item in notices if item.id == "shenkang-2024")
    programme = notice.programmes[1]
    found = requirements.conditions(notice, programme, programme.tracks[0])
    degrees = {item.clause.id: item.degree for item in found.meet}
    assert degrees["c-p2-participant-kind"] == "warning"
    assert degrees["c-p2-mode"] is None


def test_what_tables_are_checked_for_stands_on_the_programme(
    notices: tuple[Notice, ...],
) -> None:
    """Shares and numbers of a whole city are no condition of a form, but part of the call."""
    notice = next(item for item in notices if item.id == "wenzhou-2023")
    found = {
        programme.id: [
            check.id for item in requirements.by_tables(notice, programme) for check in item.checks
        ]
        for programme in notice.programmes
    }
    assert found == {
        "WZ-N": [],
        "WZ-C": ["WZ-03", "WZ-07", "WZ-08"],
        "WZ-X": ["WZ-11", "WZ-13", "WZ-36"],
    }
    shenkang = next(item for item in notices if item.id == "shenkang-2024")
    assert not any(requirements.by_tables(shenkang, one) for one in shenkang.programmes)


def test_a_checklist_item_names_its_programmes_and_topics(notices: tuple[Notice, ...]) -> None:
    """Marks in a row are a span; an item of every programme says so."""
    notice = next(item for item in notices if item.id == "shenkang-2024")
    said = {item.id: requirements.applies_to(notice, item) for item in notice.checklist}
    assert said["SK-P1-02"] == "P1 专题①"
    assert said["SK-P3-13"] == "P3 专题⑤至⑬"
    assert said["SK-R-13"] == "全部项目"


def test_downloads_stand_by_task_with_their_sizes(demo: Notice) -> None:
    """Files for people first; a size only where it is known."""
    folder = f"data-packages/{demo.id}/{demo.tables[0].id}"
    extras = {f"{folder}/datapackage.json": 5_000, f"{folder}/README.md": 90}
    pages = {
        item.path: item.content.decode() for item in site_pages([demo], docs=None, extras=extras)
    }
    page = pages["downloads.md"]
    assert page.index("README.md") < page.index("datapackage.json")
    assert "5 KB" in page
    assert "90 字节" in page


def test_an_argument_of_a_sentence_is_not_shown_raw(notices: tuple[Notice, ...]) -> None:
    """What only a check can fill in stands as dots."""
    for artifact in site_pages(notices, docs=None):
        if "/rules.md" in artifact.path or "/fields-" in artifact.path:
            assert not re.search(r"&#123;[a-z_]+&#125;[家不]", artifact.content.decode("utf-8"))


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="https://outside.example/x.js"></script>',
        '<script src="//outside.example/x.js"></script>',
        '<link rel="stylesheet" href="http://outside.example/x.css">',
        '<link rel="preconnect" href="https://outside.example">',
        '<img src="https://outside.example/x.png" alt="">',
        '<img srcset="a.png 1x, https://outside.example/b.png 2x" alt="">',
        '<p style="background: url(https://outside.example/x.png)">',
        "<style>@import 'https://outside.example/x.css';</style>",
        '<iframe src="https://outside.example"></iframe>',
        '<form action="https://outside.example"></form>',
        '<svg><use href="https://outside.example/x.svg#a"/></svg>',
        '<meta http-equiv="refresh" content="0; url=https://outside.example">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\tscript:alert(1)">x</a>',
        '<a ping="https://outside.example" href="#">x</a>',
    ],
)
def test_the_gate_refuses_whatever_would_load_from_outside(markup: str, tmp_path: Path) -> None:
    """Every way by which a page could fetch, or run a script from a link."""
    (tmp_path / "index.html").write_text(f"<!doctype html>{markup}", encoding="utf-8")
    assert len(link_checker.outside(tmp_path)) == 1


def test_the_gate_lets_text_links_and_inner_references_pass(tmp_path: Path) -> None:
    """A link that a reader may choose to follow is no request."""
    (tmp_path / "index.html").write_text(
        '<a href="https://outside.example">x</a><a href="mailto:a@outside.example">y</a>'
        '<img src="data:image/png;base64,AA" alt=""><link href="a.css" rel="stylesheet">',
        encoding="utf-8",
    )
    (tmp_path / "a.css").write_text("a{background:url(data:image/png;base64,AA)}", "utf-8")
    assert link_checker.outside(tmp_path) == ()
    (tmp_path / "a.css").write_text("a{background:url('https://outside.example/x')}", "utf-8")
    assert [str(fault) for fault in link_checker.outside(tmp_path)] == [
        "a.css → https://outside.example/x"
    ]


def test_the_gate_finds_links_that_lead_nowhere(tmp_path: Path) -> None:
    """A missing file and a missing id, but not a right link with Chinese in it."""
    (tmp_path / "a.html").write_text(
        '<p id="there"><a href="b.html">x</a><a href="#here">y</a><a href="#there">z</a>'
        '<a href="%E8%A1%A8.csv">w</a>',
        encoding="utf-8",
    )
    (tmp_path / "表.csv").write_text("x", encoding="utf-8")
    assert [fault.reference for fault in link_checker.broken(tmp_path)] == ["b.html", "#here"]


def test_a_failed_build_leaves_the_old_site(demo: Notice, tmp_path: Path) -> None:
    """The gate stands before the swap."""
    out = build(demo, tmp_path).out
    before = (out / "index.html").read_bytes()
    bad = Artifact.text("bad.html", '<img src="https://outside.example/x.png" alt="">')
    with pytest.raises(ShenbaoError, match=r"outside\.example"):
        build(demo, tmp_path, (bad,))
    assert (out / "index.html").read_bytes() == before
    assert not (out / "bad.html").exists()
    assert sorted(item.name for item in out.parent.iterdir() if item.name[0] == ".") == []


def test_a_folder_of_somebody_else_is_not_replaced(demo: Notice, tmp_path: Path) -> None:
    """A wrong --out must not cost a person their documents."""
    thesis = tmp_path / "build" / "site" / "thesis.docx"
    thesis.parent.mkdir(parents=True)
    thesis.write_bytes(b"x")
    with pytest.raises(ShenbaoError, match="site"):
        build(demo, tmp_path)
    assert thesis.read_bytes() == b"x"


def test_a_broken_link_in_a_hand_written_page_is_named(demo: Notice, tmp_path: Path) -> None:
    """mkdocs' own complaint reaches the person who can mend it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text("# 页\n\n[x](missing.md)\n", encoding="utf-8")
    with pytest.raises(ShenbaoError, match=r"page\.md.*missing\.md"):
        build(demo, tmp_path)


def test_extra_files_are_copied_to_the_byte_and_markdown_is_not_rendered(
    demo: Notice, tmp_path: Path
) -> None:
    """A data package's README stays the file that it is."""
    extras = (
        Artifact(f"data-packages/{demo.id}/README.md", b"# raw\r\n"),
        Artifact("calendar.ics", b"BEGIN:VCALENDAR\r\n"),
    )
    out = build(demo, tmp_path, extras).out
    for extra in extras:
        assert (out / extra.path).read_bytes() == extra.content
    assert not (out / "data-packages" / demo.id / "index.html").exists()
    assert "calendar.ics" in (out / "deadlines.html").read_text(encoding="utf-8")


def test_navigation_titles_folders_and_hand_written_pages(demo: Notice, site: Path) -> None:
    """Titles are HTML, since the theme prints them as they are."""
    hostile = replace(demo, short_title="<b>短</b>")
    documents = read_documents(site.parent.parent / "docs")
    text = json.dumps(navigation([hostile], documents), ensure_ascii=False)
    assert '{"第一步": "apply/first.md"}' in text
    assert "&lt;b&gt;短&lt;/b&gt;" in text
    assert f"notices/{demo.id}/programme-P1.md" in text
    assert navigation([], ())[0] == {"首页": "index.md"}
    checked = {"检查文件": "check-files.html"}
    assert str(checked) not in str(navigation([], ()))
    assert checked in navigation([], (), ["check-files.html"])[2]["报数据"]


def test_pages_stand_in_the_order_that_they_say(tmp_path: Path) -> None:
    """Those who keep a policy begin with the hour; what says no order comes last, by its name."""
    pages = [page.path for page in read_documents(ROOT / "docs") if page.part == "administer"]
    assert pages[:2] == ["administer/new-notice.md", "administer/workbook.md"]
    for name, order in {"b": "order: 2\n", "c": "", "a": "order: 10\n", "0": "order: x\n"}.items():
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\n{order}---\n", "utf-8")
    assert [page.title for page in read_documents(tmp_path)] == ["b", "a", "0", "c"]


def test_links_are_relative_and_quoted() -> None:
    """Pages find each other in any folder."""
    assert relative("clauses.html#c-1", "notices/x/rules.html") == "../../clauses.html#c-1"
    assert relative("notices/x/rules.html#R", "notices/x/rules.html") == "#R"
    assert relative("data/表.csv", "index.html") == "data/%E8%A1%A8.csv"


def test_simple_conditions_are_put_in_words(demo: Notice) -> None:
    """A clinician reads titles and labels; what is not simple stays CEL."""
    form = demo.form("a")
    assert in_words("app.basic.topic == '2'", form, demo) == "“专题”为“②专题乙”"
    both = in_words("app.basic.topic == '1' || app.basic.topic == '2'", form, demo)
    assert both == "“专题”为“①专题甲”，或“专题”为“②专题乙”"
    assert in_words("size(app.partners) > 1.0", form, demo) is None


def test_what_to_do_when_it_comes_back_follows_the_order_of_the_check(
    notices: tuple[Notice, ...],
) -> None:
    """Time, materials, then by programme quotas, bars, people, content; each with its clause."""
    pages = {item.path: item.content.decode("utf-8") for item in site_pages(notices, docs=None)}
    for notice in notices:
        path = f"notices/{notice.id}/returned.md"
        assert (path in pages) is bool(notice.programmes)
        if path not in pages:
            continue
        page = pages[path]
        parts = ["#time", "#materials", *(f"#programme-{item.id}" for item in notice.programmes)]
        places = [page.index(f"{{: {part} }}") for part in parts if f"{{: {part} }}" in page]
        assert len(places) >= 3
        assert places == sorted(places)
        for deadline in notice.deadlines:
            for clause in deadline.clauses:
                assert all(quote in html.unescape(page) for quote in notice.clause(clause).quotes)
    page = pages["notices/shenkang-2024/returned.md"]
    names = ["超过限额", "属于不能报的情形", "单位和人不符合条件", "内容和经费不合要求"]
    assert [page.index(name) for name in names] == sorted(page.index(name) for name in names)
    assert 'href="rules.html#SK-P1-17"' in page
