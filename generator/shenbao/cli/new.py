"""``shenbao new``: a new notice in the policy folder, from a few answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from shenbao.cli.common import ConvertOld, Lang, Language, OwnRoot, put_line, tell_folder
from shenbao.core.errors import ShenbaoError
from shenbao.core.messages import say, words

if TYPE_CHECKING:
    from shenbao.authoring.scaffold.answers import Answers, ProgrammeAnswer
    from shenbao.authoring.source_notice import ReadSource
    from shenbao.core.messages.values import Value

Answered = TypeVar("Answered")

_MOST_LEFT = 40
_LONGEST = 60


def new(
    identity: Annotated[
        str,
        typer.Argument(metavar="ID", help="通知的编号，如 keji-2025 / the id of the notice"),
    ],
    *,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="通知的标题 / its title")
    ] = None,
    issuer: Annotated[
        str | None, typer.Option("--issuer", metavar="TEXT", help="发文单位 / who issues it")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="call 申报通知，selection-scheme 遴选方案，work-plan 工作方案，"
            "improvement-plan 改进计划 / the kind of notice",
        ),
    ] = None,
    programmes: Annotated[
        list[str] | None,
        typer.Option(
            "--programme",
            metavar="TEXT",
            help="一个项目和它的申报类别，如 “临床研究：重点、一般”；可以写几次"
            " / a programme and its tracks",
        ),
    ] = None,
    deadline: Annotated[
        str | None,
        typer.Option(
            "--deadline",
            metavar="DATE",
            help="截止时间，如 2025-11-15 或 “2025-11-15 17:00” / the deadline",
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="FILE.json",
            exists=True,
            dir_okay=False,
            help="以上回答写在一个 JSON 文件里 / the same answers in a file",
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="通知的文件（Word、PDF、网页、文本）：拆成条款，列出候选 / the file of the notice",
        ),
    ] = None,
    edition_of: Annotated[
        str | None,
        typer.Option(
            "--edition-of",
            metavar="NOTICE",
            help="由上一版做新的一版：编号不变，日期和数待确认 / the edition after it",
        ),
    ] = None,
    convert_old: ConvertOld = False,
    accepted: Annotated[
        Path | None,
        typer.Option(
            "--accept",
            metavar="待确认.csv",
            exists=True,
            dir_okay=False,
            help="把清单里决定采用的候选写进通知 / write the candidates that were taken",
        ),
    ] = None,
    lang: Lang = Language.chinese,
    root: OwnRoot = None,
) -> None:
    """新建一份通知：问几个问题，或由通知的文件，建好能检查的小文件夹。Make a new notice.

    例：shenbao new keji-2025 --title 关于申报2025年度科技计划项目的通知

    由文件：shenbao new keji-2025 --from 通知.docx；采用候选：--accept 待确认.csv
    """
    from shenbao.app.notices.new.notice import NewRequest, new_place, read
    from shenbao.app.notices.new.notice import new as use
    from shenbao.authoring.scaffold import answers as check

    name = check.notice_id(identity)
    if accepted is not None:
        besides = {
            "--edition-of": edition_of,
            "--from": source,
            "--answers": answers,
            "--title": title,
        }
        other = [option for option, value in besides.items() if value is not None]
        if other:
            raise ShenbaoError("authoring-accept-alone", found=other[0])
        _accept(name, accepted, root, lang.value)
        return
    place = new_place(root, name)
    tell_folder(place.parent.parent, lang.value)
    found = read(source, convert_old=convert_old) if source is not None else None
    if edition_of is not None:
        unfit: dict[str, object] = {
            "--answers": answers,
            "--kind": kind,
            "--programme": programmes,
            "--deadline": deadline,
        }
        other = [option for option, value in unfit.items() if value is not None]
        if other:
            raise ShenbaoError("authoring-edition-alone", found=other[0])
        given_facts = check.Answers(id=name, title=title or "", issuer=issuer or "")
        _edition(given_facts, edition_of, found, place.parent.parent, lang.value)
        return
    known = check.read_answers(identity, answers) if answers else check.Answers(id=identity)
    texts = {"title": title, "issuer": issuer, "kind": kind, "deadline": deadline}
    given: dict[str, Any] = {key: text for key, text in texts.items() if text is not None}
    if programmes:
        given["programmes"] = tuple(map(check.programme, programmes))
    known = replace(known, **given)
    asks = answers is None and found is None
    if asks and sys.stdin is not None and sys.stdin.isatty():
        known = _asked(known, given, lang.value)
    if not known.title and found is None:
        raise ShenbaoError("authoring-no-title")
    request = NewRequest(answers=known, root=place.parent.parent, source=found, language=lang.value)
    made = use(request)
    if found is not None:
        _tell_read(found, lang.value)
    args: dict[str, Value] = {
        "folder": str(made.folder),
        "files": len(made.files),
        "beside": len(made.beside),
    }
    put_line(say("authoring-made", args, lang.value))
    put_line(say("authoring-next", None, lang.value))
    if found is not None:
        told = {"file": str(made.folder / made.files[-1]), "id": identity}
        put_line(say("authoring-review", told, lang.value))


def _accept(identity: str, listed: Path, root: Path | None, language: str) -> None:
    """Write what was taken into the notice that is there."""
    from shenbao.app.notices.new.accept import accept
    from shenbao.app.policy_source import own_folder

    folder = own_folder(root)
    tell_folder(folder, language)
    place = folder / "schemas" / identity
    done = accept(place, listed)
    args: dict[str, Value] = {"taken": done.taken, "open": done.open, "folder": str(place)}
    put_line(say("authoring-accepted", args, language))


def _edition(
    answers: Answers, old: str, found: ReadSource | None, root: Path, language: str
) -> None:
    """Make the next edition of a notice; say which clauses were found again."""
    from shenbao.app.notices.new.edition import EditionRequest, new_edition
    from shenbao.authoring.scaffold.notice_document import UNSURE

    request = EditionRequest(answers=answers, old=old, root=root, source=found, language=language)
    made = new_edition(request)
    lost, added = len(made.lost), len(made.added)
    args: dict[str, Value] = {"folder": str(made.folder), "old": old}
    put_line(say("authoring-edition-made", args, language))
    if found is not None:
        kept = made.clauses - lost - added
        counts: dict[str, Value] = {"kept": kept, "lost": lost, "added": added}
        put_line(say("authoring-edition-clauses", counts, language))
        if not kept:
            put_line(say("authoring-edition-none", {"folder": str(made.folder)}, language))
    for message, clauses in (
        ("authoring-edition-lost", made.lost),
        ("authoring-edition-added", made.added),
    ):
        for clause in clauses[:_MOST_LEFT]:
            text = (clause.words or clause.gist.removeprefix(f"{UNSURE}："))[:_LONGEST]
            told: dict[str, Value] = {"id": clause.id, "number": clause.number, "text": text}
            put_line("  " + say(message, told, language))
        more = len(clauses) - _MOST_LEFT
        if more > 0:
            put_line("  " + say("authoring-left-more", {"count": more}, language))
    for path in made.skipped:
        put_line("  " + say("authoring-edition-skipped", {"file": path}, language))
    review: dict[str, Value] = {
        "file": str(made.review),
        "values": made.values,
        "id": answers.id,
    }
    put_line(say("authoring-edition-review", review, language))


def _tell_read(found: ReadSource, language: str) -> None:
    """Say what was read, what was left out of the file, and which lines are no clauses."""
    for remark in found.remarks:
        put_line(words(remark, language))
    args: dict[str, Value] = {
        "clauses": len(found.given.clauses),
        "candidates": len(found.candidates),
        "left": len(found.left_out),
    }
    put_line(say("authoring-read", args, language))
    for item in found.left_out[:_MOST_LEFT]:
        role = say(f"authoring-role-{item.role}", None, language)
        told: dict[str, Value] = {"line": item.line, "role": role, "text": item.text[:_LONGEST]}
        put_line("  " + say("authoring-left", told, language))
    more = len(found.left_out) - _MOST_LEFT
    if more > 0:
        put_line("  " + say("authoring-left-more", {"count": more}, language))


def _asked(known: Answers, given: Collection[str], language: str) -> Answers:
    """Ask for what was not given."""
    from shenbao.authoring.scaffold import answers as check

    questions: dict[str, tuple[Callable[[str], Any], str | None]] = {
        "title": (lambda text: check.title(text, key="title"), None),
        "issuer": (lambda text: check.title(text, key="issuer"), ""),
        "kind": (check.kind, check.KINDS[0]),
        "deadline": (check.deadline, ""),
    }
    told = {
        key: _ask(key, read, default, language)
        for key, (read, default) in questions.items()
        if key not in given
    }
    if "programmes" not in given:
        told["programmes"] = tuple(_programmes(language))
    return replace(known, **told)


def _programmes(language: str) -> Iterator[ProgrammeAnswer]:
    """Yield the programmes that are named one by one, until nothing is."""
    from shenbao.authoring.scaffold import answers as check

    def read(text: str) -> ProgrammeAnswer | None:
        return check.programme(text) if text.strip() else None

    for _ in range(check.MOST_PROGRAMMES):
        programme = _ask("programme", read, "", language)
        if programme is None:
            return
        yield programme


def _ask(key: str, read: Callable[[str], Answered], default: str | None, language: str) -> Answered:
    """Ask until the answer can be used; a wrong one is told."""
    question = say(f"authoring-ask-{key}", None, language)
    while True:
        text = typer.prompt(question, default=default, show_default=bool(default))
        try:
            return read(text)
        except ShenbaoError as error:
            typer.echo(error.text(language), err=True)
