"""Table Schemas in the manner of national catalogues: wide, with awkward patterns and formats.

They are invented for the tests and copy none that exists.
"""
# ruff: noqa: E501 - lists read best with an item a line

from __future__ import annotations

import csv
import io
import random
from typing import Any

from support.by_chance.cases import V2, Case


def _charging() -> dict[str, Any]:
    """Charging points: many optional columns, coordinates, truth values, an address pattern."""
    return {
        "$schema": V2,
        "fields": [
            {"name": "id_pdc", "type": "string", "constraints": {
                "required": True, "pattern": r"(?:(?:^|,)(?:[A-Z]{2}[A-Z0-9]{3}E[0-9]{2,8}|Non concerné))+"}},
            {"name": "operateur", "type": "string", "constraints": {"required": True}},
            {"name": "contact", "type": "string", "format": "email"},
            {"name": "telephone", "type": "string", "constraints": {"pattern": r"(?:(?:\+|00)33|0)[1-9](?: ?\d{2}){4}"}},
            {"name": "coordonnees", "type": "geopoint", "format": "array", "constraints": {"required": True}},
            {"name": "insee", "type": "string", "constraints": {"pattern": r"([013-9]\d|2[AB1-9])\d{3}"}},
            {"name": "puissance", "type": "number", "constraints": {"minimum": 0, "maximum": 600}},
            *({"name": f"prise_{kind}", "type": "boolean"} for kind in ("ef", "2", "ccs", "chademo", "autre")),
            {"name": "acces", "type": "string", "constraints": {"enum": ["Accès libre", "Accès réservé"]}},
            {"name": "horaires", "type": "string", "constraints": {
                "pattern": r"(.*?)((\d{1,2}:\d{2})-(\d{1,2}:\d{2})|24/7)"}},
            {"name": "mise_en_service", "type": "date", "constraints": {"minimum": "2010-01-01"}},
            {"name": "cable", "type": "boolean", "trueValues": ["oui", "Oui"], "falseValues": ["non", "Non"]},
        ],
        "primaryKey": ["id_pdc"],
        "missingValues": ["", "NC"],
    }  # fmt: skip


def _budget() -> dict[str, Any]:
    """A budget: decimal commas, grouped thousands, amounts with a currency, day-first dates."""
    return {
        "$schema": V2,
        "fields": [
            {"name": "Haushaltsjahr", "type": "year", "constraints": {"required": True, "minimum": "2010"}},
            {"name": "Kapitel", "type": "string", "constraints": {"required": True, "pattern": r"\d{4}"}},
            {"name": "Titel", "type": "string", "constraints": {"pattern": r"\d{3} \d{2}(-\d)?"}},
            {"name": "Soll", "type": "number", "decimalChar": ",", "groupChar": "."},
            {"name": "Ist", "type": "number", "decimalChar": ",", "groupChar": ".", "bareNumber": False},
            {"name": "Anteil", "type": "number", "bareNumber": False, "decimalChar": ",",
             "constraints": {"minimum": 0, "maximum": 100}},
            {"name": "Stand", "type": "date", "format": "%d.%m.%Y"},
            {"name": "Monat", "type": "yearmonth"},
            {"name": "Uhrzeit", "type": "time", "format": "%H:%M"},
            {"name": "Stellen", "type": "integer", "constraints": {"minimum": 0, "exclusiveMaximum": 1000}},
            {"name": "Übertrag", "type": "boolean", "trueValues": ["ja", "J"], "falseValues": ["nein", "N"]},
        ],
        "primaryKey": ["Haushaltsjahr", "Kapitel", "Titel"],
        "missingValues": ["", "-", "k.A."],
    }  # fmt: skip


def _laboratory() -> dict[str, Any]:
    """Laboratory results: eighty numbered columns of one kind, and a reference to another row."""
    return {
        "$schema": V2,
        "fields": [
            {"name": "样本号", "type": "string", "constraints": {"required": True, "unique": True, "pattern": "L[0-9]{6}"}},
            {"name": "复查自", "type": "string"},
            {"name": "采样时间", "type": "datetime", "format": "%Y/%m/%d %H:%M"},
            {"name": "保存", "type": "duration"},
            *({"name": f"v{number:02}", "type": "number", "constraints": {"minimum": -5, "maximum": 500}}
              for number in range(80)),
        ],
        "foreignKeys": [{"fields": ["复查自"], "reference": {"resource": "", "fields": ["样本号"]}}],
    }  # fmt: skip


def _establishments() -> dict[str, Any]:
    """French establishments: numbers of fourteen digits, communes, day-first dates, commas."""
    return {
        "$schema": V2,
        "fields": [
            {"name": "siret", "type": "string", "constraints": {
                "required": True, "unique": True, "pattern": r"^(?:\s*\d\s*){14}$"}},
            {"name": "siren", "type": "string", "constraints": {"pattern": r"\d{9}", "minLength": 9, "maxLength": 9}},
            {"name": "dénomination", "type": "string", "constraints": {"required": True, "maxLength": 40}},
            {"name": "code_insee", "type": "string", "constraints": {"pattern": r"^([013-9]\d|2[AB1-9])\d{3}$"}},
            {"name": "code_postal", "type": "string", "constraints": {"pattern": r"^\d{5}$"}},
            {"name": "point", "type": "geopoint"},
            {"name": "latitude", "type": "number", "decimalChar": ",", "constraints": {"minimum": -90}},
            {"name": "subvention", "type": "number", "decimalChar": ",", "groupChar": " ", "bareNumber": False},
            {"name": "ouverture", "type": "date", "format": "%d/%m/%Y", "constraints": {"required": True}},
            {"name": "horaire", "type": "time", "format": "%H:%M"},
            {"name": "site", "type": "string", "format": "uri"},
            {"name": "activités", "type": "list", "delimiter": "|"},
            {"name": "nature", "type": "string", "constraints": {"enum": ["publique", "privée", "associative"]}},
            {"name": "pmr", "type": "boolean", "trueValues": ["O", "oui"], "falseValues": ["N", "non"]},
        ],
        "primaryKey": "siret",
        "missingValues": ["", "NC", "ND"],
    }  # fmt: skip


def _trusts() -> dict[str, Any]:
    """British trusts: postcodes, codes with alternatives, waiting times, suppressed figures."""
    return {
        "$schema": V2,
        "fields": [
            {"name": "Org Code", "type": "string", "constraints": {"required": True, "pattern": "R[A-Z0-9]{2}|[A-Z][0-9]{2}"}},
            {"name": "Postcode", "type": "string", "constraints": {
                "pattern": r"(GIR ?0AA|[A-PR-UWYZ]([0-9]{1,2}|([A-HK-Y][0-9]([0-9ABEHMNPRV-Y])?)|[0-9][A-HJKPS-UW]) ?[0-9][ABD-HJLNP-UW-Z]{2})"}},
            {"name": "Period", "type": "yearmonth", "constraints": {"required": True, "minimum": "2010-04"}},
            {"name": "Attendances", "type": "integer", "constraints": {"minimum": 0}},
            {"name": "Within 4 hours", "type": "integer", "constraints": {"minimum": 0}},
            {"name": "Per cent", "type": "number", "bareNumber": False, "constraints": {"minimum": 0, "maximum": 100}},
            {"name": "Median wait", "type": "duration"},
            {"name": "Submitted", "type": "datetime"},
            {"name": "Type", "type": "string", "constraints": {"enum": ["1", "2", "3", "UTC"]}},
            {"name": "Contact", "type": "string", "format": "email"},
        ],
        "primaryKey": ["Org Code", "Period", "Type"],
        "missingValues": [{"value": "", "label": "not submitted"}, {"value": "*", "label": "suppressed"}],
    }  # fmt: skip


def _facilities() -> dict[str, Any]:
    """American facilities: identifiers with zeros, states, money, stars, footnotes as objects."""
    return {
        "$schema": V2,
        "fields": [
            {"name": "Facility ID", "type": "string", "constraints": {"required": True, "pattern": "[0-9]{5}[0-9F]"}},
            {"name": "NPI", "type": "integer", "constraints": {"minimum": 1000000000, "maximum": 2999999999}},
            {"name": "State", "type": "string", "constraints": {"enum": ["AL", "CA", "NY", "TX"]}},
            {"name": "ZIP Code", "type": "string", "constraints": {"pattern": r"\d{5}(-\d{4})?"}},
            {"name": "Phone", "type": "string", "constraints": {"pattern": r"(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}"}},
            {"name": "Payment", "type": "number", "groupChar": ",", "bareNumber": False},
            {"name": "Rating", "type": "integer", "constraints": {"enum": [1, 2, 3, 4, 5]}},
            {"name": "Start Date", "type": "date", "format": "%m/%d/%Y"},
            {"name": "Fiscal Year", "type": "year", "constraints": {"exclusiveMinimum": 2009}},
            {"name": "Location", "type": "geopoint", "format": "object"},
            {"name": "Footnotes", "type": "array", "constraints": {"maxLength": 2}},
            {"name": "Extra", "type": "object"},
            {"name": "Emergency", "type": "boolean", "trueValues": ["Yes"], "falseValues": ["No"]},
        ],
        "primaryKey": ["Facility ID"],
        "missingValues": ["", "Not Available"],
    }  # fmt: skip


def _front_page() -> dict[str, Any]:
    """The first page of a medical record: two hundred columns, most of them repeated groups."""
    fields: list[dict[str, Any]] = [
        {"name": "机构代码", "type": "string", "constraints": {"required": True, "pattern": "[0-9A-HJ-NPQRTUWXY]{22}"}},
        {"name": "病案号", "type": "string", "constraints": {"required": True, "maxLength": 18}},
        {"name": "住院次数", "type": "integer", "constraints": {"required": True, "minimum": 1, "maximum": 999}},
        {"name": "性别", "type": "string", "constraints": {"required": True, "enum": ["0", "1", "2", "9"]}},
        {"name": "年龄", "type": "integer", "constraints": {"minimum": 0, "maximum": 150}},
        {"name": "入院时间", "type": "datetime", "format": "%Y-%m-%d %H:%M:%S", "constraints": {"required": True}},
        {"name": "出院时间", "type": "datetime", "format": "%Y-%m-%d %H:%M:%S"},
        {"name": "质控日期", "type": "date"},
        {"name": "主要诊断", "type": "string", "constraints": {"required": True, "pattern": r"[A-Z][0-9]{2}\.[0-9]{1,3}([x+][0-9]{1,3})?"}},
    ]  # fmt: skip
    for number in range(1, 41):
        fields.append({"name": f"其他诊断{number}", "type": "string", "constraints": {"pattern": r"[A-Z]\d{2}(\.\d{1,3})?"}})  # fmt: skip
        fields.append({"name": f"入院病情{number}", "type": "string", "constraints": {"enum": ["1", "2", "3", "4"]}})  # fmt: skip
    for number in range(1, 41):
        fields.append({"name": f"手术日期{number}", "type": "date"})
        fields.append({"name": f"手术级别{number}", "type": "integer", "constraints": {"minimum": 1, "maximum": 4}})  # fmt: skip
    fields += [
        {"name": f"费用{number}", "type": "number", "constraints": {"minimum": 0, "maximum": 9999999.99}}
        for number in range(1, 200 - len(fields) + 1)
    ]  # fmt: skip
    return {
        "$schema": V2,
        "fields": fields,
        "primaryKey": ["机构代码", "病案号", "住院次数"],
        "missingValues": ["", "-"],
    }


_GOOD: dict[str, tuple[str, ...]] = {
    "siret": ("{n:014}", "{n:03} 456 789 00012", "1234567890123", "1234567890123X"),
    "siren": ("123456789", "12345678", "0123 5678"),
    "dénomination": (
        "Hôpital n° {n}",
        "Centre hospitalier régional universitaire de quelque part",
        "ND",
    ),
    "code_insee": ("75056", "2B033", "20000"),
    "code_postal": ("75013", "7501", "F-75013"),
    "point": ("2.35,48.85", "48.85;2.35", "2.35, 148.85"),
    "latitude": ("48,85", "-90", "-90,1", "48.85"),
    "subvention": ("1 234,56 €", "12", "€ 3,5", "1.234,56", "N/A"),
    "ouverture": ("01/02/2020", "29/02/2019", "2020-02-01", "1/2/2020"),
    "horaire": ("08:30", "8h30", "24:00"),
    "site": ("https://a.fr", "www.a.fr", "mailto:a@b.fr"),
    "activités": ("a|b", "a", "|"),
    "nature": ("publique", "privée", "Publique"),
    "pmr": ("O", "non", "o"),
    "Org Code": ("R{n:02}", "RJ1", "X26", "r01", "RJ12"),
    "Postcode": ("SW1A 1AA", "M1 1AE", "GIR 0AA", "EC1A1BB", "SW1A  1AA", "sw1a 1aa"),
    "Period": ("2024-01", "2010-03", "Jan-24"),
    "Attendances": ("1234", "*", "1,234", "-1", "12.0"),
    "Within 4 hours": ("100", "*", "none"),
    "Per cent": ("95.2%", "100", "101%", "95,2"),
    "Median wait": ("PT2H15M", "PT135M", "02:15"),
    "Submitted": ("2024-04-30T10:00:00Z", "2024-04-30T10:00:00+01:00", "30/04/2024 10:00"),
    "Type": ("1", "UTC", "utc", "4"),
    "Contact": ("a@nhs.example", "a b@nhs.example", "*"),
    "Facility ID": ("{n:06}", "01000F", "1000", "010001 "),
    "NPI": ("1234567890", "123456789", "3000000000", "1.23e9"),
    "State": ("AL", "TX", "al", "Not Available"),
    "ZIP Code": ("36301", "36301-0001", "6301"),
    "Phone": ("(334) 793-8701", "334-793-8701", "3347938701"),
    "Payment": ("$1,234.50", "1234.5", "1.234,50", "$"),
    "Rating": ("3", "5", "6", "Not Available", "3.5"),
    "Start Date": ("01/31/2024", "31/01/2024", "1/31/2024"),
    "Fiscal Year": ("2024", "2009", "FY24"),
    "Location": ('{{"lon": -85.4, "lat": 31.2}}', '{{"lat": 31.2}}', "-85.4,31.2"),
    "Footnotes": ("[]", '["a", "b"]', "[1, 2, 3]", "1, 2"),
    "Extra": ('{{"a": 1}}', "[]", "a"),
    "Emergency": ("Yes", "No", "yes", "Y"),
    "机构代码": ("42500000000000000000{n:02}", "4250000000000000000000I", "425"),
    "病案号": ("ZY{n:08}", "ZY" + "0" * 17, ""),
    "住院次数": ("1", "2", "0", "1.0", "一"),
    "性别": ("1", "2", "男", ""),
    "年龄": ("45", "0", "151", "45岁"),
    "入院时间": ("2024-04-30 10:00:00", "2024/4/30 10:00", "2024-04-30"),
    "出院时间": ("2024-05-02 09:00:00", "2024-05-02T09:00:00", "-"),
    "质控日期": ("2024-05-03", "20240503", "2024-02-30"),
    "主要诊断": ("I21.0", "I63.900", "C34.1x001", "i21.0", "I21"),
    "id_pdc": ("FRABCE{n:06}", "Non concerné", "FRABCE1,FRABCE{n:04}", "FRABC", "frabce12"),
    "operateur": ("Régie", "甲", "NC"),
    "contact": ("a@b.fr", "a.b@c-d.com", "a@b", "NC"),
    "telephone": ("01 23 45 67 89", "+33123456789", "0123456", "0033 1 23 45 67 89"),
    "coordonnees": ("[2.35, 48.85]", "[2.35,48.85]", "[200, 1]", "2.35,48.85"),
    "insee": ("75056", "2A004", "20001", "7505"),
    "puissance": ("22", "7.4", "1000", "22 kW", "1e2"),
    "acces": ("Accès libre", "Accès réservé", "libre"),
    "horaires": ("24/7", "Mo-Fr 08:00-18:00", "08:00", "Mo 8:00-12:00,Tu 14:00-18:00"),
    "mise_en_service": ("2020-02-29", "2019-02-29", "2009-12-31", "01/02/2020"),
    "cable": ("oui", "Non", "true", ""),
    "Haushaltsjahr": ("2023", "2024", "2009", "23"),
    "Kapitel": ("0{n:03}", "0001", "12"),
    "Titel": ("422 01", "422 01-3", "42201"),
    "Soll": ("1.234,56", "12", "-3,5", "1,234.56", "1234,5", "1.2.3"),
    "Ist": ("1.234,56 €", "€ 12", "-3,5", "EUR", "12,5 TEUR", "1,2,3"),
    "Anteil": ("12,5 %", "100%", "101 %", "0", "12.5"),
    "Stand": ("31.12.2023", "1.2.2024", "31.02.2024", "2024-01-01"),
    "Monat": ("2024-01", "2024-13", "01/2024"),
    "Uhrzeit": ("08:30", "8:30", "24:00", "08:30:00"),
    "Stellen": ("0", "999", "1000", "12,5"),
    "Übertrag": ("ja", "N", "yes", "k.A."),
    "样本号": ("L{n:06}", "L{n:06}", "L1", "L000001"),
    "复查自": ("", "L000001", "L000002", "L999999"),
    "采样时间": ("2024/04/30 16:00", "2024/4/3 6:00", "2024-04-30 16:00", "2024/02/30 10:00"),
    "保存": ("P1D", "PT36H", "1天", ""),
}
_SCHEMAS = {
    "charging": _charging,
    "budget": _budget,
    "laboratory": _laboratory,
    "establishments": _establishments,
    "trusts": _trusts,
    "facilities": _facilities,
    "front page": _front_page,
}
_GROUPS: dict[str, tuple[str, ...]] = {
    "其他诊断": ("", "I10.x", "E11.9", "E11"),
    "入院病情": ("", "1", "4", "5"),
    "手术日期": ("", "2024-05-01", "2024-5-1"),
    "手术级别": ("", "3", "5", "三"),
    "费用": ("1234.50", "0", "-1", "1,234.50", "1e3"),
}
"""Columns of a front page that come many times."""
NAMES = tuple(_SCHEMAS)


def case(name: str, seed: int) -> Case:
    """Return a table of a catalogue; the first way to write a value is the usual one."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    schema = _SCHEMAS[name]()
    fields = [field["name"] for field in schema["fields"]]
    count = 400 if len(fields) < 100 else 120
    rows = [[_cell(chance, field, number) for field in fields] for number in range(count)]
    rows[chance.randrange(count)].append("over")
    rows[chance.randrange(count)].pop()
    rows[chance.randrange(count)] = []
    delimiter = ";" if name in {"budget", "establishments"} else ","
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([fields, *rows])
    encoding = ("utf-8", "utf-8", "utf-16", "gb18030")[seed % 4]
    return Case(
        schema=schema,
        raw=text.getvalue().encode(encoding),
        encoding=encoding,
        dialect={"delimiter": delimiter},
    )


def _cell(chance: random.Random, field: str, number: int) -> str:
    if field.startswith("v"):
        return (
            chance.choice(("", "501", "x"))
            if chance.random() < 0.01
            else f"{number % 490}.{number % 7}"
        )
    if field.startswith("prise"):
        return chance.choice(
            ("true", "false", "TRUE", "0", "vrai" if chance.random() < 0.1 else "1")
        )
    group = field.rstrip("0123456789")
    if group in _GROUPS:
        ways = _GROUPS[group]
        return ways[0] if chance.random() < 0.98 else chance.choice(ways)
    ways = _GOOD[field]
    return (ways[0] if chance.random() < 0.7 else chance.choice(ways)).format(n=number)
