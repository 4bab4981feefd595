"""A damaged policy folder: every mistake is a problem with its file and place, never a crash."""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shenbao import cli
from shenbao.core.errors import PolicyError
from shenbao.policy.files import reader
from shenbao.policy.load import resolve_refs
from shenbao.policy.load.folder import load_notices

HERE = Path(__file__).resolve().parents[1]
NOTICE, FORM, TABLE = "notice.json", "forms/a.schema.json", "tables/summary.schema.json"
GOLDEN, CASE = "examples/a-valid/expected.json", "examples/a-valid/case.json"
VECTORS = "examples/vectors/rules.json"
LIST = "lists/demo_topics.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the demo notice."""
    shutil.copytree(HERE / "notices", tmp_path, dirs_exist_ok=True)
    return tmp_path / "schemas" / "demo-2024"


@pytest.fixture
def check(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[], list[tuple[str, str, str]]]:
    """Run ``shenbao check`` on the copy in every format; return file, pointer and id."""

    def run() -> list[tuple[str, str, str]]:
        root = str(folder.parent.parent)
        outs = []
        for more in (["--lang", "en"], [], ["--format", "json"]):
            monkeypatch.setattr(sys, "argv", ["shenbao", "check", "--root", root, *more])
            with pytest.raises(SystemExit) as left:
                cli.main()
            assert left.value.code == 1
            outs.append(capsys.readouterr().out)
            assert "\x1b" not in outs[-1]
        prefix = "schemas/demo-2024/"
        return [
            (problem["file"].removeprefix(prefix), problem["pointer"], problem["id"])
            for problem in json.loads(outs[-1])["problems"]
            if problem["id"] not in {"package-stale", "packages-stale", "example-never-fails"}
        ]

    return run


def edit(file: Path, change: Callable[[Any], object]) -> None:
    """Change a JSON file."""
    document = json.loads(file.read_text(encoding="utf-8"))
    change(document)
    file.write_text(json.dumps(document), encoding="utf-8")


def value(document: Any, pointer: str, found: object) -> None:
    """Put ``found`` at a pointer; a Path takes the last step away."""
    *above, last = pointer.split("/")[1:]
    for step in above:
        document = document[int(step) if isinstance(document, list) else step]
    if found is ...:
        del document[last]
    else:
        document[int(last) if isinstance(document, list) else last] = found


@pytest.mark.parametrize(
    ("file", "pointer", "found", "problem"),
    [
        (NOTICE, "/deadlines/0/at", "2024-04-31T16:00:00+08:00", ("", "moment-wrong")),
        (NOTICE, "/deadlines/0/at", "2024-04-30T16:00:00+99:00", ("", "moment-wrong")),
        (NOTICE, "/issued", "0000-01-01", ("", "dialect-keyword")),
        (NOTICE, "/short_title", "\ud800", ("", "policy-broken-character")),
        (NOTICE, "/" + "k" * 100, 1, ("", "dialect-unknown-keyword")),
        (NOTICE, "/" + "k" * 100_000, 1, ("", "policy-text-long")),
        (FORM, "/x-rules/0/at", "basic/nope", ("/x-rules/0", "at-unknown")),
        (FORM, "/x-rules/0/at", "../../basic", ("/x-rules/0", "at-unknown")),
        (FORM, "/x-rules/0/assert", "size(app.partners", ("/x-rules/0", "expression-wrong")),
        (FORM, "/properties/partners/x-when", "app.basic.topic = 1", ("*", "expression-wrong")),
        (TABLE, "/x-primary-key", ["nope"], ("", "column-unknown")),
        (TABLE, "/x-unique", [["nope"]], ("/x-unique/0", "column-unknown")),
        (TABLE, "/x-summarises", ["nope"], ("/x-summarises", "form-unknown")),
        (TABLE, "/properties/title/x-from", ["nope"], ("/properties/title/x-from", "from-unknown")),
        (GOLDEN, "/findings", None, ("", "dialect-type")),
        (GOLDEN, "/verdict", "fail", ("/", "example-differs")),
        (CASE, "/readings", "x", ("", "dialect-type")),
        (CASE, "/readings", {"I09": ["x"]}, ("/readings/I09", "dialect-type")),
        (CASE, "/readings", {"I77": "x"}, ("", "check-reading-unknown")),
        (CASE, "/list", True, ("", "dialect-unknown-keyword")),
        (VECTORS, "/vectors", {"a": 1}, ("", "dialect-type")),
        (VECTORS, "/vectors", ..., ("", "dialect-missing-key")),
        (VECTORS, "/base", ..., ("", "dialect-missing-key")),
        (VECTORS, "/base", "../../../../etc/passwd", ("/", "vector-place")),
        (VECTORS, "/vectors/0/name", ..., ("", "dialect-missing-key")),
        (VECTORS, "/vectors/0/rules", {"DM-P-01": ["x"]}, ("*", "dialect-type")),
        (VECTORS, "/vectors/0/remove", ["/nope"], ("/vectors/0", "vector-place")),
        (VECTORS, "/vectors/0/set", {"/basic/topic/x/y": 1}, ("/vectors/0", "vector-place")),
        (VECTORS, "/vectors/0/readings", {"I77": "x"}, ("/vectors/0", "check-reading-unknown")),
    ],
)
def test_mistake_in_a_file(
    file: str,
    pointer: str,
    found: object,
    problem: tuple[str, str],
    folder: Path,
    check: Callable[[], list[tuple[str, str, str]]],
) -> None:
    """A wrong value is one problem, at the value (or where the second field says)."""
    edit(folder / file, lambda document: value(document, pointer, found))
    place, wanted = problem
    problems = check()
    assert [(item[0], item[2]) for item in problems] == [(file, wanted)]
    if place != "*":
        assert problems[0][1] == {"": pointer, "/": ""}.get(place, place)


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        (NOTICE, '{"id": NaN}', "policy-number"),
        (NOTICE, '{"id": 1e400}', "policy-number"),
        (NOTICE, '{"id": 1' + "0" * 5000 + "}", "policy-number"),
        (NOTICE, "[" * 50 + "]" * 50, "policy-not-object"),
        (NOTICE, "[" * 500 + "]" * 500, "policy-too-deep"),
        (NOTICE, '{"id": ' + "[" * 500 + "]" * 500 + "}", "policy-too-deep"),
        (NOTICE, '{"id": ' + "[" * 50_000 + "]" * 50_000 + "}", "policy-too-deep"),
        (NOTICE, '{"\\udc00": 1}', "policy-broken-character"),
        (NOTICE, '{"id": [["\\ud800"]]}', "policy-broken-character"),
        (FORM, "{,}", "policy-not-json"),
        (LIST, "code,label\na\0,b\n", "policy-unseen-character-line"),
        (LIST, 'code,label\na,"b\n', "policy-bad-csv"),
        (CASE, "[]", "policy-not-object"),
    ],
)
def test_broken_file(
    file: str,
    content: str,
    problem: str,
    folder: Path,
    check: Callable[[], list[tuple[str, str, str]]],
) -> None:
    """A broken file is one problem, and brings no others about what it would have held."""
    (folder / file).write_text(content, encoding="utf-8")
    assert [(item[0], item[2]) for item in check()] == [(file, problem)]


def test_what_is_not_looked_into_has_nothing_to_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values of a plain text are not looked at one by one; where they are, nothing is found."""
    monkeypatch.setattr(reader, "_LONGEST", 12)
    parts = ('"', "\\", "\\n", '\\"', "\\u200b", "\\ud800", "\\t", "字", "ab", " ", "x" * 9, '", "')
    plain = 0
    for seed in range(3000):
        dice = random.Random(seed)  # noqa: S311 - the same texts every time
        inside = "".join(dice.choices(parts, k=dice.randint(0, 5)))
        text = f'{{"k": ["{inside}"], "n": 1}}'
        try:
            value = json.loads(text)
        except ValueError:
            continue
        problems = reader.Problems(root=tmp_path)
        if reader._is_plain(text):
            plain += 1
            assert reader._usable(value, tmp_path / "a.json", problems), text
            assert problems.found == []
    assert plain > 100


def test_huge_file(folder: Path, check: Callable[[], list[tuple[str, str, str]]]) -> None:
    """A list of 300 MB is refused unread."""
    os.truncate(folder / LIST, 300_000_000)
    assert [item[2] for item in check()] == ["policy-file-too-large"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
@pytest.mark.parametrize("file", [LIST, "forms/z.schema.json"])
def test_pipe(file: str, folder: Path, check: Callable[[], list[tuple[str, str, str]]]) -> None:
    """A pipe in a policy folder is not waited for."""
    (folder / file).unlink(missing_ok=True)
    os.mkfifo(folder / file)
    assert [(item[0], item[2]) for item in check()] == [(file, "policy-not-a-file")]


def group(properties: dict[str, Any]) -> dict[str, Any]:
    """Return a definition with these properties."""
    return {
        "type": "object",
        "title": "t",
        "additionalProperties": False,
        "required": [],
        "properties": properties,
    }


@pytest.mark.parametrize("kind", ["circle", "wide circle", "doubling"])
def test_references_that_never_end(kind: str, folder: Path) -> None:
    """Definitions in a circle, or ones that multiply, stop early."""
    names = [f"x{number}" for number in range(1 if kind == "circle" else 10)]
    definitions = {"a0": group({name: {"$ref": "#/$defs/a0"} for name in names})}
    if kind == "doubling":
        definitions = {
            f"a{level}": group({name: {"$ref": f"#/$defs/a{level + 1}"} for name in names})
            for level in range(12)
        }
        definitions["a12"] = {"type": "string", "maxLength": 1, "title": "t"}
    common = folder.parent / "common"
    common.mkdir()
    (common / "c.schema.json").write_text(
        json.dumps({"$schema": "../dialect/defs.schema.json", "$defs": definitions}),
        encoding="utf-8",
    )
    node = {"$ref": "../../common/c.schema.json#/$defs/a0", "title": "t"}
    edit(folder / FORM, lambda form: value(form, "/properties/extra", node))
    with pytest.raises(PolicyError) as caught:
        load_notices(folder.parent.parent)
    found = {problem.message for problem in caught.value.problems}
    # All of them have one title, which is told as well where several stand side by side.
    assert found - {"title-twice"} == {
        "reference-too-many" if kind == "doubling" else "reference-unknown"
    }
    assert len(caught.value.problems) <= 10
    assert resolve_refs.MAX_NODES < 100_000


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("hospitals.csv", "name,x\n", "list-header"),
        ("hospitals.csv", "code,label\na,甲\na,乙\n", "list-code-twice"),
        ("hospital.csv", "code,label\na,甲\n", "list-file-unknown"),
        ("hospitals.xlsx", "PK", "list-file-kind"),
        ("readme.txt", "", "list-folder-empty"),
    ],
)
def test_lists_that_would_be_left_aside(
    name: str, content: str, problem: str, tmp_path: Path
) -> None:
    """Supplied lists that cannot be used are told, not passed over."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_notices(HERE / "notices", lists=tmp_path)
    assert [item.message for item in caught.value.problems] == [problem]
    assert caught.value.text("en")
    assert str(tmp_path.as_posix()) in caught.value.text("zh-CN")


def test_lists_in_gbk(tmp_path: Path) -> None:
    """A list saved by an old office program is read."""
    (tmp_path / "hospitals.csv").write_bytes("code,label\nh1,示例医院甲\n".encode("gb18030"))
    notice, _ = load_notices(HERE / "notices", lists=tmp_path)
    assert notice.code_list("hospitals").rows[0].label == "示例医院甲"
