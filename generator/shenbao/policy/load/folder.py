"""Loading notices: folder → Notice. All mistakes of a folder are reported together."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from shenbao.core import resources
from shenbao.core.errors import PolicyError, Problem, ShenbaoError
from shenbao.policy.files.reader import Problems, read_json, walk
from shenbao.policy.load import from_schema, metaschema
from shenbao.policy.load.clauses import read_clauses
from shenbao.policy.load.code_lists import (
    Supplied,
    check_supplied,
    derived,
    read_lists,
)
from shenbao.policy.load.locations import located
from shenbao.policy.load.nested_arrays import check_nesting
from shenbao.policy.load.notice import check_moments
from shenbao.policy.load.notice import notice as build_notice
from shenbao.policy.load.plan_references import check_between, check_plan
from shenbao.policy.load.references import (
    check_links,
    leave_out_what_follows,
    name_lists_alike,
    unsound_files,
)
from shenbao.policy.load.resolve_refs import Expander, Library
from shenbao.policy.loaded import SHARED, Loaded, notice_folders
from shenbao.policy.model import CodeList, Form, Notice, Table
from shenbao.policy.model.editions import side_by_side
from shenbao.policy.names import ListOutline, list_outlines
from shenbao.policy.shorthand import defaults, full
from shenbao.policy.shorthand.matrix import Matrices
from shenbao.policy.shorthand.parameters import Parameters, check_used, is_reference
from shenbao.policy.shorthand.parameters import check as check_parameters
from shenbao.policy.shorthand.setting import Setting

_PURPOSES = ("plan", "application", "record", "summary")


def load_notices(root: Path, *, lists: Path | None = None) -> tuple[Notice, ...]:
    """Return the notices below ``root/schemas``, in order of their ids.

    ``lists`` is a folder of supplied code lists (``<name>.csv``, or ``<notice>/<name>.csv``).
    Raises UnsoundError with the mistakes of all notices, ShenbaoError where there is none.
    """
    return load_sound(root, lists=lists).require_all()


def load_sound(
    root: Path, *, lists: Path | None = None, load: Callable[[Path], Notice] | None = None
) -> Loaded:
    """Return the notices below ``root/schemas`` that are sound: a mistake stops only its own.

    ``load`` takes the place of ``load_notice``. Raises PolicyError for mistakes in the folder of
    ``lists``, ShenbaoError where there is no notice or no such folder.
    """
    folders = notice_folders(root)
    if not folders:
        raise ShenbaoError("policy-no-notice", folder=str(root / "schemas"))
    if lists is not None and not lists.is_dir():
        raise ShenbaoError("policy-no-lists", folder=str(lists))
    notices: list[Notice] = []
    unsound: dict[str, tuple[Problem, ...]] = {}
    for folder in folders:
        try:
            notices.append(load_notice(folder, lists=lists) if load is None else load(folder))
        except PolicyError as error:
            unsound[folder.name] = error.problems
    between = dangling(notices, root, unsound)
    unsound.update(between)
    notices = [notice for notice in notices if notice.id not in between]
    if lists is not None and not unsound:
        require_supplied(lists, root, {notice.id: list_outlines(notice) for notice in notices})
    return Loaded(notices=side_by_side(notices), unsound=unsound)


def require_supplied(
    lists: Path, root: Path, known: Mapping[str, Mapping[str, ListOutline]]
) -> None:
    """Raise PolicyError for files in a folder of supplied lists that no list of a notice takes."""
    problems = Problems(root=root)
    check_supplied(lists, known, problems)
    if problems.found:
        raise PolicyError(located(problems.found, root))


def dangling(
    notices: Sequence[Notice], root: Path, absent: Container[str]
) -> dict[str, tuple[Problem, ...]]:
    """Return what notices say of other notices and is not there, by the id of who says it.

    Of the ``absent``, which have mistakes of their own, nothing can be said.
    """
    between = Problems(root=root)
    check_between(notices, root, between, absent)
    told = located(between.found, root)
    by_notice = {
        notice.id: tuple(item for item in told if item.file.startswith(f"schemas/{notice.id}/"))
        for notice in notices
    }
    return {name: found for name, found in by_notice.items() if found}


def load_notice(folder: Path, *, lists: Path | None = None) -> Notice:
    """Return the notice in ``folder``; raises PolicyError with every mistake found."""
    return load_traced(folder, lists=lists)[0]


def load_traced(folder: Path, *, lists: Path | None = None) -> tuple[Notice, tuple[Path, ...]]:
    """Return a notice as ``load_notice`` does, and the files whose definitions it uses."""
    problems = Problems(root=folder.parent.parent)
    _check_names(folder, problems)
    file = folder / "notice.json"
    written = read_json(file, problems)
    parameters = Parameters.of(written or {})
    document = None if written is None else _full_notice(written, parameters, file, problems)
    clauses = read_clauses(folder / "clauses.md", problems)
    candidates = _candidates(folder / "candidates.json", problems)
    if document is None:
        raise PolicyError(located(problems.found, problems.root))
    code_lists = _lists(folder, document, lists, problems)
    check_parameters(document, code_lists, file, problems)
    library = Library(root=folder.parent.parent, problems=problems)

    def schemas(kind: str) -> Iterator[dict[str, Any]]:
        for schema_file in sorted((folder / f"{kind}s").glob("[!_]*.schema.json")):
            setting = Setting(
                file=schema_file,
                notice=document,
                find_list=_finder(schema_file, code_lists),
                problems=problems,
                parameters=parameters,
            )
            schema = _schema(kind, setting, library)
            if schema is not None:
                yield schema

    forms = [from_schema.form(document["id"], schema) for schema in schemas("form")]
    tables = [from_schema.table(document["id"], schema) for schema in schemas("table")]
    matrices = Matrices(file=file, problems=problems, homes=[*forms, *tables], lists=code_lists)
    written_out = {**document, "quotas": matrices.written_out(document["quotas"])}
    notice = build_notice(
        written_out,
        candidates=candidates,
        clauses=clauses,
        lists=tuple(code_lists.values()),
        forms=_in_order(forms, document),
        tables=tuple(replace(table, examples=_examples(folder, table)) for table in tables),
    )
    unsound = unsound_files(problems)
    if not unsound:
        check_used(document, parameters, file, problems)
    check_links(folder, written_out, notice, problems)
    check_plan(folder, document, notice, problems)
    leave_out_what_follows(folder, unsound, problems)
    name_lists_alike(notice, problems)
    if problems.found:
        raise PolicyError(located(problems.found, problems.root))
    return notice, tuple(library.read)


def _check_names(folder: Path, problems: Problems) -> None:
    """Raise PolicyError for names of files that are no text: they become names of pages."""
    for file in sorted(folder.rglob("*")):
        try:
            file.name.encode("utf-8")
        except UnicodeEncodeError:
            problems.add(file, "", "policy-file-name")
    if problems.found:
        raise PolicyError(located(problems.found, problems.root))


def _examples(folder: Path, table: Table) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of the right example of a table; whether it is right is checked elsewhere."""
    file = folder / "examples" / f"{table.id}-valid" / f"{table.id}.json"
    document = read_json(file, Problems(root=folder)) if file.is_file() else None
    rows = document.get("rows") if document is not None else None
    return tuple(row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _candidates(file: Path, problems: Problems) -> Mapping[str, Any]:
    """Return the definitions from elsewhere; a notice without the file has none."""
    if not file.is_file():
        return {}
    document = read_json(file, problems)
    sound = document is not None and metaschema.check("candidates", document, file, problems)
    return document if document is not None and sound else {}


def _lists(
    folder: Path, document: Mapping[str, Any], outside: Path | None, problems: Problems
) -> dict[str, CodeList]:
    supplied = None if outside is None else Supplied.of(outside, document["id"])
    common = folder.parent / SHARED / "lists"
    if not common.is_dir():
        common = resources.home() / "schemas" / SHARED / "lists"
    result = read_lists(common, supplied, problems)
    result.update(read_lists(folder / "lists", supplied, problems))
    tracks = [
        (track["id"], f"{programme['title']}·{track['title']}", track["title"])
        for programme in document["programmes"]
        for track in programme["tracks"]
    ]
    if tracks:
        result["tracks"] = derived("tracks", "申报类别", tracks)
    for form, topics in _topics(document).items():
        name = topics_list(form)
        titles = [
            track["title"]
            for programme in document["programmes"]
            for track in programme["tracks"]
            if track["form"] == form
        ]
        result[name] = derived(name, f"专题：{'、'.join(titles)}", topics)
    return result


def topics_list(form: str) -> str:
    """Return the name of the list of topics that a form offers."""
    return "topics_" + form.replace("-", "_").replace(".", "_")


def _topics(document: Mapping[str, Any]) -> dict[str, list[tuple[str, str, str]]]:
    result: dict[str, list[tuple[str, str, str]]] = {}
    for programme in document["programmes"]:
        for track in programme["tracks"]:
            offered = [
                (topic["id"], f"{topic['mark']}{topic['title']}", topic["title"])
                for topic in programme["topics"]
                if topic["id"] in track["topics"]
            ]
            if offered:
                rows = result.setdefault(track["form"], [])
                rows.extend(row for row in offered if row not in rows)
    return result


def _full_notice(
    written: Mapping[str, Any], parameters: Parameters, file: Path, problems: Problems
) -> dict[str, Any] | None:
    """Return ``notice.json`` in full form, None where the dialect does not allow what it says.

    Also where a parameter stands for a value and is not there, which is recorded.
    """
    judged = full.judged_notice(written, parameters, file, problems)
    if not metaschema.check("notice", judged, file, problems):
        return None
    document = full.notice(written, parameters, file, problems)
    if any(is_reference(node) for path, node in walk(document) if path[:1] != ["params"]):
        return None
    return document if check_moments(document, file, problems) else None


def _schema(kind: str, setting: Setting, library: Library) -> dict[str, Any] | None:
    """Return a form or table in full form, None where it cannot be read."""
    file, problems = setting.file, setting.problems
    read = read_json(file, problems)
    if read is None:
        return None
    written = defaults.schema(read, kind, file)
    if not metaschema.check_schema(kind, full.judged(written, setting), file, problems):
        return None
    if written["x-id"] != setting.form:
        problems.add(file, "/x-id", "schema-name", found=written["x-id"], wanted=setting.form)
    expander = Expander(file=file, library=library, find_list=setting.find_list)
    schema = full.schema(expander.expand(written), setting)
    schema["properties"] = _named_lists(schema["properties"], setting.form)
    check_nesting(file, schema, problems)
    return schema


def _finder(file: Path, lists: Mapping[str, CodeList]) -> Callable[[str], CodeList | None]:
    form = file.name.removesuffix(".schema.json")

    def find(name: str) -> CodeList | None:
        return lists.get(_real_name(name, form))

    return find


def _real_name(name: str, form: str) -> str:
    return {"@topics": topics_list(form), "@tracks": "tracks"}.get(name, name)


def _named_lists(value: Any, form: str) -> Any:
    """Replace ``@topics`` and ``@tracks`` by the names of the lists that they stand for."""
    if isinstance(value, dict):
        return {
            key: _real_name(item, form)
            if key == "x-list" and isinstance(item, str)
            else _named_lists(item, form)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_named_lists(item, form) for item in value]
    return value


def _in_order(forms: list[Form], document: Mapping[str, Any]) -> tuple[Form, ...]:
    """Put forms in the order of the tracks that use them; the others follow by purpose and id."""
    order = [track["form"] for programme in document["programmes"] for track in programme["tracks"]]
    rank = {form: position for position, form in reversed(list(enumerate(order)))}

    def place(form: Form) -> tuple[int, int, str]:
        return rank.get(form.id, len(order)), _PURPOSES.index(form.purpose), form.id

    return tuple(sorted(forms, key=place))
