"""Policy notices of health authorities as forms, sites, packages and verdicts, for programs.

    import shenbao

    notices = shenbao.load_notices(lists="名单")
    report = shenbao.validate("交来的", notices)
    print(report.verdict, report.counts.error)

Nothing is loaded before a name is used. ``shenbao.api`` says what each function takes, gives and
raises; https://shenbao.example/reference/python.html walks through a day with them.
"""

TYPE_CHECKING = False  # typing itself takes longer to load than all of this
if TYPE_CHECKING:
    from shenbao.api import (
        accept_candidates,
        accept_examples,
        build_site,
        compare,
        compare_schemas,
        convert,
        explain,
        export_workbook,
        fill,
        import_workbook,
        load_notices,
        migrate,
        new_notice,
        package,
        propose_examples,
        publish,
        read,
        try_rule,
        validate,
        validate_table,
    )
    from shenbao.app.forms.fill import Filling
    from shenbao.app.forms.form import Converted, FormFile
    from shenbao.app.forms.migrate import Migration
    from shenbao.app.notices.examples import AcceptedExamples, Proposed
    from shenbao.app.notices.new.accept import Accepted
    from shenbao.app.notices.new.notice import NewNotice
    from shenbao.app.notices.publish import Published
    from shenbao.app.notices.workbook import ImportedWorkbook, PolicyWorkbook
    from shenbao.app.packages.hand_in import HandedIn
    from shenbao.app.packages.package import Packages
    from shenbao.app.report import Report, TableReport
    from shenbao.authoring.workbook.rows.mistakes import CellPlace, Mistake, WorkbookError
    from shenbao.changes.comparison import Comparison
    from shenbao.changes.model import Change, Place, Witness
    from shenbao.changes.terms import Direction
    from shenbao.core.artifacts import Artifact
    from shenbao.core.errors import (
        MissingExtraError,
        PolicyError,
        Problem,
        ShenbaoError,
        UnsoundError,
    )
    from shenbao.core.findings import Citation, Counts, Finding, TableCheck, Where
    from shenbao.core.submission import Origin, Submission
    from shenbao.policy.model import Clause, Form, Notice, Rule, Table
    from shenbao.policy.usage.rule_trials import RuleTrial
    from shenbao.policy.usage.values import Trace
    from shenbao.site.builder.build import BuildResult
    from shenbao.tabular.results import Issue

_HOMES = {
    "shenbao.api": (
        "accept_candidates",
        "accept_examples",
        "build_site",
        "compare",
        "compare_schemas",
        "convert",
        "explain",
        "export_workbook",
        "fill",
        "import_workbook",
        "load_notices",
        "migrate",
        "new_notice",
        "package",
        "propose_examples",
        "publish",
        "read",
        "try_rule",
        "validate",
        "validate_table",
    ),
    "shenbao.app.forms.fill": ("Filling",),
    "shenbao.app.forms.form": ("Converted", "FormFile"),
    "shenbao.app.forms.migrate": ("Migration",),
    "shenbao.app.notices.new.accept": ("Accepted",),
    "shenbao.app.notices.examples": ("AcceptedExamples", "Proposed"),
    "shenbao.app.notices.new.notice": ("NewNotice",),
    "shenbao.app.notices.publish": ("Published",),
    "shenbao.app.notices.workbook": ("ImportedWorkbook", "PolicyWorkbook"),
    "shenbao.app.packages.hand_in": ("HandedIn",),
    "shenbao.app.packages.package": ("Packages",),
    "shenbao.app.report": ("Report", "TableReport"),
    "shenbao.authoring.workbook.rows.mistakes": ("CellPlace", "Mistake", "WorkbookError"),
    "shenbao.changes.comparison": ("Comparison",),
    "shenbao.changes.model": ("Change", "Place", "Witness"),
    "shenbao.changes.terms": ("Direction",),
    "shenbao.core.artifacts": ("Artifact",),
    "shenbao.core.errors": (
        "MissingExtraError",
        "PolicyError",
        "Problem",
        "ShenbaoError",
        "UnsoundError",
    ),
    "shenbao.core.findings": ("Citation", "Counts", "Finding", "TableCheck", "Where"),
    "shenbao.core.submission": ("Origin", "Submission"),
    "shenbao.policy.model": ("Clause", "Form", "Notice", "Rule", "Table"),
    "shenbao.policy.usage.rule_trials": ("RuleTrial",),
    "shenbao.policy.usage.values": ("Trace",),
    "shenbao.site.builder.build": ("BuildResult",),
    "shenbao.tabular.results": ("Issue",),
}
"""Where each public name lives; what is imported for types above is the same."""

__all__ = [
    "Accepted",
    "AcceptedExamples",
    "Artifact",
    "BuildResult",
    "CellPlace",
    "Change",
    "Citation",
    "Clause",
    "Comparison",
    "Converted",
    "Counts",
    "Direction",
    "Filling",
    "Finding",
    "Form",
    "FormFile",
    "HandedIn",
    "ImportedWorkbook",
    "Issue",
    "Migration",
    "MissingExtraError",
    "Mistake",
    "NewNotice",
    "Notice",
    "Origin",
    "Packages",
    "Place",
    "PolicyError",
    "PolicyWorkbook",
    "Problem",
    "Proposed",
    "Published",
    "Report",
    "Rule",
    "RuleTrial",
    "ShenbaoError",
    "Submission",
    "Table",
    "TableCheck",
    "TableReport",
    "Trace",
    "UnsoundError",
    "Where",
    "Witness",
    "WorkbookError",
    "accept_candidates",
    "accept_examples",
    "build_site",
    "compare",
    "compare_schemas",
    "convert",
    "explain",
    "export_workbook",
    "fill",
    "import_workbook",
    "load_notices",
    "migrate",
    "new_notice",
    "package",
    "propose_examples",
    "publish",
    "read",
    "try_rule",
    "validate",
    "validate_table",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is used."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
