"""What must hold of a run of the command over one file, whatever the file is.

No exception; a sound file is read whole; a damaged one is refused, or read as it was, or what is
missing is told; of an edited text a plain reader says how many rows there are.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from fuzzing.corpus import NOTICE, Seed, notices
from fuzzing.damage import Damaged

from shenbao.app.notices.check import CheckRequest, CheckResult
from shenbao.app.policy_source import Policy
from shenbao.app.schema_file import SchemaFile
from shenbao.app.validate import ValidationRequest, validate
from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Finding, Report
from shenbao.core.messages import LANGUAGES
from shenbao.policy.form_identity import content_of
from shenbao.policy.names import resolve
from shenbao.reports import json_report

_CHINESE = "zh-CN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run said: the report and what was read."""

    report: Report
    contents: tuple[object, ...]
    rows: tuple[int, ...]


def run(path: Path, seed: Seed) -> Outcome:
    """Run ``validate`` over a file as the command does, up to the report as JSON."""
    table = None
    if seed.schema is not None:
        table = SchemaFile(
            path=path.with_name("schema.json"), name="schema.json", content=seed.schema,
            identity=None,
        )  # fmt: skip
    asked = ValidationRequest(
        paths=(path,),
        ref="shenkang-2024/summary" if seed.suffix == ".csv" and table is None else None,
        table_schema=table,
        jobs=1,
        keep=True,
    )
    done = validate(asked, Policy(given=notices()))
    report = done.report
    json.loads(json_report.report_json(report, _CHINESE))
    contents = tuple(
        None if home is None or submission.data is None else content_of(home, submission.data)
        for submission in done.submissions
        for home in [resolve(notices(), submission.schema or "shenkang-2024/summary")]
    )
    forms = [submission.data for submission in done.submissions]
    rows = [
        len(data["rows"])
        for data in forms
        if isinstance(data, dict) and isinstance(data.get("rows"), list)
    ]
    rows += [check.rows for check in report.tables]
    return Outcome(report=report, contents=contents, rows=tuple(rows))


def faults(path: Path, seed: Seed, case: Damaged) -> Iterator[str]:
    """Yield what is wrong with the answer to a case; exceptions are the caller's to catch."""
    if seed.policy is not None:
        yield from _policy_faults(path)
        return
    if seed.name.startswith(NOTICE):
        yield from _notice_faults(path, seed, case)
        return
    outcome = run(path, seed)
    told = _told(outcome.report) - _sound(seed)
    if case.harm != "edited" and not told:
        yield from _lost(seed, outcome)
    if case.harm == "none" and told:
        yield f"a sound file is called wrong: {sorted(told)[:3]}"
    if case.harm == "edited" and not told:
        yield from _fewer_rows(seed, case, outcome)
    if seed.files is not None and not _tells(outcome.report.findings):
        named = {finding.where.file for finding in outcome.report.findings}
        read = len({*outcome.report.files, *named} - {path.name, None})
        if read < seed.files:
            yield f"of {seed.files} files in an archive {read} are read, nothing is said"


def _lost(seed: Seed, outcome: Outcome) -> Iterator[str]:
    """What was read is not what stands in the sound file, and nothing is said."""
    if seed.home is not None and seed.content is not None:
        if outcome.contents != (seed.content,):
            yield "a value lost: the content differs, nothing is said"
    elif seed.rows is not None and outcome.rows != (seed.rows,):
        yield f"a row lost: {outcome.rows} rows instead of {seed.rows}, nothing is said"


def _fewer_rows(seed: Seed, case: Damaged, outcome: Outcome) -> Iterator[str]:
    """A plain reader finds more records in an edited text than were read without a word."""
    if seed.suffix != ".csv" or len(outcome.rows) != 1:
        return
    for encoding in ("utf-16",) if case.raw[:2] in (b"\xff\xfe", b"\xfe\xff") else (
        "utf-8-sig", "gb18030",
    ):  # fmt: skip
        try:
            text = case.raw.decode(encoding)
            records = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
        except (UnicodeDecodeError, csv.Error):
            continue
        if outcome.rows[0] < len(records) - 1:
            yield f"a row lost: {outcome.rows[0]} of {len(records) - 1} records, nothing is said"
        return


def _told(report: Report) -> frozenset[str]:
    """Return what a person has to look at, as far as it can be compared."""
    return frozenset(
        f"{finding.rule} {finding.where.pointer}"
        for finding in report.findings
        if finding.severity in ("error", "review") or finding.verdict == "undecided"
    )


def _tells(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity in ("error", "review") for finding in findings)


_SOUND: dict[tuple[str, str, bytes], frozenset[str]] = {}


def learn(seed: Seed, path: Path) -> None:
    """Remember what is said of the sound file itself: rules may find something in its content."""
    path.write_bytes(seed.raw)
    _SOUND[seed.name, seed.suffix, seed.raw] = _told(run(path, seed).report)


def _sound(seed: Seed) -> frozenset[str]:
    return _SOUND[seed.name, seed.suffix, seed.raw]


def _notice_faults(path: Path, seed: Seed, case: Damaged) -> Iterator[str]:
    """Read a notice: it is refused in words, or what is made of it is a sound folder."""
    from shenbao.app.notices.new.notice import NewRequest, new, read
    from shenbao.authoring.scaffold.answers import Answers

    try:
        found = read(path)
    except ShenbaoError as error:
        said = [error.text(language) for language in LANGUAGES]
        if case.harm == "none" or not all(said):
            yield f"a sound notice is refused: {said[0]}"
        return
    clauses = len(found.given.clauses)
    if case.harm == "none" and seed.rows is not None and clauses != seed.rows:
        yield f"a clause lost: {clauses} instead of {seed.rows}"
    with tempfile.TemporaryDirectory() as name:
        try:
            new(NewRequest(answers=Answers(id="fuzzed"), root=Path(name), source=found))
        except ShenbaoError as error:
            yield f"a folder that is not sound: {error.text()[:300]}"


def _policy_faults(path: Path) -> Iterator[str]:
    """Run ``check`` over the folder around ``path``: mistakes are told, the exit is 0, 1 or 2."""
    from shenbao import cli
    from shenbao.app.notices import check

    root = next(above for above in path.parents if above.name == "schemas").parent
    out, err = io.StringIO(), io.StringIO()
    before, sys.argv = sys.argv, ["shenbao", "check", "--root", str(root), "--format", "json"]
    use, came = check.check, list[CheckResult]()

    def kept(request: CheckRequest) -> CheckResult:
        came.append(use(request))
        return came[-1]

    check.check = kept
    try:
        with redirect_stdout(out), redirect_stderr(err):
            cli.main()
        code: object = 0
    except SystemExit as left:
        code = left.code
    finally:
        sys.argv, check.check = before, use
    if code not in (0, 1, 2):
        yield f"exit {code}: {err.getvalue()[-300:]}"
    elif code != 0 and not (out.getvalue() + err.getvalue()).strip():
        yield f"exit {code} without a word"
    elif code != 2:
        (result,) = came
        yield from _unnamed(result)


def _unnamed(result: CheckResult) -> Iterator[str]:
    """Yield the mistakes that have no place or no words in one of the languages."""
    for problem in (*result.problems, *result.reminders):
        said = [problem.text(language) for language in LANGUAGES]
        if not problem.file or not all(said) or len(set(said)) != len(said):
            yield f"a mistake without a place or words: {said}"
