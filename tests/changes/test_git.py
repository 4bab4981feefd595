"""Revisions of Git as sides of a comparison; the command as its driver and before a commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from shenbao import cli
from shenbao.app.notices.compare import git_install
from shenbao.app.notices.compare.compare import CompareRequest, compare
from shenbao.core.errors import PolicyError, ShenbaoError

KEJI = Path(__file__).resolve().parents[1] / "notices" / "keji" / "schemas"
PAGES = Path(__file__).resolve().parents[2] / "docs" / "administer"
QUOTA = ("notice.json", "counts.general <= 5.0", "counts.general <= 4.0")


def git(repo: Path, *words: str, code: int = 0) -> str:
    """Run the real Git, which knows nobody's configuration."""
    named = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_PAGER": "cat"}
    who = {
        f"GIT_{role}_{part}": "a@b.example"
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    found = os.pathsep.join([str(repo / ".bin"), os.environ["PATH"]])
    done = subprocess.run(
        ["git", *words],
        cwd=repo,
        env={**os.environ, **named, **who, "PATH": found, "COLUMNS": "100"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def changed(repo: Path, file: str, old: str, new: str) -> None:
    target = repo / "schemas" / "keji-2026" / file
    text = target.read_text("utf-8")
    assert old in text
    target.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two editions, and a ``shenbao`` that is this one."""
    shutil.copytree(KEJI, tmp_path / "schemas")
    command = tmp_path / ".bin" / "shenbao"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m shenbao "$@"\n', "utf-8")
    command.chmod(0o755)
    git(tmp_path, "init", "-q", ".")
    git(tmp_path, "add", "schemas")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "tag", "-a", "v1", "-m", "one")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("revision", ["HEAD~1", "v1", "HEAD^"])
def test_a_revision_is_compared_with_the_folder(repo: Path, revision: str) -> None:
    changed(repo, *QUOTA)
    git(repo, "commit", "-qam", "two")
    for old in (f"{revision}:schemas/keji-2026", f"{revision}:"):
        made = compare(CompareRequest(old=old, new="schemas/keji-2026"))
        assert "quota-lowered" in {change.kind for change in made.changes}
    same = compare(CompareRequest(old="HEAD:schemas/keji-2026", new="schemas/keji-2026"))
    assert same.changes == ()
    short = git(repo, "rev-parse", "--short", "HEAD").strip()
    assert compare(CompareRequest(old=f"{short}:", new="schemas/keji-2026")).changes == ()


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("nope:schemas/keji-2026", "compare-no-revision"),
        ("HEAD:schemas/nope", "compare-no-path"),
        (":schemas/nope", "compare-no-staged"),
        (":", "compare-no-side"),
        ("schemas/keji-2026/clauses.md", "compare-not-json"),
        ("HEAD:schemas/../..", "compare-no-side"),
        ("schemas/nope", "compare-no-side"),
        ("HEAD:schemas/keji-2026/forms/nope.json", "compare-no-path"),
        ("HEAD:schemas/keji-2026/forms/tech.schema.json", "compare-two-kinds"),
    ],
)
def test_what_cannot_be_found_is_told_in_a_word(repo: Path, old: str, message: str) -> None:
    with pytest.raises(ShenbaoError) as caught:
        compare(CompareRequest(old=old, new="schemas/keji-2026"))
    assert caught.value.message == message
    assert not list(repo.glob("shenbao-compare-*"))


def test_without_a_repository_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ShenbaoError) as caught:
        compare(CompareRequest(old="HEAD:schemas/keji-2026", new=str(KEJI / "keji-2026")))
    assert caught.value.message == "compare-no-repository"


def test_a_revision_with_mistakes_tells_them(repo: Path) -> None:
    changed(repo, "notice.json", '"keji-2026"', '"keji-2027"')
    git(repo, "commit", "-qam", "wrong")
    changed(repo, "notice.json", '"keji-2027"', '"keji-2026"')
    with pytest.raises(PolicyError):
        compare(CompareRequest(old="HEAD:schemas/keji-2026", new="schemas/keji-2026"))


def test_links_of_a_revision_are_not_followed(repo: Path) -> None:
    (repo / "schemas" / "keji-2026" / "examples" / "outside.json").symlink_to("/etc/hostname")
    git(repo, "add", "schemas")
    git(repo, "commit", "-qm", "link")
    made = compare(CompareRequest(old="HEAD:schemas/keji-2026", new="HEAD:schemas/keji-2026"))
    assert made.changes == ()


def made_by_hand(repo: Path, *names: bytes) -> None:
    """Commit a notice whose tree has names that no Git would write into it."""
    from dulwich.objects import Blob, Commit, Tree
    from dulwich.repo import Repo

    with Repo(str(repo)) as opened:
        head = opened[opened.head()]
        assert isinstance(head, Commit)
        top = opened[head.tree]
        assert isinstance(top, Tree)
        schemas = opened[top[b"schemas"][1]]
        assert isinstance(schemas, Tree)
        notice = opened[schemas[b"keji-2026"][1]]
        assert isinstance(notice, Tree)
        blob = Blob.from_string(b"from outside")
        for name in names:
            notice[name] = (0o100644, blob.id)
        schemas[b"keji-2026"] = (0o40000, notice.id)
        top[b"schemas"] = (0o40000, schemas.id)
        for made in (blob, notice, schemas, top):
            opened.object_store.add_object(made)
        opened.get_worktree().commit(b"by hand", b"a <a@b>", b"a <a@b>", tree=top.id)


def test_a_name_in_a_tree_leads_nowhere_else(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = repo / "temporary"
    beside.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(beside))
    outside = repo / "outside.txt"
    names = (b"../../../up.txt", str(outside).encode(), b"examples/../../../../deep.txt", b".. ")
    made_by_hand(repo, *names)
    made = compare(CompareRequest(old="HEAD:schemas/keji-2026", new="schemas/keji-2026"))
    assert made.changes == ()
    assert not outside.exists()
    assert list(beside.rglob("*.txt")) == []


def object_of(repo: Path, name: str) -> Path:
    number = git(repo, "rev-parse", name).strip()
    return repo / ".git" / "objects" / number[:2] / number[2:]


@pytest.mark.parametrize("content", [b"junk", b"", None])
@pytest.mark.parametrize("name", ["HEAD:schemas/keji-2026", "HEAD:schemas/keji-2026/notice.json"])
def test_what_git_lost_is_told(repo: Path, name: str, content: bytes | None) -> None:
    damaged = object_of(repo, name)
    damaged.unlink()
    if content is not None:
        damaged.write_bytes(content)
    with pytest.raises(ShenbaoError) as caught:
        compare(CompareRequest(old="HEAD:", new="schemas/keji-2026"))
    assert caught.value.message == "compare-repository-broken"


def test_an_index_in_parts_is_told(repo: Path) -> None:
    git(repo, "update-index", "--split-index")
    with pytest.raises(ShenbaoError) as caught:
        compare(CompareRequest(old=":schemas/keji-2026", new="schemas/keji-2026"))
    assert caught.value.message == "compare-repository-broken"


def test_git_tells_changes_in_words_and_stops_a_commit_that_forgot(repo: Path) -> None:
    git_install.install(repo)
    git_install.install(repo)
    assert (repo / ".gitattributes").read_text("utf-8").count("diff=shenbao") == len(
        git_install.ATTRIBUTES
    )
    changed(repo, *QUOTA)
    shown = git(repo, "diff")
    assert "counts.general <= 5.0 → counts.general <= 4.0（收紧" in shown.replace("\n", "")
    refused = git(repo, "commit", "-qam", "two", code=1)
    assert "请确认（可能忘了改）" in refused
    assert "没有提交" in refused
    changed(repo, "clauses.md", "一般5、青年4", "一般4、青年4")
    git(repo, "commit", "-qam", "two")
    shown = git(repo, "show", "--ext-diff", "HEAD")
    assert "schemas/keji-2026/notice.json" in shown
    assert "条文没有改" not in shown.replace("\n", "")


def test_a_file_of_a_chinese_name_is_seen_before_a_commit(repo: Path) -> None:
    git_install.install(repo)
    command = repo / ".bin" / "shenbao"
    command.write_text('#!/bin/sh\nprintf "%s\\n" "$*"\n', "utf-8")
    (repo / "schemas" / "keji-2026" / "lists" / "名单.txt").write_text("甲", "utf-8")
    git(repo, "add", "schemas/keji-2026/lists")
    asked = git(repo, "commit", "-qm", "two")
    assert "compare HEAD:schemas/keji-2026 :schemas/keji-2026" in asked
    git(repo, "rm", "-q", "schemas/keji-2026/lists/名单.txt")
    assert "compare HEAD:schemas/keji-2026 :schemas/keji-2026" in git(repo, "commit", "-qm", "less")
    git(repo, "rm", "-qr", "schemas/keji-2026")
    assert git(repo, "commit", "-qm", "gone") == ""


def test_what_is_committed_is_looked_at_and_nothing_else(repo: Path) -> None:
    """Half of a change that stays behind in the working tree neither saves nor stops a commit."""
    git_install.install(repo)
    changed(repo, *QUOTA)
    git(repo, "add", "schemas")
    changed(repo, "clauses.md", "一般5、青年4", "一般4、青年4")
    assert "要确认" in git(repo, "commit", "-qm", "two", code=1)
    only = compare(CompareRequest(old="HEAD:schemas/keji-2026", new=":schemas/keji-2026"))
    assert "rules-changed-clause-not" in {change.kind for change in only.changes}
    git(repo, "add", "schemas")
    git(repo, "commit", "-qm", "two")
    changed(repo, "notice.json", "counts.general <= 4.0", "counts.general <= 3.0")
    (repo / "README").write_text("x", "utf-8")
    git(repo, "add", "README")
    git(repo, "commit", "-qm", "three")
    changed(repo, "forms/tech.schema.json", '"maxItems"', '"maxitems"')
    git(repo, "add", "schemas/keji-2026/notice.json")
    shown = git(repo, "diff", "--cached")
    assert "counts.general <= 4.0 → counts.general <= 3.0（收紧" in shown.replace("\n", "")


def test_an_index_with_conflicts_is_told(repo: Path) -> None:
    git(repo, "checkout", "-qb", "other")
    changed(repo, "notice.json", "counts.general <= 5.0", "counts.general <= 4.0")
    git(repo, "commit", "-qam", "four")
    git(repo, "checkout", "-q", "-")
    changed(repo, "notice.json", "counts.general <= 5.0", "counts.general <= 3.0")
    git(repo, "commit", "-qam", "three")
    git(repo, "merge", "-q", "other", code=1)
    with pytest.raises(ShenbaoError) as caught:
        compare(CompareRequest(old="HEAD:schemas/keji-2026", new=":schemas/keji-2026"))
    assert caught.value.message == "compare-index-conflict"


def test_a_side_may_be_the_file_of_the_notice_or_the_folder_of_all(repo: Path) -> None:
    file = repo / "schemas" / "keji-2026" / "notice.json"
    made = compare(CompareRequest(old="v1:", new=str(file)))
    assert made.new.id == "keji-2026"
    with pytest.raises(ShenbaoError) as caught:
        compare(CompareRequest(old="schemas", new="schemas"))
    assert caught.value.message == "compare-which-notice"


def test_a_file_that_is_no_part_of_a_sound_notice_differs_line_by_line(repo: Path) -> None:
    git_install.install(repo)
    changed(repo, "notice.json", '"kind": "call",', "")
    assert '-  "kind": "call",' in git(repo, "diff")


def test_a_hook_of_somebody_else_stays(repo: Path) -> None:
    hook = repo / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    done = git_install.install(repo)
    assert done.left
    assert hook.read_text("utf-8") == "#!/bin/sh\nexit 0\n"


def test_what_is_configured_already_stays_byte_by_byte(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = repo / ".git" / "config"
    own = '# mine\r\n[alias]\n\tx = "!f() { echo \\"a;b\\"; }; f" # tail\n'
    config.write_bytes(config.read_bytes() + own.encode("ascii"))
    before = config.read_bytes()
    git_install.install(repo)
    written = config.read_bytes()
    assert written.startswith(before)
    assert git(repo, "config", "diff.shenbao.command").strip() == git_install.COMMAND
    hook = repo / ".git" / "hooks" / "pre-commit"
    hook.write_text(f"{git_install.hook_text()}make lint\n", "utf-8")
    assert git_install.install(repo).left == ()
    assert config.read_bytes() == written
    assert hook.read_text("utf-8").endswith("make lint\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    git(repo, "config", "core.hooksPath", "~/hooks")
    git(repo, "config", "diff.shenbao.command", "other")
    done = git_install.install(repo)
    assert (tmp_path / "hooks" / "pre-commit").is_file()
    assert done.left == ((str(config), f"command = {git_install.COMMAND}"),)
    assert git(repo, "config", "diff.shenbao.command").strip() == "other"


def test_no_report_takes_the_place_of_what_is_compared(tmp_path: Path) -> None:
    root = shutil.copytree(KEJI, tmp_path / "schemas")
    one, other = tmp_path / "a.json", tmp_path / "b.json"
    for file in (one, other):
        file.write_text("{}", "utf-8")
    notice = root / "keji-2026"
    for sides, target in (
        ((one, other), other),
        ((root / "keji-2025", notice), notice / "notice.json"),
        ((root / "keji-2025", notice), notice / "forms" / "new.html"),
    ):
        before = target.read_bytes() if target.exists() else None
        words = ["compare", *map(str, sides), "--format", "html", "-o", str(target)]
        done = CliRunner().invoke(cli.app, words)
        assert isinstance(done.exception, ShenbaoError)
        assert done.exception.message == "compare-output-side"
        assert (target.read_bytes() if target.exists() else None) == before


def workflows() -> dict[str, str]:
    """The scripts of the two workflows on the page, as YAML reads them."""
    text = (PAGES / "review-a-change.md").read_text("utf-8")
    github, gitlab = (
        yaml.safe_load(body)
        for body in re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    )
    return {
        "github": github["jobs"]["compare"]["steps"][-1]["run"],
        "gitlab": gitlab["compare"]["script"][-1],
    }


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_the_workflow_of_the_page_stops_what_was_forgotten(repo: Path, host: str) -> None:
    script = workflows()[host]

    def pipeline() -> subprocess.CompletedProcess[str]:
        found = os.pathsep.join([str(repo / ".bin"), os.environ["PATH"]])
        given = {"BASE": "HEAD~1", "PATH": found, "COLUMNS": "100"}
        return subprocess.run(
            ["sh", "-c", script],
            env={**os.environ, **given},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    changed(repo, *QUOTA)
    git(repo, "commit", "-qam", "two")
    refused = pipeline()
    assert refused.returncode == 1, refused.stdout + refused.stderr
    written = [*repo.glob("changes*.*")]
    assert written and "要确认" in written[0].read_text("utf-8")  # noqa: PT018
    changed(repo, "clauses.md", "一般5、青年4", "一般4、青年4")
    git(repo, "commit", "-qam", "three", "--amend")
    assert pipeline().returncode == 0
