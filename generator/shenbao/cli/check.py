"""``shenbao check``: whether the policy folder is sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    console,
)

if TYPE_CHECKING:
    from shenbao.errors import Problem
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
    output: OutputFormat = Format.text,
    lang: Lang = Language.chinese,
    root: Root = None,
) -> None:
    """检查政策文件：写法、条款、名单、规则、示例、数据包。Check a policy folder."""
    from shenbao import resources
    from shenbao.errors import PolicyError
    from shenbao.policy.load import load_notices
    from shenbao.reports import problems as report

    folder = resources.policy_root(root)
    try:
        notices = load_notices(folder)
    except PolicyError as error:
        found: list[Problem] = list(error.problems)
        done: dict[str, int] = {}
    else:
        found = []
        done = _check_all(folder, notices, sources, found, update=update)
    if output is Format.json:
        typer.echo(report.to_json(found, done, lang.value), nl=False)
    else:
        report.render(found, done, console(), lang.value)
    if found:
        raise typer.Exit(EXIT_FOUND)


def _check_all(
    folder: Path,
    notices: Sequence[Notice],
    sources: Path | None,
    found: list[Problem],
    *,
    update: bool,
) -> dict[str, int]:
    from shenbao import submissions
    from shenbao.checks import examples, repository
    from shenbao.policy.load import load_notices

    found.extend(repository.check_expressions(notices))
    if sources is not None:
        found.extend(repository.check_sources(notices, sources))
    cases = vectors = 0
    for notice in notices:
        outcome = examples.run_examples(
            folder / "schemas" / notice.id,
            lambda lists: load_notices(folder, lists=lists),
            submissions.read,
            update=update,
        )
        found.extend(outcome.problems)
        found.extend(examples.uncovered(notice, outcome))
        cases += outcome.cases
        vectors += outcome.vectors
    found.extend(_packages(folder, notices, update=update))
    return {
        "notices": len(notices),
        "clauses": sum(len(notice.clauses) for notice in notices),
        "forms": sum(len(notice.forms) for notice in notices),
        "tables": sum(len(notice.tables) for notice in notices),
        "rules": sum(len({rule.id for _, rule in notice.rules()}) for notice in notices),
        "cases": cases,
        "vectors": vectors,
    }


def _packages(folder: Path, notices: Sequence[Notice], *, update: bool) -> Iterator[Problem]:
    """Compare the published packages with what the policy says now."""
    from shenbao.artifacts import write
    from shenbao.errors import Problem
    from shenbao.outputs.packages import packages

    place = folder / "data-packages"
    artifacts = list(packages(notices))
    if update:
        write(artifacts, place, prune=True)
        return
    wanted = {artifact.path: artifact.content for artifact in artifacts}
    present = {
        file.relative_to(place).as_posix(): file for file in place.rglob("*") if file.is_file()
    }
    for path in sorted({*wanted, *present}):
        file = present.get(path)
        if file is None or wanted.get(path) != file.read_bytes():
            yield Problem(file=f"data-packages/{path}", pointer="", message="package-stale")
