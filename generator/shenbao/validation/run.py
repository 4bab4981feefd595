"""The check of submissions: each by itself, then all of a notice beside each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from shenbao.core import messages
from shenbao.core.errors import ShenbaoError
from shenbao.core.findings import Finding, Followed, Recognised, Report, Where
from shenbao.core.messages.values import PolicyText, Value, many
from shenbao.core.nets import caught
from shenbao.core.submission import Submission
from shenbao.policy.model import FormOrTable, Notice
from shenbao.policy.names import ids, near, owner, refs, resolve
from shenbao.validation.bundle.duplicate_submissions import Copies, kind_of, remark
from shenbao.validation.bundle.entries import Bundle, Entry
from shenbao.validation.bundle.printed_fingerprints import PAPER, Papers
from shenbao.validation.bundle.quotas import check_quotas
from shenbao.validation.context import Context, check_readings
from shenbao.validation.form_index import FormIndex, one_line
from shenbao.validation.prepared import Prepared
from shenbao.validation.submission.collector import Collector
from shenbao.validation.submission.empty_parts import filled_parts
from shenbao.validation.submission.evaluation_context import Evaluation
from shenbao.validation.submission.json_schema import (
    EngineName,
    Violation,
    unusable,
    violations,
)
from shenbao.validation.submission.rules import check_rules
from shenbao.validation.submission.structure import (
    check_structure,
    crowded_findings,
    unusable_findings,
)

_NAMED = 8


def validate(
    notices: Sequence[Notice],
    submissions: Sequence[Submission],
    *,
    schema: str | None = None,
    engine: EngineName = "fast",
    readings: Mapping[str, str] | None = None,
    on_file: Callable[[str], None] | None = None,
) -> Report:
    """Check submissions, each by itself and then all of a notice together.

    ``schema`` takes the place of what the data name. ``readings`` choose options other than
    a notice's defaults. ``on_file`` is told each file before it is checked. Findings stand
    in the order of the files, then of the form. One application as Word and as PDF counts
    once. Raises ShenbaoError for an unknown
    reading or option.
    """
    validator = Validator(notices, engine)
    return validator.validate(submissions, schema=schema, readings=readings, on_file=on_file)


class Validator:
    """Notices to check against again and again: what is made of them is made once.

    ``engine`` judges the structure.
    """

    def __init__(self, notices: Sequence[Notice], engine: EngineName = "fast") -> None:
        self.notices = notices
        self._prepared = _PreparedOnce(notices, engine)

    def validate(
        self,
        submissions: Sequence[Submission],
        *,
        schema: str | None = None,
        readings: Mapping[str, str] | None = None,
        on_file: Callable[[str], None] | None = None,
    ) -> Report:
        """Check submissions as ``validate`` of this module does."""
        kinds = {kind_of(submission.file) for submission in submissions}
        return self.validate_each(
            submissions, kinds, schema=schema, readings=readings, on_file=on_file
        )

    def validate_each(
        self,
        submissions: Iterable[Submission],
        kinds: Collection[str],
        *,
        schema: str | None = None,
        readings: Mapping[str, str] | None = None,
        on_file: Callable[[str], None] | None = None,
    ) -> Report:
        """Check submissions that may be read when their turn comes; thousands fit in memory.

        ``kinds`` are at least the kinds of all files (``kind_of`` of their names). Of an
        application is kept what is compared with others.
        """
        chosen = readings or {}
        check_readings(self.notices, chosen)
        run = _Run(self.notices, self._prepared, kinds, schema, chosen)
        for submission in submissions:
            if on_file is not None:
                on_file(submission.file)
            try:
                run.take(submission)
            except Exception as error:  # noqa: BLE001 - the net under one file
                run.leave(caught(error, submission.file))
        return run.report()


class _PreparedOnce:
    """Each notice made ready when something of it is checked."""

    def __init__(self, notices: Sequence[Notice], engine: EngineName) -> None:
        self._notices = notices
        self._engine = engine
        self._known: dict[str, Prepared] = {}

    def of(self, home: FormOrTable) -> Prepared:
        """Return the notice of a form or table."""
        if home.notice not in self._known:
            self._known[home.notice] = Prepared(owner(self._notices, home), self._engine)
        return self._known[home.notice]


class _Run:
    """One validation: the forms in use, what was found, and what is judged together."""

    def __init__(
        self,
        notices: Sequence[Notice],
        prepared: _PreparedOnce,
        kinds: Collection[str],
        schema: str | None,
        readings: Mapping[str, str],
    ) -> None:
        self._notices = notices
        self._prepared = prepared
        self._schema = schema
        self._readings = readings
        self._contexts: dict[str, Context] = {}
        self._recognised: list[Recognised] = []
        self._checked: dict[str, list[Entry]] = {name: [] for name in ids(notices)}
        self._results: list[Collector | list[Finding]] = []
        self._entries: dict[str, list[Entry]] = {name: [] for name in ids(notices)}
        self._copies = Copies(kinds)
        self._printed = Papers(expected=PAPER in kinds)
        self._files: dict[str, None] = {}
        self._notes: list[Finding] = []
        self._alike: list[Finding] = []

    def take(self, submission: Submission) -> None:
        """Check one submission by itself."""
        self._files[submission.file] = None
        self._notes += submission.notes
        if submission.findings:
            self._results.append(list(submission.findings))
        if submission.data is None and submission.printed:
            self._printed.paper(submission)
            return
        if submission.data is None and (submission.findings or submission.notes):
            return
        name = submission.schema if self._schema is None else self._schema
        source = resolve(self._notices, name) if name is not None else None
        if source is None:
            self._results.append([_unknown(self._notices, submission, name)])
            return
        self._recognised.append(
            Recognised(file=submission.file, ref=source.ref, title=source.title)
        )
        home, checker = self._prepared.of(source).form(source)
        context = self._context(source)
        refused = _refused(submission, home, context)
        if refused:
            self._results.append(refused)
            return
        filled = filled_parts(home, submission.data)
        if filled is not submission.data:
            submission = replace(submission, data=filled)
        failing = violations(home.schema, checker, submission.data)
        entry = _check(Evaluation.of(submission, home, context, failing), failing)
        self._results.append(entry.collector)
        self._printed.file(submission, source)
        self._checked[source.notice].append(entry)
        earlier = self._copies.earlier(submission, source)
        if earlier is None:
            self._entries[source.notice].append(entry)
        else:
            self._alike.append(remark(submission, earlier))
        entry.keep_compared()

    def _context(self, home: FormOrTable) -> Context:
        """Return what the rules of the notice of a form or table share in this run."""
        if home.notice not in self._contexts:
            self._contexts[home.notice] = self._prepared.of(home).context(self._readings)
        return self._contexts[home.notice]

    def leave(self, finding: Finding) -> None:
        """Keep what stopped the check of a submission."""
        self._results.append([finding])

    def report(self) -> Report:
        """Check all together and return everything that was found."""
        used = {name: entries for name, entries in self._entries.items() if entries}
        reached: list[Finding] = []
        for name, entries in used.items():
            try:
                reached += _together(self._contexts[name], entries)
            except Exception as error:  # noqa: BLE001 - the net under the files of one notice
                files = dict.fromkeys(entry.file for entry in entries)
                self.leave(caught(error, messages.words(many(files))))
        papers = list(self._printed.findings())
        return Report(
            findings=(
                *(
                    finding
                    for result in self._results
                    for finding in (result.findings() if isinstance(result, Collector) else result)
                ),
                *(item for item in papers if item.severity != "info"),
            ),
            files=tuple(self._files),
            forms=tuple(self._recognised),
            readings=tuple(self._followed()),
            notes=(
                *self._notes,
                *self._alike,
                *(item for item in papers if item.severity == "info"),
                *(note for name in used for note in _counted(self._contexts[name])),
                *reached,
            ),
        )

    def _followed(self) -> Iterator[Followed]:
        for name, entries in self._checked.items():
            found = [(entry.file, entry.collector.followed) for entry in entries]
            yield from self._contexts[name].followed(found) if found else ()


def _refused(submission: Submission, home: FormIndex, context: Context) -> list[Finding]:
    """Return why the data cannot be checked at all, nothing where they can be."""
    paths = unusable(submission.data)
    crowded = {} if paths else home.crowded(submission.data)
    if not paths and not crowded:
        return []
    bare = Evaluation.of(replace(submission, data=None), home, context)
    return unusable_findings(bare, paths) if paths else crowded_findings(bare, crowded)


def _check(subject: Evaluation, failing: tuple[Violation, ...]) -> Entry:
    """Check one submission by itself."""
    collector = Collector(subject)
    home = subject.home
    check_structure(subject, failing, collector)
    check_rules(subject, collector)
    for judged, readings in home.followed:
        collector.follow(judged, readings)
    if home.computed:
        from shenbao.validation.submission.computed import check_computed

        check_computed(subject, collector)
    if home.source.is_table:
        from shenbao.validation.submission.keys import check_keys
        from shenbao.validation.submission.required_rows import check_fixed_rows

        check_keys(subject, collector)
        check_fixed_rows(subject, collector)
    return Entry(subject=subject, collector=collector)


def _together(context: Context, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Check the submissions to one notice beside each other; yield the targets reached."""
    bundle = Bundle(entries)
    check_quotas(context, bundle)
    if context.notice.targets:
        from shenbao.validation.bundle.targets import check_targets

        yield from check_targets(context, bundle)


def _counted(context: Context) -> Iterator[Finding]:
    """Remark on supplied lists that have more or fewer rows than the source says."""
    for code_list in context.notice.lists:
        wanted, found = code_list.expected_count, len(code_list.rows)
        if code_list.status == "supplied" and wanted not in {None, found}:
            yield Finding(
                rule="list.count",
                severity="info",
                verdict="fail",
                where=Where(file=f"{code_list.name}.csv"),
                message="check-list-count",
                args={
                    "title": PolicyText(zh=code_list.title),
                    "found": found,
                    "wanted": wanted or 0,
                },
                clauses=context.citations(code_list.clauses),
            )


def require_schema(notices: Sequence[Notice], name: str) -> None:
    """Raise ShenbaoError for the name of a form or table that no notice has."""
    if resolve(notices, name) is None:
        allowed = _allowed(notices, name)
        raise ShenbaoError("check-schema-unknown", name=one_line(name), allowed=allowed)


def _unknown(notices: Sequence[Notice], submission: Submission, name: str | None) -> Finding:
    return Finding(
        rule="unknown-schema",
        severity="error",
        verdict="fail",
        where=submission.where(""),
        found=None if name is None else one_line(name),
        message="check-schema-missing" if name is None else "check-schema-unknown",
        args={"name": one_line(name or ""), "allowed": _allowed(notices, name)},
        basis="toolkit",
    )


def _allowed(notices: Sequence[Notice], name: str | None) -> Value:
    """Return the names most like ``name``, else all of them, as far as a line holds."""
    every = refs(notices)
    allowed = every if name is None else near(notices, name) or every
    return many(allowed, _NAMED)
