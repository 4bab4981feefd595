"""What is asked of all notices is known without loading them, and is what loading them says."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

from shenbao.media.pdf.read.file import read_pdf
from shenbao.media.pdf.write.document import pdf_form
from shenbao.media.reading import headers
from shenbao.media.reading.source import SourceFile
from shenbao.policy.compiled import kept_index, store
from shenbao.policy.compiled import load as compiled
from shenbao.policy.headings import columns_by_name
from shenbao.policy.load.folder import load_notices
from shenbao.policy.model import Notice
from shenbao.policy.names import Catalogue, every_value, outlines, owner, tables

ROOT = Path(__file__).resolve().parents[2]
INVENTED = Path(__file__).parents[1] / "notices"
OURS = load_notices(ROOT)
SEEDS = range(200)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is kept that is ours, and empty; files count at once."""
    monkeypatch.setenv(store.CACHE, str(tmp_path / "cache"))
    monkeypatch.setattr(kept_index, "_SETTLED", 0)
    return tmp_path / "cache" / "notices"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A policy folder that a test may change."""
    shutil.copytree(INVENTED, tmp_path / "policy")
    return tmp_path / "policy"


def shelf(root: Path) -> Catalogue:
    """Return the notices of a folder as a new run has them."""
    found = compiled.load_asked(root).notices
    assert isinstance(found, Catalogue)
    return found


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notices that are loaded, as they are."""
    seen: list[str] = []

    def load(folder: Path) -> Notice:
        seen.append(folder.name)
        return original(folder)

    original = compiled.load_notice
    monkeypatch.setattr(compiled, "load_notice", load)
    return seen


def header(seed: int) -> list[str]:
    """Return headings of one or two tables, some of them wrong, in any order."""
    chance = random.Random(seed)  # noqa: S311 - a test
    every = [table for notice in OURS for table in notice.tables]
    names = [
        name
        for table in chance.sample(every, chance.choice((1, 1, 2)))
        for name in chance.sample([*columns_by_name(table)], chance.randint(1, 12))
    ]
    wrong = chance.sample(["", "别的", "序号", "x"], chance.randint(0, 3))
    return chance.sample([*names, *wrong], len(names) + len(wrong))


def said(found: headers.Match | None) -> object:
    """Return what a header was held against, and how it fits."""
    if found is None:
        return None
    columns = [None if column is None else column.pointer for column in found.columns]
    return found.table.ref, columns, [table.ref for table in found.rivals], found.worth


@pytest.mark.parametrize("again", ["made", "kept"])
def test_a_header_is_held_against_all_tables_whether_they_are_loaded_or_not(
    again: str,
) -> None:
    loaded, asked = headers.Index.of(OURS), headers.Index.of(shelf(ROOT))
    if again == "kept":
        asked.best(["序号"])
        asked = headers.Index.of(shelf(ROOT))
    for seed in SEEDS:
        cells: Sequence[str] = header(seed)
        assert said(asked.best(cells)) == said(loaded.best(cells)), cells


def test_names_and_readings_are_those_of_the_notices(loads: list[str]) -> None:
    for _ in range(2):
        assert outlines(shelf(ROOT)) == outlines(OURS)
        assert every_value(shelf(ROOT)) == every_value(OURS)
    assert loads == [notice.id for notice in OURS]


def test_the_next_run_loads_the_notice_that_a_header_names_and_no_other(loads: list[str]) -> None:
    table = next(notice for notice in OURS if notice.id == "wenzhou-2023").tables[0]
    names = list(columns_by_name(table))
    headers.Index.of(shelf(ROOT)).best(names)
    loads.clear()
    found = headers.Index.of(shelf(ROOT)).best(names)
    assert found is not None
    assert found.table.ref == table.ref
    assert loads == ["wenzhou-2023"]


def test_a_pdf_that_says_no_form_is_known_by_its_fields_without_loading_the_others(
    loads: list[str], tmp_path: Path
) -> None:
    home = next(notice for notice in OURS if notice.id == "mudan-2022").forms[0]
    file = tmp_path / "form.pdf"
    with pikepdf.open(io.BytesIO(pdf_form(owner(OURS, home), home).content)) as pdf:
        del pdf.trailer["/Info"], pdf.Root["/Metadata"]
        pdf.save(file)
    outlines(shelf(ROOT))
    loads.clear()
    source = SourceFile(path=file, name=file.name, notices=shelf(ROOT), schema=None)
    assert read_pdf(source).schema == home.ref
    assert loads == [home.notice]


@pytest.mark.parametrize("name", ["tables/numbers.schema.json", "notice.json"])
def test_a_changed_file_is_another_index(root: Path, name: str, loads: list[str]) -> None:
    assert "demo-2024/renamed" not in tables(shelf(root))
    folder = root / "schemas" / "demo-2024"
    file = next(path for path in (folder / name, *folder.glob("tables/*.json")) if path.is_file())
    if file.parent.name == "tables":
        renamed = file.with_name("renamed.schema.json")
        text = file.read_text("utf-8")
        own = file.name.removesuffix(".schema.json")
        renamed.write_text(text.replace(f'"x-id": "{own}"', '"x-id": "renamed"'), "utf-8")
    else:
        file.write_text(file.read_text("utf-8") + " ", "utf-8")
    loads.clear()
    tables(shelf(root))
    assert "demo-2024" in loads


def test_the_mistakes_of_a_notice_are_told_in_every_run(root: Path) -> None:
    """An index of the others is not kept: who asks for all hears of all."""
    (root / "schemas" / "demo-2024" / "notice.json").write_text("{", "utf-8")
    for _ in range(2):
        asked = compiled.load_asked(root)
        assert not any(ref.startswith("demo-2024/") for ref in tables(asked.notices))
        assert set(asked.unsound) == {"demo-2024"}


@pytest.mark.parametrize("raw", [b"", b"\n[]\n[]\n{}\n[]\n", b"x"], ids=repr)
def test_a_damaged_index_is_made_again(root: Path, cache: Path, raw: bytes) -> None:
    before = outlines(shelf(root))
    (kept,) = cache.glob("*.index")
    kept.write_bytes(raw)
    assert outlines(shelf(root)) == before
    assert headers.Index.of(shelf(root)).best(["别的"]) is None


def test_files_that_were_changed_just_now_are_not_relied_on(
    root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another change at once may leave a file with the same size and time."""
    monkeypatch.setattr(kept_index, "_SETTLED", 3600 * 10**9)
    outlines(shelf(root))
    assert not [*cache.glob("*.index")]


def test_a_folder_behind_a_link_is_not_relied_on(root: Path, cache: Path, tmp_path: Path) -> None:
    folder = root / "schemas" / "demo-2024" / "tables"
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    outlines(shelf(root))
    assert not [*cache.glob("*.index")]
