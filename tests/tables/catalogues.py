"""Table Schemas in the manner of national catalogues: wide, with awkward patterns and formats.

They are invented for the tests and copy none that exists.
"""
# ruff: noqa: E501 - lists read best with an item a line

from __future__ import annotations

import csv
import io
import random
from typing import Any

from cases import V2, Case


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


_GOOD: dict[str, tuple[str, ...]] = {
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
_SCHEMAS = {"charging": _charging, "budget": _budget, "laboratory": _laboratory}
NAMES = tuple(_SCHEMAS)


def case(name: str, seed: int) -> Case:
    """Return a table of a catalogue; the first way to write a value is the usual one."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, no secret
    schema = _SCHEMAS[name]()
    fields = [field["name"] for field in schema["fields"]]
    rows = [[_cell(chance, field, number) for field in fields] for number in range(400)]
    rows[chance.randrange(400)].append("over")
    rows[chance.randrange(400)].pop()
    rows[chance.randrange(400)] = []
    delimiter = ";" if name == "budget" else ","
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
    ways = _GOOD[field]
    return (ways[0] if chance.random() < 0.7 else chance.choice(ways)).format(n=number)
