"""The mistakes of a policy folder, for those who write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console

from shenbao.core import messages
from shenbao.core.errors import Problem
from shenbao.reports.json_report import dump, version
from shenbao.reports.terminal_text import put, terminal_safe


def print_problems(
    problems: Sequence[Problem],
    done: Mapping[str, int],
    console: Console,
    language: str,
    beside: Mapping[Problem, str] | None = None,
    reminders: Sequence[Problem] = (),
) -> None:
    """Print the problems by file, or what was checked where there are none.

    ``done`` counts what was looked at, by name; it is empty where loading failed. ``beside`` is
    what is said behind a problem. ``reminders`` are no problems.
    """
    _print_by_file(problems, console, language, beside or {})
    if reminders:
        count = str(len(reminders))
        put(console, messages.say("report-reminders", {"count": count}, language), style="bold")
        _print_by_file(reminders, console, language, {})
    if done:
        put(console, "  ".join(_counted(done, language)))
    if problems:
        count = str(len(problems))
        put(console, messages.say("report-problems", {"count": count}, language), style="bold red")
    else:
        put(console, messages.say("report-no-problems", {}, language), style="bold green")


def _print_by_file(
    problems: Sequence[Problem],
    console: Console,
    language: str,
    beside: Mapping[Problem, str],
) -> None:
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    for file, found in by_file.items():
        put(console, terminal_safe(file), style="bold")
        for problem in found:
            where = problem.place.words(language, named=False)
            if where:
                put(console, terminal_safe(where), indent=2, style="cyan")
            told = problem.sentence(language) + beside.get(problem, "")
            put(console, terminal_safe(told), indent=4 if where else 2)
        console.print()


def to_json(
    problems: Sequence[Problem],
    done: Mapping[str, int],
    language: str,
    *,
    reminders: Sequence[Problem] = (),
) -> str:
    """Return the problems, reminders and counts as JSON text."""
    return dump(
        {
            "shenbao": version(),
            "checked": dict(done),
            "problems": [_told(problem, language) for problem in problems],
            "reminders": [_told(problem, language) for problem in reminders],
        }
    )


def _told(problem: Problem, language: str) -> Mapping[str, str | int | None]:
    return {
        "file": problem.file,
        "pointer": problem.pointer,
        "line": problem.line or None,
        "id": problem.message,
        "message": problem.sentence(language),
    }


def _counted(done: Mapping[str, int], language: str) -> list[str]:
    return [
        f"{messages.say(f'report-checked-{name}', {}, language)} {count}"
        for name, count in done.items()
    ]
