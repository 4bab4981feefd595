"""The documentation says what is there: commands, keywords, links, examples, wording."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from typer.testing import CliRunner

from shenbao.audit.examples import run_examples
from shenbao.audit.soundness import check_expressions
from shenbao.cli import app
from shenbao.core import messages
from shenbao.media import inputs
from shenbao.policy.load.folder import load_notices

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
FILES = [*PAGES, *READMES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]

_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^(?P<level>#+) .*?(?:\{#(?P<id>[^}]*)\})?$", re.MULTILINE)
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def blocks(file: Path, kind: str) -> list[str]:
    found = _FENCE.finditer(file.read_text(encoding="utf-8"))
    return [match["body"] for match in found if match["kind"] == kind]


def prose(file: Path) -> str:
    """The text without its code blocks."""
    return _FENCE.sub("", file.read_text(encoding="utf-8"))


def section(text: str, identity: str) -> str:
    """The text of the section with this id, its subsections included."""
    start = re.search(rf"^(#+) .*\{{#{identity}\}}$", text, re.MULTILINE)
    assert start is not None, identity
    rest = text[start.end() :]
    end = re.search(rf"^#{{1,{len(start[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def first_cells(text: str) -> set[str]:
    """The code in the first column of the tables of a text."""
    rows = (line.split("|")[1] for line in text.splitlines() if line.startswith("| `"))
    return {code for cell in rows for code in re.findall(r"`([^`]+)`", cell)}


def commands() -> dict[str, Any]:
    group = typer.main.get_command(app)
    return dict(group.commands)


def options(command: Any) -> set[str]:
    """The options of a command, those of the commands within it too."""
    names = (name for parameter in command.params for name in parameter.opts)
    below = (options(inner) for inner in getattr(command, "commands", {}).values())
    own = {name for name in names if name.startswith("--")}
    return own.union(*below) - {"--help"}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_of_a_command_is_documented_and_no_other(name: str) -> None:
    text = section((DOCS / "reference" / "cli.md").read_text(encoding="utf-8"), name)
    documented = {cell.split()[0] for cell in first_cells(text)}
    assert documented == options(commands()[name])


def test_the_overview_of_commands_is_complete() -> None:
    text = section((DOCS / "reference" / "cli.md").read_text(encoding="utf-8"), "cli")
    assert set(re.findall(r"^\| \[`(\w+)`\]", text, re.MULTILINE)) == set(commands())
    assert "--version" in text


@pytest.mark.parametrize("file", FILES, ids=named)
def test_commands_in_the_text_have_these_options(file: Path) -> None:
    known = commands()
    for line in (line for body in blocks(file, "sh") for line in body.splitlines()):
        if line.startswith("shenbao "):
            name = line.split()[1]
            assert set(_OPTION.findall(line)) <= options(known[name]), line


def readme_commands() -> list[str]:
    bodies = [body for file in READMES for body in blocks(file, "sh")]
    lines = "\n".join(bodies).replace("\\\n", " ").splitlines()
    found = (" ".join(line.split()) for line in lines)
    return sorted(
        {line for line in found if re.match(r"shenbao (validate|explain|package) ", line)}
    )


@pytest.mark.parametrize("line", readme_commands())
def test_the_commands_of_the_tour_work(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They run in the checkout; what they write is put elsewhere."""
    monkeypatch.chdir(ROOT)
    words = shlex.split(line)[1:]
    for at, option in enumerate(words):
        if option in {"-o", "--annotate"}:
            words[at + 1] = str(tmp_path / words[at + 1])
    expanded = [
        part.as_posix() if isinstance(part, Path) else part
        for word in words
        for part in (sorted(Path().glob(word)) if "*" in word else [word])
    ]
    result = CliRunner().invoke(app, expanded)
    assert result.exit_code in {0, 1}, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def dialect_keywords() -> set[str]:
    found: set[str] = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            found.update(key for key in value.get("properties", {}) if key.startswith("x-"))
            for item in value.values():
                collect(item)
        elif isinstance(value, list):
            for item in value:
                collect(item)

    for file in sorted((ROOT / "schemas" / "dialect").glob("*.json")):
        collect(json.loads(file.read_text(encoding="utf-8")))
    return found


def test_every_keyword_of_the_dialect_is_documented_and_no_other() -> None:
    text = (DOCS / "reference" / "dialect.md").read_text(encoding="utf-8")
    assert first_cells(section(text, "x-keywords")) == dialect_keywords()


def properties(name: str, *path: str) -> set[str]:
    file = ROOT / "schemas" / "dialect" / f"{name}.schema.json"
    value = json.loads(file.read_text(encoding="utf-8"))
    for step in path:
        value = value[step]
    return set(value["properties"])


@pytest.mark.parametrize(
    ("page", "part", "wanted"),
    [
        ("notice-format", "notice-json", properties("notice")),
        ("notice-format", "quotas", properties("quota")),
        ("notice-format", "lists", properties("list") - {"$schema"}),
        ("notice-format", "targets", properties("notice", "properties", "targets", "items")),
        ("notice-format", "work", properties("notice", "properties", "work", "items")),
        ("notice-format", "stages", properties("notice", "properties", "stages", "items")),
        ("notice-format", "terms", properties("notice", "properties", "terms", "items")),
        ("notice-format", "candidates", properties("candidates") - {"$schema"}),
        (
            "notice-format",
            "candidates",
            properties("candidates", "properties", "candidates", "items"),
        ),
        ("dialect", "rule", properties("vocabulary", "$defs", "rule")),
        ("dialect", "fixed-rows", properties("table", "properties", "x-rows")),
    ],
)
def test_every_key_of_a_format_is_documented(page: str, part: str, wanted: set[str]) -> None:
    text = section((DOCS / "reference" / f"{page}.md").read_text(encoding="utf-8"), part)
    missing = {key for key in wanted if f"`{key}`" not in text}
    assert not missing


def test_the_plain_keywords_of_the_dialect_are_documented() -> None:
    text = section(
        (DOCS / "reference" / "dialect.md").read_text(encoding="utf-8"), "plain-keywords"
    )
    plain = {key for key in properties("vocabulary", "$defs", "node") if not key.startswith("x-")}
    assert {key for key in plain if f"`{key}`" not in text} == set()


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_a_page_has_title_description_and_explicit_ids(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    front = re.match(r"---\ntitle: .+\ndescription: .+\n(?:order: [1-9]\d?\n)?---\n\n# ", text)
    assert front is not None
    headings = list(_HEADING.finditer(_FENCE.sub("", text)))
    assert [heading["level"] for heading in headings].count("#") == 1
    ids = [heading["id"] for heading in headings]
    assert all(identity and re.fullmatch(r"[a-z][a-z0-9-]*", identity) for identity in ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("file", FILES, ids=named)
def test_links_lead_somewhere(file: Path) -> None:
    for match in _LINK.finditer(prose(file)):
        path, _, fragment = match["target"].partition("#")
        if "://" in path:
            continue
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), match["target"]
        # The site holds docs/ only.
        assert file not in PAGES or target.is_relative_to(DOCS), match["target"]
        if fragment:
            ids = {heading["id"] for heading in _HEADING.finditer(prose(target))}
            assert fragment in ids, match["target"]


@pytest.mark.parametrize("file", FILES, ids=named)
def test_json_in_the_text_is_json(file: Path) -> None:
    for body in blocks(file, "json"):
        assert isinstance(json.loads(body), dict)


@pytest.mark.parametrize("picture", sorted((DOCS / "images").glob("*.svg")), ids=named)
def test_a_picture_asks_for_nothing_from_outside(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\"]+", text)) == {"http://www.w3.org/2000/svg"}


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A copy of the demo notice, as a policy folder."""
    shutil.copytree(ROOT / "tests" / "notices", tmp_path / "policy")
    return tmp_path / "policy"


def put_snippet(snippet: dict[str, Any], notice: dict[str, Any], form: dict[str, Any]) -> None:
    """Put an example of the page on rules where it belongs in the demo notice."""
    sections = form["properties"]
    groups = [sections, *(node["properties"] for node in sections.values() if "properties" in node)]
    if snippet.get("kind") in {"quota", "distinct", "matches"}:
        notice["quotas"].append(snippet)
    elif "question" in snippet:
        notice["readings"].append(snippet)
    elif "ask" in snippet:
        notice["checklist"].append(snippet)
    elif "id" in snippet:
        kept = [rule for rule in form["x-rules"] if rule["id"] != snippet["id"]]
        form["x-rules"] = [*kept, snippet]
    else:
        ((key, node),) = snippet.items()
        next(group for group in groups if key in group)[key] = node


def put_plan_snippet(snippet: dict[str, Any], policy: Path) -> bool:
    """Put an example on plans and tables where it belongs in the other invented notice."""
    folder = policy / "schemas" / "plan-2024"
    if snippet.get("kind") in {"share", "maxPer"}:
        path, part = "notice.json", "quotas"
    elif "aggregate" in snippet:
        path, part = "notice.json", "targets"
    elif "x-table-rules" in snippet:
        path, part = "tables/centres.schema.json", "x-table-rules"
    elif "x-rules" in snippet:
        path, part = "tables/indicators.schema.json", "x-rules"
    elif "x-computed" in snippet.get("rate", {}):
        path, part = "tables/indicators.schema.json", "rate"
    else:
        return False
    value = json.loads((folder / path).read_text(encoding="utf-8"))
    if part == "rate":
        value["properties"]["year_1"]["properties"]["rate"] = snippet["rate"]
    else:
        added = snippet.get(part, [snippet])
        ids = {item["id"] for item in added}
        value[part] = [*(item for item in value.get(part, ()) if item["id"] not in ids), *added]
    (folder / path).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return True


def ids_in(value: Any) -> set[str]:
    """The ids of an example and of the rules in it."""
    if isinstance(value, dict):
        own = {value["id"]} if "id" in value else set()
        parts = [item for key, item in value.items() if key != "options"]
        return own.union(*(ids_in(item) for item in parts))
    return set().union(*(ids_in(item) for item in value)) if isinstance(value, list) else set()


def test_the_examples_on_writing_rules_load_and_compile(policy: Path) -> None:
    folder = policy / "schemas" / "demo-2024"
    files = (folder / "notice.json", folder / "forms" / "a.schema.json")
    notice, form = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    snippets = [json.loads(body) for body in blocks(DOCS / "administer" / "rules.md", "json")]
    for snippet in snippets:
        if not put_plan_snippet(snippet, policy):
            put_snippet(snippet, notice, form)
    for file, value in zip(files, (notice, form), strict=True):
        file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    notices = load_notices(policy)
    assert list(check_expressions(notices)) == []
    held = {rule.id for notice in notices for _, rule in notice.rules()}
    for item in notices:
        told = (*item.quotas, *item.targets, *item.readings, *item.checklist)
        held |= {one.id for one in told}
    written = ids_in(snippets)
    assert written <= held
    assert {"DM-P-02", "PL-Q5", "PL-Q6", "PL-T7", "PL-R5"} <= written


def test_the_examples_on_writing_examples_come_out_as_written(policy: Path) -> None:
    page = DOCS / "administer" / "examples-and-check.md"
    application, case, expected, vectors = blocks(page, "json")
    examples = policy / "schemas" / "demo-2024" / "examples"
    shutil.rmtree(examples)
    for path, text in {
        "over-the-limit/a.json": application,
        "over-the-limit/case.json": case,
        "over-the-limit/expected.json": expected,
        "vectors/age.json": vectors,
        "lists/hospitals.csv": "code,label\nH01,示例医院甲\nH02,示例医院乙\n",
    }.items():
        file = examples / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    outcome = run_examples(
        examples.parent, lambda lists: load_notices(policy, lists=lists), inputs.read
    )
    assert [problem.text() for problem in outcome.problems] == []
    assert (outcome.cases, outcome.vectors) == (1, len(json.loads(vectors)["vectors"]))


def test_the_excerpts_on_adding_a_notice_are_what_the_demo_says() -> None:
    demo = ROOT / "tests" / "notices" / "schemas" / "demo-2024"
    notice, hospitals, form, table, *plans = (
        json.loads(body) for body in blocks(DOCS / "administer" / "add-a-notice.md", "json")
    )

    def contained(part: Any, whole: Any) -> bool:
        if isinstance(part, dict):
            return all(key in whole and contained(part[key], whole[key]) for key in part)
        if isinstance(part, list) and part and isinstance(part[0], dict):
            return all(any(contained(item, other) for other in whole) for item in part)
        return bool(part == whole)

    def read(path: str, folder: Path = demo) -> Any:
        return json.loads((folder / path).read_text(encoding="utf-8"))

    assert contained(notice, read("notice.json"))
    assert hospitals == read("lists/hospitals.json")
    assert contained(form, read("forms/a.schema.json")["properties"])
    columns = read("tables/summary.schema.json")["properties"]
    for key, node in table["properties"].items():
        assert contained(node, columns[key])
    files = ("tables/indicators.schema.json", "notice.json", "notice.json", "candidates.json")
    for plan, path in zip(plans, files, strict=True):
        assert contained(plan, read(path, demo.parent / "plan-2024")), path


class _Variables(Visitor):  # type: ignore[misc]
    """The variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def wordings(language: str) -> Iterator[tuple[tuple[str, str], set[str]]]:
    for name, text in messages.sources(language).items():
        for entry in FluentParser().parse(text).body:
            assert not isinstance(entry, ast.Junk), f"{language}/{name}: {entry.content}"
            if isinstance(entry, ast.Message):
                visitor = _Variables()
                visitor.visit(entry)
                yield (name, entry.id.name), visitor.names


def test_every_message_says_the_same_in_both_languages() -> None:
    """Every message is filled with the same values."""
    chinese, english = (list(wordings(language)) for language in ("zh-CN", "en"))
    assert [key for key, _ in chinese] == [key for key, _ in english]
    assert len({key for _, key in dict(chinese)}) == len(chinese)
    for (key, ours), (_, theirs) in zip(chinese, english, strict=True):
        assert ours == theirs, key
