"""Finding things on the site: the search, what stands first in it, and what is folded."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.utils.meta import get_data
from playwright.sync_api import Browser, ViewportSize

from shenbao.core.artifacts import write
from shenbao.core.errors import ShenbaoError
from shenbao.policy.model import Later, Notice
from shenbao.site.builder.build import SCRIPTS, build_site, site_script, synonyms
from shenbao.site.builder.page_facts import read_facts, site_facts
from shenbao.site.builder.search_index import Section, read_synonyms, search_index
from shenbao.site.render.documents import read_documents
from shenbao.site.render.pages import site_pages

ROOT = Path(__file__).resolve().parents[2]
TERMS: dict[str, Any] = json.loads(
    Path(__file__).with_name("search_terms.json").read_text(encoding="utf-8")
)
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)


@pytest.fixture(scope="module")
def library(demo: Notice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the clause library of the invented notice."""
    folder = tmp_path_factory.mktemp("site")
    done = build_site(
        folder,
        [demo],
        (),
        staging=folder / "build" / "site-src",
        out=folder / "build" / "site",
        config=ROOT / "mkdocs.yml",
        log=lambda _: None,
    )
    out: Path = done.out
    return out / "clauses" / f"{demo.id}.html"


def test_pages_for_the_keepers_of_the_policy_stand_behind(tmp_path: Path) -> None:
    """Who searches for 名单 looks for a list, not for how to write one."""
    text = "---\ntitle: 页\n---\n# 页\n"
    for part in ("administer", "apply"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "page.md").write_text(text, encoding="utf-8")
    found = {item.part: item.content.decode("utf-8") for item in read_documents(tmp_path)}
    assert found["apply"] == text
    assert found["administer"].startswith("---\nsearch:\n  boost: 0.3\ntitle: 页\n---\n# 页")


def test_pages_of_an_older_edition_stand_behind(demo: Notice) -> None:
    """Each page that can be found weighs less than the same page of the edition that holds."""
    new = replace(demo, id="demo-2025")
    later = Later(notice=new.id, version="2025.1", title=new.short_title)
    old = replace(demo, later=later)
    weights: dict[str, dict[str, float]] = {new.id: {}, old.id: {}}
    for artifact in site_pages((new, old), docs=None):
        room, _, rest = artifact.path.partition("/")
        notice, _, page = rest.partition("/")
        if room != "notices" or notice not in weights or not page.endswith(".md"):
            continue
        text, meta = get_data(artifact.content.decode("utf-8"))
        assert text.lstrip().startswith("# ")
        search = meta.get("search", {})
        weights[notice][page] = 0 if search.get("exclude") else search.get("boost", 1)
    assert weights[old.id].keys() == weights[new.id].keys() != set()
    for page, weight in weights[new.id].items():
        assert weights[old.id][page] == pytest.approx(weight * 0.3), page


def test_readings_are_named_by_their_question(notices: tuple[Notice, ...]) -> None:
    """An id such as I12b is for the command line; it stands in code, if at all."""
    ids = [reading.id for notice in notices for reading in notice.readings]
    shown = re.compile(
        rf"读法 ?(?:{'|'.join(ids)})\b|\b(?:{'|'.join(i for i in ids if not i[1:].isdigit())})\b"
    )
    for artifact in site_pages(notices, docs=None):
        if artifact.path.endswith(".md"):
            text = re.sub(
                r"<code>.*?</code>|<[^>]*>|\{:[^}]*\}", " ", artifact.content.decode("utf-8")
            )
            assert shown.findall(html.unescape(text)) == [], artifact.path


def test_chapters_fold_on_a_phone_and_lie_open_on_a_desk(library: Path, browser: Browser) -> None:
    """The whole library of a notice is a few screens; a link to a clause unfolds its chapter."""
    for size, opened in ((PHONE, False), (DESK, True)):
        page = browser.new_page(viewport=size)
        page.goto(library.as_uri())
        chapters = page.locator("details.sb-chapter")
        assert chapters.count() > 0
        assert page.locator("details.sb-chapter[open]").count() == (
            chapters.count() if opened else 0
        )
        clause = page.locator(".sb-clause-head").first
        assert clause.is_visible() is opened
        page.goto(f"{library.as_uri()}#{clause.get_attribute('id')}")
        clause.wait_for(state="visible")
        page.close()


def test_every_clause_stands_in_its_chapter(library: Path, demo: Notice) -> None:
    """Folding loses none, and the search still has a place for each."""
    text = library.read_text(encoding="utf-8")
    page = read_facts(library.name, library.read_bytes()).indexed
    assert page is not None
    anchors = {section.anchor for section in page.sections}
    for clause in demo.clauses:
        assert f'id="{clause.id}"' in text
        assert clause.id in anchors


# -- the search --------------------------------------------------------------------------


def test_a_page_is_cut_at_headings_and_at_rows_that_have_an_address() -> None:
    """Scripts, links of headings to themselves and what is excluded are not text."""
    page = read_facts(
        "a.html",
        """<html><head><title>规则：甲 - 站</title><meta name="shenbao-search" content="0.5"></head>
        <body><nav>导航</nav><article>前言<h1 id="top">规则<a class="headerlink">#</a></h1>
        <p>一句。</p><script>x</script>
        <table><tr><th>编号</th></tr><tr id="row"><th><span id="SK-1">SK-1</span></th>
        <td>要求<details data-search-exclude>cel</details></td></tr></table>后话
        </article></body></html>""".encode(),
    ).indexed
    assert page is not None
    assert (page.title, page.weight) == ("规则：甲", 0.5)
    assert page.sections == (
        Section(anchor="", title="规则：甲", text="前言"),
        Section(anchor="SK-1", title="SK-1", text="要求"),
        Section(anchor="top", title="规则", text="一句。 编号 后话"),
    )


def test_pages_kept_out_of_the_search_are_not_in_it() -> None:
    kept = '<title>甲</title><meta name="shenbao-search" content="0"><article>乙</article>'
    assert read_facts("a.html", kept.encode()).indexed is None


def test_synonyms_of_two_files_are_joined_and_a_wrong_line_is_named(tmp_path: Path) -> None:
    ours, own = tmp_path / "a.txt", tmp_path / "b.txt"
    ours.write_text("# 说明\n院感 = 医院感染\n\n甲 = 乙 # 环\n", encoding="utf-8")
    own.write_text("院感 = 医院感染，感控\n乙 = 甲\n", encoding="utf-8-sig")
    assert read_synonyms([ours, own]) == {"院感": ["医院感染", "感控"], "甲": ["乙"], "乙": ["甲"]}
    own.write_text("好 = 行\n没有等号\n", encoding="utf-8")
    with pytest.raises(ShenbaoError) as caught:
        read_synonyms([own])
    assert "第 2 行" in str(caught.value)
    assert "没有等号" in str(caught.value)
    own.write_text("乙 ＝ 甲\n", encoding="utf-8")
    assert read_synonyms([own]) == {"乙": ["甲"]}
    own.write_text("院感 = 医院感染\n", encoding="gb18030")
    with pytest.raises(ShenbaoError, match="UTF-8"):
        read_synonyms([own])


@pytest.fixture(scope="module")
def found(
    notices: tuple[Notice, ...], browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], list[str]]]:
    """Types into the search of the five notices; returns where its results lead."""
    site = tmp_path_factory.mktemp("search")
    # Where no site was built yet the folder of its pages is not there.
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(site))
    reader = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    for artifact in site_pages(notices, docs=ROOT / "docs"):
        target = site / artifact.path
        if target.suffix != ".md":
            continue
        text, meta = get_data(artifact.content.decode("utf-8"))
        search = meta.get("search", {})
        weight = 0 if search.get("exclude") else search.get("boost", 1)
        page = (
            f"<html><head><title>{html.escape(meta['title'])} - 站</title>"
            f'<meta name="shenbao-search" content="{weight}"></head>'
            f"<body><article>{reader.reset().convert(text)}</article></body></html>"
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_suffix(".html").write_text(page, encoding="utf-8")
    for notice in notices:
        for form in notice.forms:
            path = site / "notices" / notice.id / "forms" / f"{form.id}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"<title>{form.title} · {notice.short_title}</title>", encoding="utf-8")
    for name, title in (("eligibility", "我能报什么"), ("check-files", "检查文件")):
        (site / f"{name}.html").write_text(f"<title>{title}</title>", encoding="utf-8")
    found = [page.indexed for page in site_facts(site).values() if page.indexed is not None]
    write([search_index(found, synonyms(ROOT)), *map(site_script, SCRIPTS)], site)
    (site / "start.html").write_text(
        '<!doctype html><meta charset="utf-8"><nav class="md-header__inner"></nav>'
        '<script src="assets/javascripts/search.js"></script>',
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto((site / "start.html").as_uri())
    page.get_by_role("button", name="搜索").click()
    page.get_by_text("键入词语").wait_for()

    def ask(term: str) -> list[str]:
        page.get_by_label("要找的词").fill(term)
        page.locator(".sb-search").evaluate(
            "(dialog) => new Promise((done) => setTimeout(done, 200))"
        )
        links = page.locator(".sb-search-results > li > a")
        base = f"{site.as_uri()}/"
        return [str(link.get_attribute("href")).removeprefix(base) for link in links.all()]

    yield ask
    page.close()


def test_what_people_type_finds_the_page_that_answers(found: Callable[[str], list[str]]) -> None:
    """The right page of each term was written down first: nine in ten are the first result."""
    places = {}
    for term, right in TERMS["terms"].items():
        links = found(term)
        wanted = re.compile("|".join(f"(?:{pattern})" for pattern in right))
        places[term] = next((i for i, link in enumerate(links) if wanted.search(link)), None)
    late = {term: place for term, place in places.items() if place is None or place >= 5}
    assert late == {}
    first = [term for term, place in places.items() if place == 0]
    assert len(first) >= 0.9 * len(places), {t: p for t, p in places.items() if p}


@pytest.mark.parametrize("term", TERMS["nothing"])
def test_a_number_that_there_is_not_finds_nothing(
    term: str, found: Callable[[str], list[str]]
) -> None:
    assert found(term) == []
