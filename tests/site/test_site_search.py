"""Finding things on the site: the search, what stands first in it, and what is folded."""

from __future__ import annotations

import html
import importlib.util
import re
from pathlib import Path

import pytest
from mkdocs.utils.meta import get_data
from playwright.sync_api import Browser, ViewportSize

from shenbao.policy.model import Notice
from shenbao.site.builder.build import build_site
from shenbao.site.builder.postprocess import polish_search
from shenbao.site.render.documents import read_documents
from shenbao.site.render.pages import site_pages

ROOT = Path(__file__).resolve().parents[2]
_TERMS = re.compile(r"function (\w+)\(t,e\)\{let r=new Set,n=new Uint16Array.*?(?=function )")
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)


@pytest.fixture(scope="module")
def worker() -> str:
    """The script of the search as the theme ships it."""
    spec = importlib.util.find_spec("material")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(spec.submodule_search_locations[0]) / "templates/assets/javascripts/workers"
    (file,) = folder.glob("search.*.min.js")
    return file.read_text(encoding="utf-8")


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


def test_every_word_of_a_query_is_looked_up(worker: str, browser: Browser) -> None:
    """The theme left out the last sign: 电子病历 found 电子, and 推荐 whatever begins with 推."""
    known = ["电子", "病历", "推", "推广", "推荐", "主", "主体", "主城区"]
    page = browser.new_page()

    def terms(script: str, query: str) -> list[str]:
        found = _TERMS.search(script)
        assert found is not None
        index = dict.fromkeys(known, 1)
        call = f"([query, index]) => {{ {found[0]}; return [...{found[1]}(query, index)]; }}"
        return sorted(page.evaluate(call, [query, index]))

    mended = polish_search(worker)
    assert terms(worker, "电子病历") == ["电子"]
    assert terms(mended, "电子病历") == ["电子", "病历"]
    assert "推" in terms(worker, "推荐")
    assert terms(mended, "推荐") == ["推荐"]
    assert terms(mended, "主城区") == ["主城区"]
    page.close()


def test_what_has_all_words_stands_before_what_has_some(worker: str) -> None:
    """The score falls with the cube of the share of the words that are found."""
    mended = polish_search(worker)
    (share,) = re.findall(r"score:[^,]*,2\)\)(\*\w\([^;]*?,3\)),terms", mended)
    assert share.count("length") == 2
    assert polish_search(mended.replace("score:", "points:")) != mended
    assert polish_search("let nothing = 1;") == "let nothing = 1;"


def test_pages_for_the_keepers_of_the_policy_stand_behind(tmp_path: Path) -> None:
    """Who searches for 名单 looks for a list, not for how to write one."""
    text = "---\ntitle: 页\n---\n# 页\n"
    for part in ("administer", "apply"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "page.md").write_text(text, encoding="utf-8")
    found = {item.part: item.content.decode("utf-8") for item in read_documents(tmp_path)}
    assert found["apply"] == text
    assert found["administer"].startswith("---\nsearch:\n  boost: 0.4\ntitle: 页\n---\n# 页")


def test_clause_pages_stand_behind_programmes_and_fields(notices: tuple[Notice, ...]) -> None:
    """The library repeats what they say in context. A weight that is no number weighs nothing."""
    boosts: dict[str, float] = {}
    for artifact in site_pages(notices, docs=None):
        _, meta = get_data(artifact.content.decode("utf-8"))
        boosts[artifact.path] = meta.get("search", {}).get("boost", 1.0)
    assert all(isinstance(boost, int | float) for boost in boosts.values())
    libraries = [boost for path, boost in boosts.items() if path.startswith("clauses/")]
    others = [
        boost for path, boost in boosts.items() if "/programme-" in path or "/fields-" in path
    ]
    assert len(libraries) == len(notices)
    assert max(libraries) * 2 < min(others)


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
    index = (library.parent.parent / "search" / "search_index.json").read_text(encoding="utf-8")
    for clause in demo.clauses:
        assert f'id="{clause.id}"' in text
        assert f"clauses/{demo.id}.html#{clause.id}" in index
