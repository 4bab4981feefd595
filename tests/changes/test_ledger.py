"""The ledger: what a digest is made of, which step a change asks for, a ledger with mistakes."""

from __future__ import annotations

import errno
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from shenbao.app.forms.form import FormRequest, Medium, make_form
from shenbao.app.notices.check import CheckRequest, check
from shenbao.app.notices.compare.confirming import ConfirmRequest, confirm
from shenbao.app.notices.ledger.standing import standing, without_notice
from shenbao.app.notices.ledger.versions import require_ledgers, versions, with_withdrawals
from shenbao.app.notices.publish import PublishRequest, publish
from shenbao.app.policy_source import Policy
from shenbao.changes.ledger.meaning import digest, digest_of, restored, snapshot
from shenbao.changes.ledger.steps import is_small, proposed, step_due
from shenbao.core.errors import PolicyError, ShenbaoError, UnsoundError
from shenbao.policy.load.folder import load_notice, load_notices
from shenbao.policy.model import Notice
from shenbao.site.render.pages import site_pages

ROOT = Path(__file__).resolve().parents[2]
KEJI = Path(__file__).parents[1] / "notices" / "keji"
DAY = date(2025, 3, 1)
FORM = "forms/research.schema.json"


def policy_folder(tmp_path: Path) -> Path:
    shutil.copytree(KEJI / "schemas" / "keji-2025", tmp_path / "schemas" / "keji-2025")
    shutil.copytree(KEJI / "data-packages", tmp_path / "data-packages")
    shutil.rmtree(tmp_path / "data-packages" / "keji-2026")
    return tmp_path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A policy folder with one notice."""
    return policy_folder(tmp_path)


def loaded(root: Path) -> Notice:
    return load_notice(root / "schemas" / "keji-2025")


def rewritten(root: Path, file: str, change: Callable[[Any], Any]) -> None:
    place = root / "schemas" / "keji-2025" / file
    document = json.loads(place.read_text("utf-8"))
    place.write_text(json.dumps(change(document) or document, ensure_ascii=False), "utf-8")


def replaced(root: Path, file: str, old: str, new: str) -> None:
    place = root / "schemas" / "keji-2025" / file
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


def backwards(value: Any) -> Any:
    """The same value with the keys of all objects the other way round."""
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return [backwards(item) for item in value] if isinstance(value, list) else value


def without_params(document: Any) -> None:
    """Write the values of parameters where they are used."""
    age = next(rule for rule in document["x-rules"] if rule["id"] == "KJ-R-03")
    assert age["years"] == {"param": "age_most"}
    age["years"] = 58


def test_how_it_is_written_does_not_count(root: Path) -> None:
    before = digest(loaded(root))
    for file in ("notice.json", FORM, "tables/summary.schema.json"):
        rewritten(root, file, backwards)
    assert digest(loaded(root)) == before
    rewritten(root, FORM, without_params)
    rewritten(root, FORM, lambda form: form.update({"$comment": "A note for those who keep it."}))
    rewritten(root, "notice.json", lambda notice: notice["edition"].update(version="2025.9"))
    shutil.rmtree(root / "schemas" / "keji-2025" / "examples")
    assert digest(loaded(root)) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "step"),
    [
        ("notice.json", '"value": 58', '"value": 57', "version"),
        (FORM, "Two running", "Two projects running", "words"),
        (FORM, '"maxItems": 15', '"maxItems": 16', "version"),
        ("notice.json", "适宜技术推广项目。", "适宜技术推广项目", "words"),
    ],
)
def test_what_it_says_counts(root: Path, file: str, old: str, new: str, step: str) -> None:
    before = loaded(root)
    replaced(root, file, old, new)
    after = loaded(root)
    assert digest(after) != digest(before)
    kept = json.loads(json.dumps(snapshot(before)))
    assert step_due(kept, after).step == step
    assert digest(restored(kept) or after) == digest(before)


def test_what_cannot_be_read_any_more_asks_for_the_large_step(root: Path) -> None:
    due = step_due({"notice": {"id": 3, "unheard": []}}, loaded(root))
    assert (due.step, due.compared) == ("version", False)


@pytest.mark.parametrize(
    ("version", "words", "new"),
    [
        ("2024.1", "2024.1.1", "2024.2"),
        ("2024.1.3", "2024.1.4", "2024.2"),
        ("v3.9", "v3.9.1", "v3.10"),
        ("first", "first.1", "first.1"),
    ],
)
def test_the_number_that_follows(version: str, words: str, new: str) -> None:
    assert (proposed(version, "words"), proposed(version, "version")) == (words, new)
    assert is_small(version, words)


def told(root: Path) -> list[str]:
    return [problem.message for problem in standing(root, loaded(root)).problems]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the notice as it stands, made once."""
    root = policy_folder(tmp_path_factory.mktemp("first"))
    publish(PublishRequest(notice="keji-2025", day=DAY, root=root))
    return root / "published"


@pytest.fixture
def ledger(root: Path, first: Path) -> Path:
    """The ledger of the notice in the policy folder."""
    shutil.copytree(first, root / "published")
    return root / "published" / "keji-2025" / "ledger.json"


def test_a_published_version_may_not_change(root: Path, ledger: Path) -> None:
    whole = ledger.read_bytes()
    assert (told(root), standing(root, loaded(root)).reminders) == ([], ())
    replaced(root, "notice.json", "适宜技术推广项目。", "适宜技术推广项目")
    (problem,) = standing(root, loaded(root)).problems
    assert "2025.1.1" in problem.text()
    assert (problem.message, problem.pointer) == ("ledger-changed", "/edition/version")
    with pytest.raises(ShenbaoError, match=r"2025\.1\.1"):
        publish(PublishRequest(notice="keji-2025", day=DAY, root=root))
    assert ledger.read_bytes() == whole
    replaced(root, "notice.json", '"version": "2025.1"', '"version": "2025.1.1"')
    (reminder,) = standing(root, loaded(root)).reminders
    assert (told(root), reminder.message) == ([], "ledger-not-yet")
    check(CheckRequest(root=root, update=True))
    done = publish(PublishRequest(notice="keji-2025", day=DAY, root=root))
    assert (done.did, done.entry.step, told(root)) == ("published", "words", [])


def entry(document: Any) -> Any:
    return document["published"][0]


DAMAGES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "key": (lambda it: entry(it).update(note=1), "dialect-unknown-keyword"),
    "lacking": (lambda it: entry(it).pop("digest"), "dialect-missing-key"),
    "type": (lambda it: it.update(published={}), "dialect-type"),
    "digest": (lambda it: entry(it).update(digest="12"), "dialect-keyword"),
    "path": (lambda it: entry(it).update(version="../x"), "dialect-keyword"),
    "day": (lambda it: entry(it).update(date="2025-02-30"), "ledger-no-day"),
    "notice": (lambda it: it.update(notice="keji-2026"), "ledger-other-notice"),
    "twice": (lambda it: it["published"].append(entry(it)), "ledger-twice"),
    "other digest": (lambda it: entry(it).update(digest="0" * 64), "ledger-digest-other"),
    "other snapshot": (lambda it: entry(it).update(snapshot="0" * 64), "ledger-snapshot-changed"),
    "withdrawn before": (
        lambda it: entry(it).update(withdrawn={"date": "2025-02-28", "reason": "x"}),
        "ledger-day-before",
    ),
    "other version": (lambda it: entry(it).update(version="2024.1"), "ledger-stray"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_ledger_edited_by_hand_is_told(root: Path, ledger: Path, damage: str) -> None:
    change, message = DAMAGES[damage]
    document = json.loads(ledger.read_text("utf-8"))
    change(document)
    ledger.write_text(json.dumps(document), "utf-8")
    assert message in told(root)
    if message != "ledger-digest-other":
        with pytest.raises(PolicyError):
            publish(PublishRequest(notice="keji-2025", day=DAY, root=root))
    else:
        done = publish(PublishRequest(notice="keji-2025", day=DAY, root=root))
        assert (done.did, told(root)) == ("renewed", [])


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b'{"notice": NaN}', b"{}"])
def test_a_file_that_is_no_ledger_is_told(root: Path, ledger: Path, content: bytes) -> None:
    ledger.write_bytes(content)
    assert told(root)
    with pytest.raises(PolicyError):
        publish(PublishRequest(notice="keji-2025", day=DAY, withdraw="2025.1", root=root))
    assert ledger.read_bytes() == content


def test_what_was_kept_is_held_against_the_ledger(root: Path, ledger: Path) -> None:
    kept = ledger.parent / "versions" / "2025.1.json"
    text = kept.read_text("utf-8")
    kept.write_text(text.replace("58", "60"), "utf-8")
    assert told(root) == ["ledger-snapshot-changed"]
    kept.unlink()
    assert told(root) == ["policy-file-missing"]
    kept.write_text(text, "utf-8")
    ledger.unlink()
    assert told(root) == ["ledger-stray"]


def test_what_was_kept_of_the_notices_judges_as_they_do() -> None:
    """A value of a rule uses the earlier ones: in another order it has no answer."""
    held = 0
    for notice in load_notices(ROOT):
        file = ROOT / "published" / notice.id / "versions" / f"{notice.edition.version}.json"
        kept = restored(json.loads(file.read_text("utf-8"))) if file.exists() else None
        if kept is None:
            continue
        held += 1
        for then, now in zip((*kept.forms, *kept.tables), notice.homes, strict=True):
            was, stands = then.all_rules(), now.all_rules()
            assert [list(one.values) for one in was] == [list(one.values) for one in stands]
    assert held


def test_a_version_is_kept_with_its_keys_in_their_order(root: Path) -> None:
    values = '"values": {"of": "app.basic.funding", "due": "value.of * ('
    replaced(root, FORM, '"assert": "app.budget.match >= app.basic.funding * (', values)
    share = "app.basic.unit_level in ['l2', 'base'] ? 0.5 : 1.0)"
    replaced(root, FORM, share, share + '"}, "assert": "app.budget.match >= value.due')
    check(CheckRequest(root=root, update=True))
    publish(PublishRequest(notice="keji-2025", day=DAY, root=root))
    file = root / "published" / "keji-2025" / "versions" / "2025.1.json"
    kept = restored(json.loads(file.read_text("utf-8")))
    assert kept is not None
    made = next(one for one in kept.form("research").rules if one.id == "KJ-R-05")
    assert list(made.values) == ["of", "due"]


@pytest.mark.usefixtures("ledger")
def test_a_published_notice_stays(root: Path) -> None:
    (root / "schemas" / "keji-2025").rename(root / "schemas" / "keji-2024")
    assert [problem.message for problem in without_notice(root)] == ["ledger-no-notice"]


def test_what_does_not_pass_the_check_is_not_published(root: Path) -> None:
    replaced(root, FORM, '"assert": "self < 2.0"', '"assert": "self < two"')
    with pytest.raises(UnsoundError):
        publish(PublishRequest(notice="keji-2025", day=DAY, root=root))
    assert not (root / "published").exists()


@pytest.mark.parametrize("sign", ["\x01", "\u200b", "\u202e", "\udcff"])
def test_no_reason_makes_a_ledger_that_is_not_read_again(
    root: Path, ledger: Path, sign: str
) -> None:
    before, reason = ledger.read_bytes(), f"错{sign}了"
    with pytest.raises(ShenbaoError) as caught:
        publish(
            PublishRequest(notice="keji-2025", day=DAY, withdraw="2025.1", reason=reason, root=root)
        )
    assert (caught.value.message, ledger.read_bytes()) == ("publish-reason-sign", before)
    with pytest.raises(ShenbaoError) as caught:
        confirm(ConfirmRequest(old="a", new="b", numbers=("1",), reason=reason))
    assert caught.value.message == "compare-accept-sign"


def test_the_site_has_each_version_under_its_own_address(root: Path, ledger: Path) -> None:
    publish(
        PublishRequest(notice="keji-2025", day=DAY, withdraw="2025.1", reason="错了", root=root)
    )
    replaced(root, "notice.json", '"value": 58', '"value": 57')
    replaced(root, "notice.json", '"version": "2025.1"', '"version": "2025.2"')
    document = json.loads(ledger.read_text("utf-8"))
    new = loaded(root)
    kept = snapshot(new)
    document["published"].append(
        {
            **entry(document),
            "version": "2025.2",
            "step": "version",
            "digest": digest(new),
            "snapshot": digest_of(kept),
        }
    )
    del document["published"][1]["withdrawn"]
    ledger.write_text(json.dumps(document), "utf-8")
    (ledger.parent / "versions" / "2025.2.json").write_text(json.dumps(kept), "utf-8")
    assert told(root) == []
    logged: list[object] = []
    found = {
        item.path: item for item in versions(root, require_ledgers(root, [new]), logged.append)
    }
    schemas = {
        place: json.loads(found[f"schemas/keji-2025/{place}/research.schema.json"].content)
        for place in ("versions/2025.1", "versions/2025.2", "latest")
    }
    for place, schema in schemas.items():
        address = f"https://shenbao.example/schemas/keji-2025/{place}/research.schema.json"
        assert schema["$id"] == address
    texts = {place: json.dumps(schema, ensure_ascii=False) for place, schema in schemas.items()}
    assert "58" in texts["versions/2025.1"]
    assert "撤回" in schemas["versions/2025.1"]["$comment"]
    assert texts["latest"].replace("latest/", "versions/2025.2/") == texts["versions/2025.2"]
    assert "撤回" not in texts["latest"]
    assert json.loads(found["schemas/keji-2025/ledger.json"].content)["published"][0]["withdrawn"]
    assert logged == []


def test_pages_say_what_was_published_and_withdrawn(root: Path, ledger: Path) -> None:
    reason = "<b>年龄</b>写错了 *[x](javascript:0)*"
    publish(
        PublishRequest(notice="keji-2025", day=DAY, withdraw="2025.1", reason=reason, root=root)
    )
    assert ledger.is_file()
    notice = loaded(root)
    ledgers = require_ledgers(root, [notice])
    (gone,) = with_withdrawals([notice], ledgers)
    pages = {
        item.path: item.content.decode() for item in site_pages([gone], docs=None, ledgers=ledgers)
    }
    own = [text for path, text in pages.items() if path.startswith("notices/keji-2025/")]
    assert len(own) > 3
    for text in own:
        assert text.count("不要再照它准备材料") == 1
        assert "<b>" not in text
        assert "](javascript" not in text
    assert "公开的各版" in pages["notices/keji-2025/changes.md"]
    assert "，已撤回" in pages["changes.md"]
    assert "已撤回" in pages["index.md"]
    assert digest(gone) == digest(notice)
    assert snapshot(gone) == snapshot(notice)
    fresh = {item.path: item.content.decode() for item in site_pages([notice], docs=None)}
    assert "公开的各版" not in fresh["notices/keji-2025/changes.md"]
    assert "没有登记" in fresh["changes.md"]


@pytest.mark.parametrize(
    ("version", "rows", "message"),
    [
        ("2025.0.9", 12, "ledger-step-back"),
        ("2024.9", 12, "ledger-step-back"),
        ("2025.1.1", 12, "ledger-step-small"),
        ("2025.2", 12, "ledger-not-yet"),
        ("2025.2", 15, "ledger-step-none"),
        ("spring", 12, "ledger-not-yet"),
    ],
)
def test_check_says_which_step_is_due(
    root: Path, ledger: Path, version: str, rows: int, message: str
) -> None:
    assert ledger.is_file()
    replaced(root, FORM, '"maxItems": 15', f'"maxItems": {rows}')
    replaced(root, "notice.json", '"version": "2025.1"', f'"version": "{version}"')
    found = standing(root, loaded(root))
    told = [*found.problems, *found.reminders]
    assert [item.message for item in told] == [message]
    assert bool(found.problems) == (message in {"ledger-step-back", "ledger-step-small"})


def test_a_step_larger_than_due_is_a_reminder(root: Path, ledger: Path) -> None:
    assert ledger.is_file()
    replaced(root, "notice.json", "医药卫生科技计划 2025", "医药卫生科技计划（2025）")
    replaced(root, "notice.json", '"version": "2025.1"', '"version": "2025.2"')
    found = standing(root, loaded(root))
    assert [item.message for item in found.reminders] == ["ledger-step-large"]
    assert found.problems == ()


def test_a_lower_version_is_not_published(root: Path, ledger: Path) -> None:
    before = ledger.read_bytes()
    replaced(root, FORM, '"maxItems": 15', '"maxItems": 12')
    replaced(root, "notice.json", '"version": "2025.1"', '"version": "2025.0"')
    check(CheckRequest(root=root, update=True))
    with pytest.raises(ShenbaoError) as caught:
        publish(PublishRequest(notice="keji-2025", day=DAY, root=root))
    assert caught.value.message == "publish-step-back"
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("medium", ["html", "docx", "xlsx", "pdf"])
def test_forms_of_a_withdrawn_version_say_so(root: Path, ledger: Path, medium: Medium) -> None:
    asked = FormRequest(form="keji-2025/research", medium=medium)
    before = make_form(asked, Policy(root=root)).content
    publish(
        PublishRequest(
            notice="keji-2025", day=DAY, withdraw="2025.1", reason="年龄写错了。", root=root
        )
    )
    after = make_form(asked, Policy(root=root)).content
    assert ledger.is_file()
    told = "已于2025年3月1日撤回，不要再填这份表。原因：年龄写错了。"
    assert "撤回" not in text_of(before, medium)
    assert told in text_of(after, medium)
    file = root / f"form.{medium}"
    file.write_bytes(after)
    (read,) = Policy(root=root).read([file])
    assert read.schema == (None if medium == "html" else "keji-2025/research")


def text_of(content: bytes, medium: str) -> str:
    """The text of a form without its marking and line breaks."""
    if medium == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        text = "".join(page.extract_text() for page in pages[:2])
    elif medium == "html":
        text = content.decode()
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = [name for name in parts.namelist() if name.endswith(".xml")]
            text = "".join(parts.read(name).decode() for name in names)
    return re.sub(r"<[^>]*>|\s", "", text)


def test_a_half_written_entry_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shenbao.app.notices import publish as room

    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(room, "_write", full)
    with pytest.raises(OSError, match="full"):
        publish(PublishRequest(notice="keji-2025", day=DAY, root=root))
    assert [file for file in (root / "published").rglob("*") if file.is_file()] == []
