"""The house stays in order: no drawer for odds and ends, a start that loads nothing heavy."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "generator" / "shenbao"
MODULES = sorted(PACKAGE.rglob("*.py"))


CLOCK = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.(?:time|localtime))\(")


def test_the_day_is_said_by_whoever_runs_a_use_case() -> None:
    """The same input gives the same bytes: one port looks at the clock of the computer."""
    looks = {
        file.relative_to(PACKAGE).as_posix()
        for file in MODULES
        if CLOCK.search(file.read_text(encoding="utf-8"))
    }
    assert looks == {"app/ports.py"}


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    names = {file.stem for file in MODULES}
    assert not names & {"utils", "util", "helpers", "misc", "common_utils"}


HEAVY = ("cel_expr_python", "fluent", "frictionless", "jinja2", "jsonschema", "mkdocs")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "import shenbao.cli\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(PACKAGE.parent), "PATH": ""},
    )
    assert done.stdout.strip() == "[]"


def cycle_in(imports: dict[str, set[str]]) -> list[str]:
    """Return modules that know each other, each the one before it; empty where there are none."""
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_know_each_other_not_even_for_types() -> None:
    """An import under TYPE_CHECKING is one: two such modules can only be read together."""
    graph = grimp.build_graph("shenbao", cache_dir=None)
    imports = {name: set(graph.find_modules_directly_imported_by(name)) for name in graph.modules}
    assert len(imports) >= len(MODULES)
    assert "shenbao.policy.model" in imports["shenbao.app.policy_source"]  # only for types
    assert cycle_in(imports) == []


def test_what_a_medium_writes_and_reads_back_stands_once() -> None:
    """Writer and reader of a medium know its contract and not each other."""
    graph = grimp.build_graph("shenbao", cache_dir=None)

    def knows(importer: str, imported: str) -> bool:
        return graph.direct_import_exists(importer=importer, imported=imported, as_packages=True)

    media = graph.find_children("shenbao.media")
    held = [medium for medium in media if f"{medium}.contract" in graph.modules]
    assert {medium.rpartition(".")[2] for medium in held} >= {"excel", "html", "pdf", "word"}
    for medium in held:
        contract = f"{medium}.contract"
        parts = [part for part in (f"{medium}.read", f"{medium}.write") if part in graph.modules]
        assert [part for part in parts if not knows(part, contract)] == []
        pairs = [pair for pair in permutations((contract, *parts), 2) if pair[1] != contract]
        assert [pair for pair in pairs if knows(*pair)] == []


SCRIPTS = ROOT / "site-templates" / "web" / "src"
IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.[^"']*)["']""")


def script_named(importer: Path, written: str) -> Path:
    """Return the file that an import of a script means, as esbuild finds it."""
    path = (importer.parent / written).resolve()
    return path if path.suffix == ".ts" else path.with_name(f"{path.name}.ts")


def test_no_scripts_of_the_page_know_each_other_not_even_for_types() -> None:
    files = sorted(SCRIPTS.rglob("*.ts"))
    imports = {
        file.relative_to(SCRIPTS).as_posix(): {
            script_named(file, written).relative_to(SCRIPTS).as_posix()
            for written in IMPORTED.findall(file.read_text(encoding="utf-8"))
        }
        for file in files
    }
    wanted = {"problem.ts", "table_checks.ts"}
    assert {f"check/{name}" for name in wanted} | {"data/spec.ts"} <= imports["check/validate.ts"]
    assert set().union(*imports.values()) <= imports.keys()
    assert cycle_in(imports) == []


EXPORTED = re.compile(
    r"^export (?:async |abstract )?(?:function\*?|const|let|class|interface|type|enum) (\w+)",
    re.MULTILINE,
)
TAKEN = re.compile(
    r"""(?:import|export)\s+(?:type\s+)?(\{[^}]*\}|[*\w][^"']*)\s*from\s*["'](\.[^"']*)["']"""
)


def test_what_a_script_of_the_page_exports_somebody_imports() -> None:
    """A test counts as somebody; what only its own script uses is nobody else's business."""
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(SCRIPTS.rglob("*.ts"))}
    taken = {
        (script_named(file, written), name)
        for file, text in texts.items()
        for names, written in TAKEN.findall(text)
        for name in re.findall(r"(\w+)(?: as \w+)?\s*[,}]", names) or ["*"]
    }
    exported = {(file, name) for file, text in texts.items() for name in EXPORTED.findall(text)}
    assert (SCRIPTS / "data" / "mentions.ts", "pointerOf") in exported & taken
    idle = {(file, name) for file, name in exported - taken if (file, "*") not in taken}
    assert {f"{file.relative_to(SCRIPTS).as_posix()} {name}" for file, name in idle} == set()


def test_the_rooms_of_the_page_build_on_each_other_in_one_direction() -> None:
    """What is below knows nothing of what is above; the scripts at the top join the rooms."""
    rooms: dict[str, set[str]] = {}
    for file in (file for file in SCRIPTS.rglob("*.ts") if not file.name.endswith(".test.ts")):
        for written in IMPORTED.findall(file.read_text(encoding="utf-8")):
            room, below = (
                path.parent.relative_to(SCRIPTS).as_posix()
                for path in (file, script_named(file, written))
            )
            if room != below:
                rooms.setdefault(room, set()).add(below)
    assert rooms["check"] == {"cel", "data"}
    assert cycle_in(rooms) == []


MOST_CHILDREN = 12
SUPPORT = ROOT / "tests" / "support"
EQUAL_THINGS = {
    ".": "the rooms of the house, and what programs import",
    "cli": "one file a command",
    "core/messages/en": "one Fluent file a part of the product, all alike",
    "core/messages/zh-CN": "the same files in Chinese",
}
NOT_COUNTED = {"__init__.py", "__main__.py", "__pycache__", "_bundled", "py.typed"}


def children(folder: Path) -> set[str]:
    """What somebody sees who opens a folder of code: modules and folders, tests not counted."""
    names = {child.name for child in folder.iterdir()} - NOT_COUNTED
    return {name for name in names if not name.endswith(".test.ts")}


@pytest.mark.parametrize("root", [PACKAGE, SCRIPTS, SUPPORT], ids=["package", "scripts", "support"])
def test_no_folder_holds_more_than_one_can_take_in(root: Path) -> None:
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    crowded = {
        folder.relative_to(root).as_posix()
        for folder in folders
        if not NOT_COUNTED & set(folder.parts) and len(children(folder)) > MOST_CHILDREN
    }
    assert crowded == (set(EQUAL_THINGS) if root == PACKAGE else set())


def test_every_room_says_what_belongs_there() -> None:
    """The first sentence of a folder of code says what it holds; the map names them all."""
    silent = [file for file in MODULES if file.name == "__init__.py" and not documented(file)]
    assert silent == []


def documented(file: Path) -> bool:
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) is not None


MAP = ROOT / "docs" / "explanation" / "architecture.md"
NAMED = re.compile(r"`([a-z_][\w/.-]*)`")


def folders(root: Path) -> set[str]:
    found = (path.relative_to(root) for path in root.rglob("*") if path.is_dir())
    return {path.as_posix() for path in found if not NOT_COUNTED & set(path.parts)}


def test_the_map_names_every_folder_of_the_code_as_it_is() -> None:
    """Rooms that are named are there, and those that are there are named."""
    text = MAP.read_text(encoding="utf-8")
    named = set(NAMED.findall(text))
    there = folders(PACKAGE) | folders(SCRIPTS)
    assert there - named == set()
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    written = {name for name in named if "/" in name and name.split("/")[0] in rooms}
    assert written - there == set()


def test_folders_of_the_tests_that_the_map_names_are_there() -> None:
    named = NAMED.findall(MAP.read_text(encoding="utf-8"))
    tests = {name for name in named if name.startswith(("tests/", "site-templates/", "schemas/"))}
    assert len(tests) > 10
    assert {name for name in tests if not (ROOT / name).exists()} == set()


def test_a_file_named_in_the_code_is_there() -> None:
    """A comment sends its reader to ``policy/cel/joins.py``: it stands where the words say."""
    bases = (ROOT, PACKAGE, SCRIPTS, SCRIPTS.parent)
    lost = {
        f"{file.relative_to(ROOT).as_posix()}: {path}"
        for file in (*MODULES, *sorted(SCRIPTS.rglob("*.ts")))
        for path in re.findall(
            r"(?<![\w./*-])((?:\w+/)*\w+\.(?:py|ts|c))\b", comments(file.read_text("utf-8"))
        )
        if not any((base / path).exists() for base in (*bases, file.parent))
    }
    assert lost == set()


def comments(text: str) -> str:
    """The lines of a file that are neither imports nor calls: where its words to a reader stand."""
    return "\n".join(line for line in text.splitlines() if "import" not in line)


WAITING = re.compile(r"\.wait_for_function\(")


def test_no_test_waits_from_within_a_page() -> None:
    """The policy of our pages refuses it at the second look only: it fails by chance.

    ``browser.visiting.until`` looks from outside.
    """
    files = sorted((ROOT / "tests").rglob("*.py"))
    waiting = [file.name for file in files if WAITING.search(file.read_text("utf-8"))]
    assert len(files) > 100
    assert waiting == []
