"""Checking that every id which a notice mentions exists: clauses, lists, readings, forms, roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from shenbao.core.errors import Place, Problem
from shenbao.core.messages.values import Value, alike
from shenbao.core.paths import pointer_of
from shenbao.policy.cel.expression import Expression
from shenbao.policy.files.reader import Problems, folded_name, read_json, walk
from shenbao.policy.load.clauses import OPENINGS, ids_on, line_ranges, opening_line
from shenbao.policy.load.from_schema import quota as build_quota
from shenbao.policy.load.resolve_refs import UNRESOLVED
from shenbao.policy.model import TRACK, Clause, Form, FormOrTable, Notice, Rule, Table, Track

Parts: TypeAlias = list[str | int]

_OF_CODES = frozenset(
    {"kind-no-codes", "kind-code-unknown", "kind-code-unranked", "kind-column-unknown"}
    | {"kind-list-unordered", "matrix-code-unknown", "param-code-unknown"}
)
"""Mistakes that a list which cannot be read brings about."""


class HasId(Protocol):
    """What a notice tells from others of its kind by an id."""

    @property
    def id(self) -> str:
        """The id."""


def check_links(
    folder: Path, document: Mapping[str, Any], notice: Notice, problems: Problems
) -> None:
    """Record every dangling id in the forms, rules and quotas of a notice, with its place."""
    silent = Problems(root=problems.root)
    unsound = unsound_files(problems)
    files = {folder / "notice.json": dict(document)}
    for part in ("forms", "tables", "lists"):
        for file in sorted((folder / part).glob("*.json")):
            if problems.name(file) not in unsound:
                files[file] = read_json(file, silent) or {}
    gaps = {gap.id for gap in notice.gaps}
    for file, content in files.items():
        links = FileLinks(file, notice, problems)
        links.check(content)
        if file.parent.name == "lists" and isinstance(content.get("gap"), str):
            links.known(["gap"], [content["gap"]], gaps, "gap-unknown")
    own = FileLinks(folder / "notice.json", notice, problems)
    own.check_programmes()
    own.check_edition()
    own.check_documents(document)
    own.check_decisions(document)
    own.check_quotas(document["quotas"])
    own.check_rule_ids()
    for home in notice.homes:
        kind = "forms" if isinstance(home, Form) else "tables"
        FileLinks(folder / kind / f"{home.id}.schema.json", notice, problems).check_home(home)


def leave_out_what_follows(folder: Path, unsound: set[str], problems: Problems) -> None:
    """Take out what is only unknown because of another mistake that is told already.

    The file that has it (one of ``unsound``) could not be read, or the clause stands below a
    mistyped opening.
    """
    clauses = folder / "clauses.md"
    lost = ids_on({item.line for item in problems.found if item.message in OPENINGS}, clauses)
    unread = problems.name(clauses) in unsound
    forms = problems.name(folder / "forms") + "/"
    partial = any(name.startswith(forms) for name in unsound)
    untracked = any(item.message == "form-unknown" for item in problems.found)
    rows = {Path(item.file).stem for item in problems.found if Path(item.file).suffix == ".csv"}

    lists = problems.name(folder / "lists") + "/"
    unlisted = any(
        item.message == "list-unknown" or item.file.startswith(lists) for item in problems.found
    )

    def follows(problem: Problem) -> bool:
        found = str(problem.args.get("found", ""))
        if problem.message in {"clause-unknown", "barred-unknown"}:
            return unread or found.lower() in lost
        if problem.message in _OF_CODES:
            return unlisted
        if problem.message == "list-unknown" and found.startswith("@"):
            return untracked
        if problem.message == "list-unknown":
            return (folder / "lists" / f"{found}.json").is_file()
        if problem.message in {"from-unknown", "also-unknown", "compared-unknown"}:
            return partial
        return problem.message in {"code-unknown", "indicator-unknown"} and bool(rows)

    problems.found[:] = [problem for problem in problems.found if not follows(problem)]


def name_lists_alike(notice: Notice, problems: Problems) -> None:
    """Put the names that a list may have into what is told of one that is not there."""
    known = [code_list.name for code_list in notice.lists]

    def named(problem: Problem) -> Problem:
        if problem.message != "list-unknown" or problem.args.get("near"):
            return problem
        return replace(problem, args={**problem.args, **alike(str(problem.args["found"]), known)})

    problems.found[:] = [named(problem) for problem in problems.found]


def unsound_files(problems: Problems) -> set[str]:
    """Return the files that could not be read, or are not as the dialect has them."""
    return {
        problem.file
        for problem in problems.found
        if problem.message.startswith(("policy-", "dialect-"))
    }


@dataclass(frozen=True, slots=True)
class FileLinks:
    """One file of a notice while its mentions are checked."""

    file: Path
    notice: Notice
    problems: Problems

    def known(
        self,
        path: Parts | str,
        mentioned: Iterable[str],
        known: set[str],
        message: str,
        **args: Value,
    ) -> None:
        """Record every mentioned id that is not known, with ids like it."""
        place = path if isinstance(path, str) else pointer_of(path)
        for name in mentioned:
            if name not in known:
                said: dict[str, Value] = {"found": str(name), **alike(str(name), known), **args}
                self.problems.add(self.file, place, message, **said)

    def add(self, path: Parts, message: str, **args: Value) -> None:
        """Record one problem of this file."""
        self.problems.add(self.file, pointer_of(path), message, **args)

    def check(self, content: Mapping[str, Any]) -> None:
        """Clauses and titles anywhere."""
        clauses = {clause.id for clause in self.notice.clauses}
        for path, item in walk(content):
            self._check_title(path, item.get("title"))
            for key in ("x-source", "where") if "found" in item else ("x-source",):
                if isinstance(item.get(key), list):
                    self.known([*path, key], item[key], clauses, "clause-unknown")

    def _check_title(self, path: Parts, title: Any) -> None:
        """Record a title that no heading of a file can be recognised by."""
        if isinstance(title, str) and not title.strip():
            self.add([*path, "title"], "title-blank")
        elif isinstance(title, str) and ("\n" in title or "\t" in title):
            self.add([*path, "title"], "title-break")

    def _check_titles(self, home: FormOrTable) -> None:
        """Record every title that two fields of one part or row, or two columns, bear."""
        for parts in (home.tops, *(node.children for node in home.fields())):
            seen: dict[str, Place] = {}
            for node in parts:
                place = Place(home.file, f"{home.in_file(node.pointer)}/title")
                before = seen.setdefault(folded_name(node.title), place)
                if node.title.strip() and before is not place:
                    self.problems.add_again(place, before, "title-twice", title=node.title)

    def check_programmes(self) -> None:
        """Forms and topics of tracks, programmes of periods."""
        if self.notice.id != self.file.parent.name:
            self.add(["id"], "notice-name", found=self.notice.id, wanted=self.file.parent.name)
        forms = self._forms()
        programmes = {programme.id for programme in self.notice.programmes}
        for number, programme in enumerate(self.notice.programmes):
            topics = {topic.id for topic in programme.topics}
            topics_at: Parts = ["programmes", number, "topics"]
            for index, track in enumerate(programme.tracks):
                place: Parts = ["programmes", number, "tracks", index]
                self.known([*place, "form"], [track.form], forms, "form-unknown")
                self.known([*place, "topics"], track.topics, topics, "topic-unknown")
                own = set(track.clauses)
                self.known([*place, "barred"], track.barred, own, "barred-unknown")
                self._check_facts(place, track)
            self.once(["programmes", number, "topics"], programme.topics)
            self._called_once(
                "topic-twice",
                (
                    ([*topics_at, index, key], name)
                    for index, topic in enumerate(programme.topics)
                    for key, name in (("mark", topic.mark), ("title", topic.title))
                ),
            )
        for number, period in enumerate(self.notice.periods):
            place = ["periods", number, "programme"]
            named = [] if period.programme is None else [period.programme]
            self.known(place, named, programmes, "programme-unknown")
            if period.start > period.end:
                self.add(["periods", number, "end"], "period-reversed", found=str(period.end))
        self.once(["programmes"], self.notice.programmes)
        self._called_once(
            "track-twice",
            (
                (
                    ["programmes", number, "tracks", index, "title"],
                    f"{programme.title}·{track.title}",
                )
                for number, programme in enumerate(self.notice.programmes)
                for index, track in enumerate(programme.tracks)
            ),
        )
        self.once_of(
            (["programmes", number, "tracks", index, "id"], track.id)
            for number, programme in enumerate(self.notice.programmes)
            for index, track in enumerate(programme.tracks)
        )
        self.once(["readings"], self.notice.readings)
        self.once(["gaps"], self.notice.gaps)
        self.once(["deadlines"], self.notice.deadlines)

    def check_edition(self) -> None:
        """Forms, places and codes that the edition says replace those of the one before."""
        homes = {home.id: home for home in self.notice.homes}
        edition = self.notice.edition
        if edition.replaces and edition.supersedes is None:
            self.add(["edition", "replaces"], "replaces-nothing")
        seen: dict[tuple[str, str], Parts] = {}
        for number, item in enumerate(edition.replaces):
            place: Parts = ["edition", "replaces", number]
            first = seen.setdefault((item.form, item.old), place)
            if first is not place:
                places = self.place([*place, "old"]), self.place([*first, "old"])
                self.problems.add_again(*places, "replaces-twice", found=item.old)
            self.known([*place, "form"], [item.form], set(homes), "form-unknown")
            if item.new == item.old and not item.codes:
                self.add(place, "replaces-same", found=item.old)
            if item.form not in homes:
                continue
            nodes = {node.pointer: node for node in homes[item.form].fields()}
            new = [*place, "new" if item.new != item.old else "old"]
            self.known(new, [item.new], set(nodes), "replaces-place-unknown", form=item.form)
            enum = nodes[item.new].schema.get("enum") if item.new in nodes else None
            if item.codes and item.new in nodes and enum is None:
                self.add([*place, "codes"], "replaces-no-codes", found=item.new)
            codes = {str(code) for code in enum or ()}
            for old, code in item.codes if enum is not None else ():
                self.known([*place, "codes", old], [code], codes, "replaces-code-unknown")

    def check_documents(self, document: Mapping[str, Any]) -> None:
        """Check the documents, the clauses of each, and the deadlines that later ones moved."""
        notice = self.notice
        self.once(["sources"], notice.sources)
        if "source" in document and "sources" in document:
            self.add(["source"], "sources-both")
        for number, source in enumerate(notice.sources):
            if (source.kind == "notice") is not (number == 0):
                self.add(["sources", number, "kind"], "sources-order", found=source.kind)
        latest = notice.sources[-1].edition
        if latest and latest != notice.edition.version:
            place: Parts = ["sources", len(notice.sources) - 1, "edition"]
            self.add(place, "sources-edition", found=latest, wanted=notice.edition.version)
        self.once_of(
            (["sources", number, "edition"], source.edition)
            for number, source in enumerate(notice.sources)
            if source.edition
        )
        rank = {source.id: number for number, source in enumerate(notice.sources)}
        self._check_clauses(rank)
        said_in = {item.id: rank.get(item.document, 0) for item in notice.clauses}
        for number, deadline in enumerate(notice.deadlines):
            if isinstance(notice.issued, date) and deadline.at.date() < notice.issued:
                said = {"found": deadline.at.isoformat(), "issued": notice.issued.isoformat()}
                self.add(["deadlines", number, "at"], "deadline-early", **said)
            for index, moved in enumerate(deadline.extended_from):
                place = ["deadlines", number, "extended_from", index]
                values = [item.at for item in deadline.extended_from[index + 1 :]]
                if moved.at in [*values, deadline.at]:
                    self.add([*place, "at"], "moved-same", found=moved.at.isoformat())
                if not any(said_in.get(clause, 1) for clause in moved.clauses):
                    self.add([*place, "x-source"], "moved-by-none", id=deadline.id)

    def _check_clauses(self, rank: Mapping[str, int]) -> None:
        """Record clauses of documents that are not there, and corrections of what is not earlier.

        ``rank`` is the order of the documents by their ids.
        """
        clauses = {clause.id: clause for clause in self.notice.clauses}
        seen: dict[str, str] = {}
        for clause in self.notice.clauses:
            if clause.document and clause.document not in rank:
                allowed = ", ".join(rank)
                self._tell(clause, "clause-doc-unknown", clause.document, allowed=allowed)
            if not clause.corrects:
                continue
            old = clauses.get(clause.corrects)
            if old is None:
                self._tell(clause, "clause-corrects-unknown", clause.corrects)
            elif rank.get(clause.document, 0) <= rank.get(old.document, 0):
                self._tell(clause, "clause-corrects-later", clause.corrects)
            elif seen.setdefault(clause.corrects, clause.id) != clause.id:
                other = seen[clause.corrects]
                self._tell(clause, "clause-corrects-twice", clause.corrects, other=other)

    def _tell(self, clause: Clause, message: str, found: str, **args: Value) -> None:
        """Record one problem of the opening of a clause."""
        file = self.file.parent / "clauses.md"
        line = opening_line(file, clause.id)
        self.problems.add(file, "", message, line=line, id=clause.id, found=found, **args)

    def _called_once(self, message: str, names: Iterable[tuple[Parts, str]]) -> None:
        """Record every name that stands again: whoever writes it cannot be understood."""
        seen: dict[tuple[str | int, str], Parts] = {}
        for place, name in names:
            first = seen.setdefault((place[-1], folded_name(name)), place)
            if name.strip() and first is not place:
                places = self.place(place), self.place(first)
                self.problems.add_again(*places, message, name=name)

    def _check_facts(self, place: Parts, track: Track) -> None:
        """Record an amount or a period whose end lies before its beginning."""
        amount, period = track.amount, track.period
        least, most = (None, None) if amount is None else (amount.least, amount.most)
        if least is not None and most is not None and least > most:
            self.add([*place, "amount"], "amount-reversed", found=f"{least:g}–{most:g}")
        if period and period.start and period.end and period.start > period.end:
            self.add([*place, "period", "end"], "period-reversed", found=str(period.end))

    def once(self, path: Parts, items: Iterable[HasId]) -> None:
        """Record every id of the items of the list at ``path`` that stands again."""
        self.once_of(([*path, number, "id"], item.id) for number, item in enumerate(items))

    def once_of(self, ids: Iterable[tuple[Parts, str]]) -> None:
        """Record every id that stands again, with both its places."""
        seen: dict[str, Parts] = {}
        for place, identity in ids:
            first = seen.setdefault(identity, place)
            if first is not place:
                places = self.place(place), self.place(first)
                self.problems.add_again(*places, "id-twice", id=identity)

    def place(self, path: Parts) -> Place:
        """Return the place of a path in this file."""
        return Place(self.problems.name(self.file), pointer_of(path))

    def check_decisions(self, document: Mapping[str, Any]) -> None:
        """Options of readings; readings of gaps and deadlines; programmes of the checklist."""
        readings = {reading.id for reading in self.notice.readings}
        programmes = {programme.id for programme in self.notice.programmes}
        for number, reading in enumerate(self.notice.readings):
            options = {option.id for option in reading.options}
            self.known(
                ["readings", number, "default"], [reading.default], options, "option-unknown"
            )
            self.once(["readings", number, "options"], reading.options)
        for key in ("gaps", "deadlines"):
            for number, item in enumerate(document[key]):
                mentioned = [item["reading"]] if item.get("reading") else []
                self.known([key, number, "reading"], mentioned, readings, "reading-unknown")
        topics = {topic.id for item in self.notice.programmes for topic in item.topics}
        for number, entry in enumerate(self.notice.checklist):
            self.known(["checklist", number, "topics"], entry.topics, topics, "topic-unknown")
        for number, gap in enumerate(self.notice.gaps):
            if gap.lines and not line_ranges(gap.lines):
                self.add(["gaps", number, "lines"], "gap-lines", found=gap.lines)
        tracks = {track.id for item in self.notice.programmes for track in item.tracks}
        for number, item in enumerate(self.notice.handing_in):
            self.known(["handing_in", number, "tracks"], item.tracks, tracks, "track-unknown")
        for key in ("checklist", "handing_in"):
            for number, item in enumerate(document[key]):
                named = item.get("programmes", ())
                self.known([key, number, "programmes"], named, programmes, "programme-unknown")

    def check_quotas(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Forms, tables, columns, readings and roles of quotas."""
        readings = {reading.id for reading in self.notice.readings}
        lists = {code_list.name for code_list in self.notice.lists}
        homes = self.homes()
        tables = {table.id: table for table in self.notice.tables}
        for number, value in enumerate(documents):
            place: Parts = ["quotas", number]
            quota = build_quota(value)
            self.known(place, quota.readings, readings, "reading-unknown")
            self.known([*place, "over"], quota.over, homes, "form-unknown")
            if quota.per_list is not None:
                self.known(
                    [*place, "ref", "list"], [quota.per_list.list_name], lists, "list-unknown"
                )
                column = [*place, "ref", "column"]
                self.check_column(column, quota.per_list.list_name, quota.per_list.column)
            if quota.table is not None:
                named = {*tables, *self._stems("tables")}
                self.known([*place, "table"], [quota.table], named, "table-unknown")
            if quota.table in tables:
                columns = {column.key for column in tables[quota.table].columns}
                self.known(place, [*quota.key, *quota.columns], columns, "column-unknown")
            wanted = {*quota.group_by, *quota.members, *quota.key.values()}
            played = {
                node.role for home in self.notice.homes for node in home.fields() if node.role
            }
            if quota.also is not None:
                also: Parts = [*place, "also", "role"]
                self.known(also, [quota.also[0]], played, "also-unknown")
            for name, roles in quota.columns.items():
                compared: Parts = [*place, "columns", name]
                self.known(compared, roles, {*played, TRACK}, "compared-unknown")
            self.check_roles(place, quota.over, wanted, "role-unknown", quota.id)

    def _forms(self) -> set[str]:
        """Return the ids of the forms; one that is broken is there all the same."""
        return {form.id for form in self.notice.forms} | self._stems("forms")

    def _stems(self, part: str) -> set[str]:
        files = (self.file.parent / part).glob("*.schema.json")
        return {file.name.removesuffix(".schema.json") for file in files}

    def homes(self) -> set[str]:
        """Return the ids of the forms and tables; one that is broken is there all the same."""
        tables = {table.id for table in self.notice.tables}
        return self._forms() | tables | self._stems("tables")

    def check_roles(
        self, place: Parts, over: Iterable[str], wanted: set[str], message: str, rule: str
    ) -> None:
        """Every form or table that is judged together plays every role that is asked for."""
        for home in self.notice.homes:
            if home.id in over:
                roles = {node.role for node in home.fields()}
                for role in sorted(wanted - roles):
                    self.add(place, message, found=role, form=home.id, rule=rule)

    def check_column(self, place: Parts, list_name: str, column: str) -> None:
        """Record a column that a list of the notice lacks."""
        for code_list in self.notice.lists:
            if code_list.name == list_name:
                columns = {item.name for item in code_list.columns}
                self.known(place, [column], columns, "column-unknown")

    def check_rule_ids(self) -> None:
        """Find ids in two kinds of place or twice in a form; several forms may carry one."""
        seen: dict[str, Place] = {}
        for home, rule in self.notice.rules():
            seen.setdefault(rule.id, Place(home.file, home.in_file(rule.pointer)))
        for key, items in self._with_rule_ids():
            for number, item in enumerate(items):
                place = self.place([key, number, "id"])
                before = seen.setdefault(item.id, place)
                if before is not place:
                    self.problems.add_again(place, before, "rule-twice", id=item.id)
        for home in self.notice.homes:
            first: dict[str, Rule] = {}
            for rule in home.all_rules():
                other = first.setdefault(rule.id, rule)
                if replace(rule, pointer=other.pointer) != other:
                    places = [Place(home.file, home.in_file(at.pointer)) for at in (rule, other)]
                    self.problems.add_again(places[0], places[1], "rule-twice", id=rule.id)

    def _with_rule_ids(self) -> tuple[tuple[str, Sequence[HasId]], ...]:
        """Return what else of the notice bears ids of rules, by its key."""
        notice = self.notice
        return (
            ("quotas", notice.quotas),
            ("targets", notice.targets),
            ("checklist", notice.checklist),
        )

    def check_home(self, home: FormOrTable) -> None:
        """Titles, required keys, and the paths that conditions and rules mention."""
        self._check_titles(home)
        for path, schema in walk(home.schema):
            if "properties" in schema:
                for name in schema.get("required", ()):
                    if name not in schema["properties"]:
                        self.add([*path, "required"], "required-unknown", key=name)
        for node in home.fields():
            untitled = not node.title and UNRESOLVED not in node.schema
            if untitled and node.key != "*":
                place = home.in_file(node.pointer)
                self.problems.add(self.file, place, "dialect-missing-key", key="title")
            if node.when:
                self._check_paths(home, home.in_file(node.pointer), "x-when", node.when)
        if isinstance(home, Table):
            self._check_table(home)
        for rule in home.all_rules():
            self._check_rule(home, rule)

    def _check_rule(self, home: FormOrTable, rule: Rule) -> None:
        """Find out whether what a rule looks at, and the field that it names, are there."""
        place = home.in_file(rule.pointer)
        readings = {reading.id for reading in self.notice.readings}
        lists = {code_list.name for code_list in self.notice.lists}
        if rule.basis == "source" and not rule.clauses:
            self.problems.add(self.file, place, "rule-unsourced", rule=rule.id)
        self.known(place, rule.readings, readings, "reading-unknown", rule=rule.id)
        self.known(place, rule.lists, lists, "list-unknown", rule=rule.id)
        for expression in rule.expressions:
            self._check_paths(home, place, rule.id, expression)
        known = {node.pointer for node in home.fields()}
        for at in dict.fromkeys((rule.at, *(case.at for case in rule.cases))):
            path = rule.pointer.split("/")
            steps = at.split("/") if at else []
            if rule.whole and steps and steps[0].isdecimal():
                steps = steps[1:]
            for step in steps:
                path = path[:-1] if step == ".." else [*path, "*" if step.isdecimal() else step]
            if at and "/".join(path) not in known:
                self.problems.add(self.file, place, "at-unknown", rule=rule.id, found=at)

    def _check_table(self, table: Table) -> None:
        """Columns of keys and targets, lists of foreign keys."""
        columns = {column.key for column in table.columns}
        lists = {code_list.name for code_list in self.notice.lists}
        self.known(["x-primary-key"], table.primary_key, columns, "column-unknown")
        for number, unique in enumerate(table.unique):
            self.known(["x-unique", number], unique, columns, "column-unknown")
        for number, key in enumerate(table.foreign_keys):
            place: Parts = ["x-foreign-keys", number]
            self.known([*place, "columns"], key.columns, columns, "column-unknown")
            self.known([*place, "list"], [key.list_name], lists, "list-unknown")
        self.known(["x-summarises"], table.summarises, self._forms(), "form-unknown")
        roles = {node.role for form in self.notice.forms for node in form.fields() if node.role}
        for node in table.columns:
            self.known(["properties", node.key, "x-from"], node.sources, roles, "from-unknown")
        if table.fixed_rows is not None:
            self.known(["x-rows", "per"], table.fixed_rows.per, columns, "column-unknown")
            for number, source in enumerate(table.fixed_rows.sources):
                place = ["x-rows", "from", number]
                self.known([*place, "column"], [source.column], columns, "column-unknown")
                self.known([*place, "fill"], source.fill, columns, "column-unknown")
                self.known([*place, "list"], [source.list_name], lists, "list-unknown")
                for column, wanted in source.fill.items():
                    self.check_column([*place, "fill", column], source.list_name, wanted)

    def _check_paths(self, home: FormOrTable, place: str, rule: str, expression: str) -> None:
        days = {f"notice.{name}" for name in _dotted(self.notice.days)}
        named = [".".join(("notice", *path)) for path in Expression.of(expression).names("notice")]
        self.known(place, named, days, "day-unknown", rule=rule)
        if isinstance(home, Form):
            paths = {node.pointer.strip("/").replace("/", ".") for node in home.fields()}
            asked = map(".".join, Expression.of(expression).names("app"))
            self.known(place, asked, paths, "path-unknown", rule=rule)


def _dotted(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the texts in a group of groups: ``deadlines.apply``."""
    for key, item in value.items():
        if isinstance(item, str):
            yield key
        else:
            yield from (f"{key}.{name}" for name in _dotted(item))
