"""What is taken along and what is built again: archives, the lost address, pages that are kept."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.programs import PAGE_PATIENCE

from shenbao.core.artifacts import Artifact
from shenbao.forms import urls
from shenbao.media.html.write import html_form
from shenbao.policy.model import Notice
from shenbao.site.builder.archives import notice_archives
from shenbao.site.builder.build import build_site
from shenbao.site.builder.page_facts import read_facts, site_facts
from shenbao.site.not_found import not_found

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]


def build(notice: Notice, folder: Path) -> Path:
    """Build the site of a notice with its forms below ``folder``; return where it is."""
    result: Any = build_site(
        folder,
        [notice],
        [html_form(notice, home) for home in notice.homes],
        staging=folder / "build" / "site-src",
        out=folder / "build" / "site",
        config=ROOT / "mkdocs.yml",
        log=lambda _: None,
    )
    return Path(result.out)


@pytest.fixture(scope="module")
def work(demo: Notice, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the site of the invented notice was built once."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "docs").mkdir()
    (folder / "docs" / "page.md").write_text("---\ntitle: 页\n---\n# 页\n\n甲\n", "utf-8")
    build(demo, folder)
    return folder


def bytes_of(site: Path) -> dict[str, bytes]:
    """Return every file of a site by its path."""
    files = (file for file in sorted(site.rglob("*")) if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def test_the_whole_site_is_taken_along_and_links_to_no_archive(work: Path) -> None:
    """Unpacked it is the same site; the size stands beside the link to it."""
    site = work / "build" / "site"
    with zipfile.ZipFile(site / urls.WHOLE_SITE) as archive:
        inside = {item: archive.read(item) for item in archive.namelist()}
    archives = {name for name in bytes_of(site) if name.endswith(".zip")}
    assert {f"shenbao-site/{name}" for name in bytes_of(site).keys() - archives} == inside.keys()
    for name, content in inside.items():
        assert b".zip" not in content or not name.endswith(("index.html", "offline.html")), name
    home = (site / urls.HOME).read_text("utf-8")
    assert re.search(r'href="shenbao-site\.zip".*?</a> <small[^>]*>\d+ MB</small>', home)


def test_everything_of_a_notice_is_one_file(demo: Notice, work: Path) -> None:
    """Forms with what they are for; where there is nothing to fill in, no archive."""
    file = work / "build" / "site" / urls.notice_archive(demo)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        about = archive.read(f"{demo.id}/说明.txt").decode("utf-8-sig")
    assert f"{demo.id}/forms/{demo.forms[0].id}.html" in names
    assert demo.title in about
    assert demo.edition.version in about
    page = (work / "build" / "site" / urls.page(demo, "index")).read_text("utf-8")
    assert re.search(rf'href="{demo.id}\.zip".*?<small[^>]*>[\d.]+ [KM]B</small>', page)
    assert tuple(notice_archives([demo], [Artifact("notices/other/forms/a.html", b"")])) == ()
    again = html_form(demo, demo.forms[0])
    first, second = (tuple(notice_archives([demo], [again])) for _ in range(2))
    assert first == second


def test_what_is_built_again_is_the_same_as_built_anew(
    demo: Notice, work: Path, tmp_path: Path
) -> None:
    """Kept pages are those that would be made: also when one of the others has changed."""
    page = work / "docs" / "page.md"
    page.write_text(page.read_text("utf-8").replace("甲", "乙"), "utf-8")
    changed = build(demo, work)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_bytes(page.read_bytes())
    assert bytes_of(changed) == bytes_of(build(demo, tmp_path))
    assert "乙" in (changed / "page.html").read_text("utf-8")


def test_a_page_that_was_kept_and_damaged_facts_do_no_harm(demo: Notice, work: Path) -> None:
    """Facts that cannot be read are made anew; a page is kept for its own text alone."""
    facts = work / "build" / "facts.json"
    before = bytes_of(work / "build" / "site")
    for damaged in (b"", b"[]", b'{"program": 1}', b"\xff", b'{"pages": {}}'):
        facts.write_bytes(damaged)
        site_facts(work / "build" / "site", facts)
        assert json.loads(facts.read_bytes())["pages"]
    assert bytes_of(build(demo, work)) == before


def test_facts_see_into_the_depth_of_a_page() -> None:
    """The reader has no limit of depth behind which a page could load what it likes."""
    deep = "<div>" * 1500 + '<img src="https://outside.example/x.png">' + "</div>" * 1500
    assert read_facts("a.html", f"<html>{deep}".encode()).loads == (
        "https://outside.example/x.png",
    )


@pytest.mark.parametrize(
    ("at", "asked", "kind", "target"),
    [
        ("sites/a", "notices/demo/gone.html", "near", "notices/demo/index.html"),
        ("", "notices/demo/x/y/z.html", "near", "notices/demo/index.html"),
        ("", "notices/old-2020/rules.html", "moved", "notices/demo/rules.html"),
        ("a/b", "clauses/old-2020.html", "moved", "notices/demo/clauses.html"),
        ("", "notices/__proto__/a.html", "", ""),
        ("", "notices/%E0/a.html", "", ""),
        ("x", "gone.html", "", ""),
    ],
)
def test_a_lost_address_leads_on_from_any_depth(
    browser: Browser, demo: Notice, at: str, asked: str, kind: str, target: str
) -> None:
    """The same page stands at every address; it finds the root and tells where a thing went."""
    paths = [
        urls.HOME,
        urls.library(demo),
        *(urls.page(demo, name) for name in ("index", "rules", "clauses")),
    ]
    moved = replace(demo, edition=replace(demo.edition, supersedes="old-2020/2020.1"))
    content = not_found([moved], paths).content
    root = "https://site.example/" + (f"{at}/" if at else "")
    context = browser.new_context()
    context.set_default_timeout(PAGE_PATIENCE)
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.route("**", lambda route: route.fulfill(body=content, content_type="text/html"))
    # Where nothing of the address is known, the root is taken to be the folder of the address.
    page.goto(root + asked.replace("/demo/", f"/{demo.id}/"))
    home = page.get_by_role("link", name="首页").evaluate("link => link.href")
    assert home == f"{root}index.html"
    for name in ("moved", "near"):
        link = page.locator(f"#{name}-to")
        assert link.is_visible() == (name == kind), name
        if name == kind:
            wanted = target.replace("demo", demo.id)
            assert link.evaluate("link => link.href") == root + wanted
    # Why comes first, then where to go.
    assert page.locator("main p").first.inner_text().startswith("链接可能写错了")
    context.close()
    assert mistakes == []
