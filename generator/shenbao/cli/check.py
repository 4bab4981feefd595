"""``shenbao check``: whether the policy folder is sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shenbao.cli.common import (
    EXIT_FOUND,
    Format,
    Lang,
    Language,
    OutputFormat,
    Root,
    announced_folder,
    console,
)
from shenbao.core.nets import stopped

if TYPE_CHECKING:
    from shenbao.audit.examples import Outcome
    from shenbao.core.artifacts import Artifact
    from shenbao.core.errors import Problem
    from shenbao.policy.load.folder import Loaded
    from shenbao.policy.model import Notice


def check(
    *,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="通知原文所在的文件夹，核对摘录 / folder of the source texts",
        ),
    ] = None,
    update: Annotated[
        bool,
        typer.Option("--update", help="重写示例的预期结果和 data-packages / rewrite goldens"),
    ] = False,
    coverage: Annotated[
        Path | None,
        typer.Option(
            "--coverage",
            metavar="RULES.json",
            exists=True,
            dir_okay=False,
            help="规则清单：逐条说明落在哪里 / where each rule of an inventory lives",
        ),
    ] = None,
    output: OutputFormat = Format.text,
    lang: Lang = Language.chinese,
    root: Root = None,
) -> None:
    """检查政策文件：写法、条款、名单、规则、示例、数据包。Check a policy folder."""
    from shenbao.core import resources
    from shenbao.core.errors import ShenbaoError
    from shenbao.policy.load.folder import load_notices, load_sound
    from shenbao.policy.load.locations import located
    from shenbao.reports import problems as report

    folder = announced_folder(root)
    if update and resources.is_bundled(folder):
        raise ShenbaoError("cli-update-bundled")
    if coverage is not None:
        _cover(load_notices(folder), coverage, output, lang)
        return
    loaded = load_sound(folder)
    found: list[Problem] = list(loaded.problems)
    done = _check_all(folder, loaded, sources, found, update=update) if loaded.notices else {}
    told = located(found, folder)
    if output is Format.json:
        typer.echo(report.to_json(told, done, lang.value), nl=False)
    else:
        report.print_problems(told, done, console(), lang.value)
    if found:
        raise typer.Exit(EXIT_FOUND)


def _cover(notices: Sequence[Notice], inventory: Path, output: Format, lang: Language) -> None:
    """Say where each rule of an inventory lives; a rule without a home is a failure."""
    from shenbao.audit import coverage
    from shenbao.reports import coverage as report

    rules = coverage.coverage(notices, inventory)
    if output is Format.json:
        typer.echo(report.to_json(rules), nl=False)
    else:
        report.print_coverage(rules, console(), lang.value)
    if any(item.home is None for item in rules):
        raise typer.Exit(EXIT_FOUND)


def _check_all(
    folder: Path,
    loaded: Loaded,
    sources: Path | None,
    found: list[Problem],
    *,
    update: bool,
) -> dict[str, int]:
    from shenbao.core import resources

    notices = loaded.notices
    cases = vectors = 0
    for notice in notices:
        try:
            problems, outcome = _check_one(folder, notices, notice, sources, update=update)
        except Exception as error:  # noqa: BLE001 - the net under one notice
            found.extend(stopped(error, f"schemas/{notice.id}"))
            continue
        found.extend(problems)
        cases += outcome.cases
        vectors += outcome.vectors
    if not resources.is_bundled(folder):
        found.extend(_packages(folder, loaded, update=update))
    return {
        "notices": len(notices),
        "clauses": sum(len(notice.clauses) for notice in notices),
        "forms": sum(len(notice.forms) for notice in notices),
        "tables": sum(len(notice.tables) for notice in notices),
        "rules": sum(len({rule.id for _, rule in notice.rules()}) for notice in notices),
        "cases": cases,
        "vectors": vectors,
    }


def _check_one(
    folder: Path,
    notices: Sequence[Notice],
    notice: Notice,
    sources: Path | None,
    *,
    update: bool,
) -> tuple[list[Problem], Outcome]:
    """Return what is wrong with one notice, and how its examples came out."""
    from shenbao.audit import examples, soundness
    from shenbao.media import inputs

    expressions = list(soundness.check_expressions([notice]))
    found = [*expressions, *soundness.check_sources(folder, [notice], sources)]
    if expressions:
        # A wrong expression would bring a wrong outcome for every example.
        return found, examples.Outcome()
    outcome = examples.run_examples(
        folder / "schemas" / notice.id,
        partial(_with_lists, folder, notices, notice),
        inputs.read,
        update=update,
    )
    return [*found, *outcome.problems, *examples.uncovered(notice, outcome)], outcome


def _with_lists(
    folder: Path, notices: Sequence[Notice], own: Notice, lists: Path | None
) -> Sequence[Notice]:
    """Return the notices, one of them with the lists that its examples invent."""
    from shenbao.policy.load.folder import load_notice

    if lists is None:
        return notices
    with_lists = load_notice(folder / "schemas" / own.id, lists=lists)
    return [with_lists if notice is own else notice for notice in notices]


def _packages(folder: Path, loaded: Loaded, *, update: bool) -> Iterator[Problem]:
    """Compare the published packages with what the policy says now; of unsound notices none."""
    from shenbao.core.artifacts import write
    from shenbao.core.errors import Problem
    from shenbao.media.package.write import packages

    place = folder / "data-packages"
    artifacts: list[Artifact] = []
    unsound = {*loaded.unsound}
    for notice in loaded.notices:
        try:
            artifacts += packages([notice])
        except Exception as error:  # noqa: BLE001 - the net under one notice
            unsound.add(notice.id)
            yield from stopped(error, f"data-packages/{notice.id}")
    if update:
        write(artifacts, place, prune=not unsound)
        return
    wanted = {artifact.path: artifact.content for artifact in artifacts}
    present = {
        file.relative_to(place).as_posix(): file for file in place.rglob("*") if file.is_file()
    }
    for path in sorted({*wanted, *present}):
        if path.partition("/")[0] in unsound:
            continue
        file = present.get(path)
        if file is None or wanted.get(path) != file.read_bytes():
            yield Problem(file=f"data-packages/{path}", pointer="", message="package-stale")
