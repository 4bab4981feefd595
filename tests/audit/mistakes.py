"""Mistakes that people make in a policy folder, each in a small sound notice, and what is said.

A mistake replaces ``old`` by ``new`` in one file (all of it where ``old`` is None; the file is
deleted where both are None). ``told`` are the only problems that ``check`` may have of it, by
their messages; ``says`` stands in the Chinese words: what was found, where, what is allowed.
"""

from __future__ import annotations

from dataclasses import dataclass

NOTICE, FORM, CLAUSES = "notice.json", "forms/a.schema.json", "clauses.md"
LIST, GOLDEN = "lists/demo_topics.csv", "examples/a-valid/expected.json"
ASSERT = "has(app.partners) && size(app.partners) >= 2"
WHEN = '"when": "app.basic.topic == \'2\'"'


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: ``kind`` in the words of who makes it, what is changed, what is told."""

    kind: str
    file: str
    old: str | None
    new: str | None
    told: str
    says: tuple[str, ...] = ()


def rule(kind: str, expression: str, told: str, *says: str) -> Mistake:
    """Return a mistake in what a rule asserts."""
    return Mistake(kind, FORM, ASSERT, expression, told, ("DM-P-04", *says))


MISTAKES = (
    Mistake("JSON comma", NOTICE, '"demo-2024",', '"demo-2024"', "policy-not-json", ("逗号", "4")),
    Mistake("JSON comma", NOTICE, '"id": "apply",', '"id": "apply",,', "policy-not-json", ("30",)),
    Mistake("JSON comma", FORM, '"x-id": "a",', '"x-id": "a"', "policy-not-json", ("逗号",)),
    Mistake("full-width quote", NOTICE, '"kind"', "“kind”", "policy-not-json", ("全角",)),
    Mistake("full-width quote", NOTICE, '"call"', "“call”", "policy-not-json", ("全角", "11")),
    Mistake("full-width sign", NOTICE, '"call",', '"call"，', "policy-not-json", ("全角",)),
    Mistake("full-width sign", NOTICE, '"kind":', '"kind"：', "policy-not-json", ("全角",)),
    Mistake(
        "misspelt key",
        NOTICE,
        '"summary":',
        '"sumary":',
        "dialect-unknown-keyword-near",
        ("sumary", "是否想写 summary"),
    ),
    Mistake(
        "misspelt key",
        FORM,
        '"maxLength": 50',
        '"maxlength": 50',
        "dialect-unknown-keyword-near",
        ("是否想写 maxLength",),
    ),
    Mistake(
        "misspelt key",
        FORM,
        '"severity": "error",\n',
        '"severty": "error",\n',
        "dialect-unknown-keyword-near",
        ("是否想写 severity",),
    ),
    Mistake(
        "unknown key", NOTICE, '"kind"', '"zzz": 1, "kind"', "dialect-unknown-keyword", ("zzz",)
    ),
    Mistake(
        "missing key", NOTICE, '"issued": "2024-04-10",', "", "dialect-missing-key", ("issued",)
    ),
    Mistake("missing key", FORM, '"title": "申请经费", ', "", "dialect-missing-key", ("title",)),
    rule("wrong path", ASSERT.replace("partners", "partner"), "path-unknown", "相近的有：partners"),
    Mistake(
        "wrong path",
        FORM,
        '"x-when": "app.basic.topic',
        '"x-when": "app.basic.topci',
        "path-unknown",
        ("app.basic.topci", "相近的有：basic.topic"),
    ),
    Mistake(
        "wrong path",
        FORM,
        "date(self) >= date('1984-06-01') :",
        "date(self.birth) >= date('1984-06-01') :",
        "name-unknown",
        ("self.birth",),
    ),
    Mistake("wrong role", NOTICE, '["lead_unit"', '["leadunit"', "role-unknown", ("leadunit",)),
    Mistake(
        "wrong clause",
        FORM,
        '["c-partners"],\n      "items"',
        '["c-partner"],\n      "items"',
        "clause-unknown",
        ("c-partner", "相近的有：c-partners"),
    ),
    Mistake("wrong clause", NOTICE, '["c-goal"]', '["c-gaol"]', "clause-unknown", ("c-goal",)),
    Mistake("wrong reading", FORM, "reading.I09 ==", "reading.I9 ==", "reading-unknown", ("I09",)),
    Mistake(
        "wrong reading",
        NOTICE,
        '"reading": "I09"',
        '"reading": "I90"',
        "reading-unknown",
        ("I90", "相近的有：I09"),
    ),
    Mistake(
        "wrong option",
        FORM,
        "== 'bracket'",
        "== 'brackets'",
        "compared-never",
        ("brackets", "open, bracket, words"),
    ),
    Mistake(
        "wrong list",
        FORM,
        '"x-list": "hospitals", "x-basis": "source", "x-source": ["c-quota"]',
        '"x-list": "hospital", "x-basis": "source", "x-source": ["c-quota"]',
        "list-unknown",
        ("hospital",),
    ),
    Mistake("wrong list", FORM, "ref.hospitals.labels", "ref.hospital.labels", "list-unknown"),
    Mistake(
        "wrong column of a list",
        FORM,
        "ref.hospitals.labels",
        "ref.hospitals.label",
        "name-unknown",
        ("ref.hospitals.label", "相近的有：ref.hospitals.labels"),
    ),
    Mistake("wrong placeholder", FORM, "至少要有2家", "至少要有{n}家", "hole-unknown", ("{n}",)),
    Mistake(
        "wrong placeholder",
        FORM,
        "至少要有2家",
        "至少要有{param.least}家",
        "param-unknown",
        ("least",),
    ),
    Mistake(
        "wrong placeholder",
        NOTICE,
        '"zh-CN": "每家',
        '"zh-CN": "{al}每家',
        "quota-number-unknown",
        ("al", "可用：all"),
    ),
    Mistake(
        "code not of the list",
        FORM,
        WHEN,
        WHEN.replace("'2'", "'3'"),
        "compared-never",
        ("“3”", "可用：1, 2"),
    ),
    Mistake(
        "code not of the list",
        FORM,
        f'"x-{WHEN[1:]}',
        f'"x-{WHEN[1:]}'.replace("'2'", "'专题乙'"),
        "compared-never",
        ("专题乙", "可用：1, 2"),
    ),
    rule("and", ASSERT.replace("&&", "and"), "expression-wrong", "第 19 个字符", "改成 &&"),
    rule("or", "size(app.partners) < 1 or size(app.partners) > 2", "expression-wrong", "改成 ||"),
    rule("not", "not has(app.partners)", "expression-wrong", "改成 !"),
    rule("=", "app.basic.funding = 15.0", "expression-wrong", "第 19 个字符", "改成 =="),
    rule("<>", "app.basic.funding <> 15.0", "expression-wrong", "改成 !="),
    rule("≥", "app.basic.funding ≥ 15.0", "expression-wrong", "改成 >="),
    rule("full-width comma", "app.basic.topic in ['1'，'2']", "expression-wrong", "全角"),
    rule("full-width bracket", "size（app.partners） >= 2", "expression-wrong", "全角", "第 5 个"),
    rule("full-width quote", "app.basic.topic == “2”", "expression-wrong", "“"),
    rule("missing quote", "app.basic.topic == '2", "expression-wrong", "引号"),
    rule("missing bracket", "size(app.partners >= 2", "expression-wrong", "括号"),
    rule("unknown function", "sizes(app.partners) >= 2", "expression-wrong", "相近的有：size"),
    rule("unit", "app.basic.funding <= 20万元", "expression-wrong", "万元", "不写单位"),
    rule("percent", "app.basic.funding <= 20%", "expression-wrong", "0.15"),
    Mistake(
        "undeclared variable in a quota",
        NOTICE,
        "counts.all <=",
        "counts.total <=",
        "quota-number-unknown",
        ("total", "可用：all"),
    ),
    Mistake(
        "undeclared variable in a quota",
        NOTICE,
        "counts.all <=",
        "count <=",
        "expression-wrong",
        ("count", "相近的有：counts"),
    ),
    Mistake(
        "undeclared variable in a quota",
        NOTICE,
        "counts.all <= 1.0",
        "role.topic == '1'",
        "expression-wrong",
        ("role", "可以写：counts"),
    ),
    rule("constant", "true", "expression-settled", "总是成立"),
    rule("constant", "1.0 > 2.0", "expression-settled", "总是不成立"),
    rule("constant", "size(app.partners) >= 0", "expression-settled", "总是成立"),
    rule("constant", "app.basic.topic == app.basic.topic", "expression-settled", "总是成立"),
    rule(
        "constant",
        "app.basic.topic != '1' || app.basic.topic != '2'",
        "expression-settled",
        "总是成立",
    ),
    rule("constant", "has(app.partners) || true", "expression-settled", "总是成立"),
    rule(
        "never holds",
        "app.basic.funding > 20.0 && app.basic.funding < 10.0",
        "expression-settled",
        "总是不成立",
    ),
    rule("never holds", "app.basic.funding > 30.0", "expression-settled", "总是不成立"),
    rule(
        "never holds",
        "date(app.youth.birth_date) >= date('2000-01-01') && "
        "date(app.youth.birth_date) < date('1990-01-01')",
        "expression-settled",
        "总是不成立",
    ),
    Mistake(
        "never holds",
        FORM,
        WHEN,
        WHEN[:-1] + " && app.basic.topic == '1'\"",
        "expression-settled",
        ("总是不成立",),
    ),
    Mistake(
        "never holds",
        FORM,
        WHEN,
        '"when": "has(app.partners) && !has(app.partners)"',
        "expression-settled",
        ("总是不成立",),
    ),
    rule("always undecided", "date('2024') < date(app.youth.birth_date)", "profile-date", "2024"),
    rule(
        "always undecided",
        "date(notice.deadlines.aply) > date(app.youth.birth_date)",
        "day-unknown",
        "相近的有：notice.deadlines.apply",
    ),
    rule("always undecided", "app.basic.funding >= '2'", "operand-kind", "文字"),
    rule("text for a number", "app.basic.funding == '15'", "compared-kind", "数写小数"),
    Mistake(
        "quote not in the source",
        CLAUSES,
        "> 限期送达",
        "> 限时送达",
        "quote-not-in-source",
        ("限时送达", "c-receive"),
    ),
    Mistake(
        "line not in the source",
        CLAUSES,
        'lines="11"',
        'lines="31"',
        "lines-not-in-source",
        ("31", "11 行"),
    ),
    Mistake(
        "line not in the source", CLAUSES, 'lines="11"', 'lines="10"', "quote-elsewhere", ("10",)
    ),
    Mistake(
        "line not in the source",
        CLAUSES,
        'lines="11"',
        'lines="十一"',
        "clause-lines",
        ("十一", "7-9"),
    ),
    Mistake("two rules with one number", FORM, '"DM-P-02"', '"DM-P-01"', "rule-twice", ("先写的",)),
    Mistake(
        "two rules with one number",
        NOTICE,
        '"DM-Q-01"',
        '"DM-P-01"',
        "rule-twice",
        ("schemas/demo-2024/forms/a.schema.json#", "先写的"),
    ),
    Mistake(
        "two rules with one number",
        NOTICE,
        '"DM-C-01"',
        '"DM-P-01"',
        "rule-twice",
        ("schemas/demo-2024/forms/a.schema.json#", "先写的"),
    ),
    Mistake("track not declared yet", NOTICE, '"form": "a"', '"form": "b"', "form-unknown", ("b",)),
    Mistake("track not declared yet", NOTICE, '"over": ["a"]', '"over": ["b"]', "form-unknown"),
    Mistake(
        "folder name against id",
        NOTICE,
        '"demo-2024"',
        '"demo-2025"',
        "notice-name",
        ("demo-2025", "demo-2024"),
    ),
    Mistake("file name against id", FORM, '"x-id": "a"', '"x-id": "b"', "schema-name"),
    Mistake(
        "minimum over maximum",
        FORM,
        '"minimum": 10',
        '"minimum": 30',
        "bounds-crossed",
        ("30", "20"),
    ),
    Mistake(
        "minimum over maximum",
        FORM,
        '"maxLength": 50',
        '"minLength": 60, "maxLength": 50',
        "bounds-crossed",
        ("60", "50"),
    ),
    Mistake(
        "pattern not alike",
        FORM,
        '"maxLength": 50',
        '"maxLength": 50, "pattern": "^\\\\d+$"',
        "pattern-unlike",
        ("[0-9]",),
    ),
    Mistake(
        "pattern not alike",
        FORM,
        '"maxLength": 50',
        '"maxLength": 50, "pattern": "^(张"',
        "pattern-unlike",
        ("括号",),
    ),
    Mistake("missing expected.json", GOLDEN, None, None, "policy-file-missing"),
    Mistake(
        "missing submission", "examples/a-valid/application.json", None, None, "policy-file-missing"
    ),
    Mistake("missing list", LIST, None, None, "policy-file-missing"),
    Mistake("missing clauses", CLAUSES, None, None, "policy-file-missing"),
    Mistake(
        "other separator",
        LIST,
        None,
        "code;label\nt1;专题甲\nt2;专题乙\n",
        "list-separator",
        ("分号",),
    ),
    Mistake(
        "other separator",
        LIST,
        None,
        "code，label\nt1，专题甲\nt2，专题乙\n",
        "list-separator",
        ("全角逗号",),
    ),
    Mistake(
        "other separator",
        LIST,
        None,
        "code\tlabel\nt1\t专题甲\nt2\t专题乙\n",
        "list-separator",
        ("制表符",),
    ),
    Mistake(
        "other header",
        LIST,
        None,
        "代码,名称\nt1,专题甲\nt2,专题乙\n",
        "list-header",
        ("代码, 名称",),
    ),
    rule(
        "always undecided",
        "date(app.basic.project_title) >= date('2024-01-01')",
        "operand-no-day",
        "app.basic.project_title",
        "format",
    ),
    Mistake(
        "deadline of another year",
        NOTICE,
        "2024-04-30T16",
        "2023-04-30T16",
        "deadline-early",
        ("2023-04-30", "2024-04-10"),
    ),
    Mistake(
        "period of another year",
        NOTICE,
        '"end": "2025-05-31"',
        '"end": "2023-05-31"',
        "period-reversed",
        ("2023-05-31",),
    ),
)

APPLICATION = "forms/application.schema.json"
SHORT = (
    Mistake(
        "parameter that is not declared",
        NOTICE,
        '{"param": "funding_least"',
        '{"param": "funding_last"',
        "param-unknown",
        ("funding_last", "相近的有：funding_least"),
    ),
    Mistake(
        "kind of rule that is none",
        APPLICATION,
        '"kind": "day-between"',
        '"kind": "day-betwen"',
        "dialect-value",
        ("day-betwen", "day-between"),
    ),
    Mistake(
        "wrong path in a kind",
        APPLICATION,
        '"at": "leader/birth_date"',
        '"at": "leader/birthday"',
        "kind-field-unknown",
        ("leader/birthday", "leader/birth_date"),
    ),
    Mistake(
        "code not of the list in a kind",
        APPLICATION,
        '"first": {"youth"',
        '"first": {"yuoth"',
        "kind-code-unknown",
        ("yuoth", "youth"),
    ),
    Mistake(
        "empty value in a kind",
        APPLICATION,
        '"first": {"youth": "1989-12-31"}',
        '"first": {}',
        "kind-key-empty",
        ("first",),
    ),
    Mistake(
        "key of another kind",
        APPLICATION,
        '"first": {"youth": "1989-12-31"}',
        '"most": 3',
        "kind-key-unknown",
        ("most",),
    ),
    Mistake(
        "list that a kind needs, not there",
        APPLICATION,
        '"x-list": "sex"',
        '"x-list": "sx"',
        "list-unknown",
        ("sx", "相近的有：sex"),
    ),
    Mistake(
        "other separator of a list that a quota needs",
        "lists/unit_levels.csv",
        "code,label",
        "code;label",
        "list-separator",
        ("分号",),
    ),
)
"""Mistakes in a notice in short form, with parameters, rule kinds and defaults."""
