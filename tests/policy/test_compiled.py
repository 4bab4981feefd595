"""A compiled notice is the notice: it is never another one, and never somebody else's."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shenbao.core.errors import PolicyError
from shenbao.policy.compiled import load as compiled
from shenbao.policy.compiled import store
from shenbao.policy.compiled.codec import from_json
from shenbao.policy.compiled.sources import content_digest
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Notice
from shenbao.policy.names import by_id, resolve

ROOT = Path(__file__).resolve().parents[2]
INVENTED = Path(__file__).parents[1] / "notices"
NOTICES = [(root, notice) for root in (ROOT, INVENTED) for notice in load_notices(root)]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of compiled notices that is ours, and empty."""
    monkeypatch.setenv(store.CACHE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "notices"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A notice that a test may change."""
    shutil.copytree(INVENTED, tmp_path / "policy")
    return tmp_path / "policy" / "schemas" / "demo-2024"


def again(notice: Notice) -> Notice:
    """Return a notice as its compiled form says it."""
    return from_json(json.loads(store.document(notice))["notice"])


@pytest.mark.parametrize("notice", [notice for _, notice in NOTICES], ids=lambda item: item.id)
def test_the_compiled_form_of_a_notice_says_all_of_it(notice: Notice) -> None:
    """The same values of the same types, in the same order: 3 is not 3.0, no tuple is a list."""
    assert repr(again(notice)) == repr(notice)
    assert again(notice) == notice
    assert store.document(again(notice)) == store.document(notice)


@pytest.mark.parametrize(("root", "notice"), NOTICES, ids=[notice.id for _, notice in NOTICES])
def test_from_the_cache_comes_what_the_folder_says(root: Path, notice: Notice, cache: Path) -> None:
    folder = root / "schemas" / notice.id
    for _ in range(2):
        assert compiled.load_notice(folder) == notice
    assert [file.name for file in cache.iterdir()] == [f"{content_digest(folder)}.json"]


def titled(text: str) -> str:
    return text.replace('"title": "', '"title": "新', 1)


CHANGES: list[tuple[str, Callable[[str], str]]] = [
    ("notice.json", titled),
    ("forms/a.schema.json", titled),
    ("lists/demo_topics.csv", lambda text: text.replace("专题甲", "专题丙")),
    ("clauses.md", lambda text: text + "又一句\n"),
]


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[name for name, _ in CHANGES])
def test_a_changed_folder_is_another_notice(
    folder: Path, name: str, change: Callable[[str], str]
) -> None:
    """Whatever was kept before: each file that a notice is made of counts."""
    before = compiled.load_notice(folder)
    file = folder / name
    file.write_text(change(file.read_text("utf-8")), "utf-8")
    after = compiled.load_notice(folder)
    assert after == load_notice(folder) != before
    assert compiled.load_notice(folder) == after


def test_what_notices_share_counts_too(folder: Path) -> None:
    shared = folder.parent / "common"
    shutil.copytree(ROOT / "schemas" / "common", shared, dirs_exist_ok=True)
    before = content_digest(folder)
    file = shared / "person.schema.json"
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    assert content_digest(folder) != before


def test_a_notice_with_mistakes_is_told_every_time(folder: Path) -> None:
    compiled.load_notice(folder)
    (folder / "notice.json").write_text("{", "utf-8")
    for _ in range(2):
        with pytest.raises(PolicyError):
            compiled.load_notice(folder)


@pytest.mark.parametrize("root", [ROOT, INVENTED], ids=["ours", "invented"])
def test_notices_that_are_asked_for_one_by_one_are_those_of_the_folder(root: Path) -> None:
    asked, all_of_them = compiled.load_asked(root), compiled.load_sound(root)
    assert tuple(asked.notices) == asked.notices[:] == all_of_them.notices
    assert len(asked.notices) == len(all_of_them.notices)
    assert not asked.unsound


def test_a_notice_that_is_asked_for_is_loaded_alone(cache: Path) -> None:
    """wenzhou-2023 names a term of mudan-2022: whether that has it is for ``shenbao check``."""
    asked = compiled.load_asked(ROOT)
    assert resolve(asked.notices, "elsewhere/p1") is None
    assert not cache.exists()
    assert by_id(asked.notices, "wenzhou-2023") == load_notice(ROOT / "schemas" / "wenzhou-2023")
    kept = {file.stem for file in cache.iterdir()}
    assert kept == {content_digest(ROOT / "schemas" / "wenzhou-2023")}


def test_what_a_notice_says_of_others_is_told_where_all_are_looked_at(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    file = tmp_path / "schemas" / "shanghai-2024" / "notice.json"
    text = file.read_text("utf-8")
    file.write_text(text.replace('"notice": "songjiang-2024"', '"notice": "elsewhere"'), "utf-8")
    asked = compiled.load_asked(tmp_path)
    asked.require("shanghai-2024/any")
    assert not asked.unsound
    told = compiled.load_sound(tmp_path).unsound
    assert {problem.message for problem in told["shanghai-2024"]} == {"kin-unknown"}


def test_supplied_lists_are_never_kept(folder: Path, cache: Path) -> None:
    """They name persons and units."""
    compiled.load_sound(folder.parents[1], lists=folder / "examples" / "lists")
    assert not cache.exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"notice": {"id": 1}}', b"\xff", b"[" * 9999]
)
def test_a_damaged_file_is_as_none(folder: Path, cache: Path, content: bytes) -> None:
    notice = compiled.load_notice(folder)
    (file,) = cache.iterdir()
    file.write_bytes(content)
    assert compiled.load_notice(folder) == notice
    assert file.read_bytes() == store.document(notice)


def lie(notice: Notice) -> bytes:
    """Return the compiled form of a notice that says something else."""
    return store.document(notice).replace(notice.title.encode(), "假的".encode())


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
@pytest.mark.parametrize("place", ["folder", "file"])
def test_what_others_can_write_is_not_believed(folder: Path, cache: Path, place: str) -> None:
    notice = compiled.load_notice(folder)
    (file,) = cache.iterdir()
    file.write_bytes(lie(notice))
    assert compiled.load_notice(folder).title == "假的"
    (cache if place == "folder" else file).chmod(0o777)
    assert compiled.load_notice(folder) == notice


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_cache_that_is_a_link_to_elsewhere_is_not_believed(
    folder: Path, cache: Path, tmp_path: Path
) -> None:
    notice = compiled.load_notice(folder)
    (file,) = cache.iterdir()
    file.write_bytes(lie(notice))
    cache.rename(tmp_path / "elsewhere")
    cache.symlink_to(tmp_path / "elsewhere")
    assert compiled.load_notice(folder) == notice


def test_without_a_place_to_keep_it_a_notice_is_loaded_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for place in ("", str(tmp_path / "file")):
        monkeypatch.setenv(store.CACHE, place)
        assert compiled.load_notice(folder) == load_notice(folder)


def test_a_notice_that_uses_definitions_of_another_is_not_kept(folder: Path, cache: Path) -> None:
    """Its folder does not say all that it is made of."""
    other = folder.parent / "other"
    shutil.copytree(ROOT / "schemas" / "common", other)
    file = folder / "forms" / "a.schema.json"
    document = json.loads(file.read_text("utf-8"))
    part = next(iter(document["properties"].values()))
    definitions = json.loads((other / "text.schema.json").read_text("utf-8"))["$defs"]
    address = f"../../other/text.schema.json#/$defs/{next(iter(definitions))}"
    part["properties"]["extra"] = {"$ref": address, "title": "另一份"}
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    assert compiled.load_notice(folder) == load_notice(folder)
    assert not cache.exists()


def test_the_notices_of_the_program_are_found_without_a_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled.compile_bundled(INVENTED, tmp_path / "compiled")
    monkeypatch.setattr(store, "bundled", lambda: tmp_path / "compiled")
    monkeypatch.delattr("shenbao.policy.load.folder.load_traced")
    assert list(compiled.load_sound(INVENTED).notices) == load_all(INVENTED)


def load_all(root: Path) -> list[Notice]:
    return [notice for place, notice in NOTICES if place == root]
