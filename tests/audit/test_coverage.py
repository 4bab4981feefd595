"""``shenbao check --coverage``: each of the 252 rules of the five notices has one home.

``rules/rules.json`` is the inventory: id, notice, class and severity of every demand that was
read out of the sources. ``rules/deviations.json`` lists the rules that a notice deliberately
holds otherwise, with the reason.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shenbao.cli import app
from shenbao.core.errors import PolicyError, ShenbaoError
from shenbao.policy.load.folder import load_notice
from shenbao.policy.model import Notice

HERE = Path(__file__).resolve().parents[1]
INVENTORY = HERE / "rules" / "rules.json"
RULES: list[dict[str, str]] = json.loads(INVENTORY.read_text(encoding="utf-8"))
DEVIATIONS: dict[str, dict[str, Any]] = json.loads(
    (HERE / "rules" / "deviations.json").read_text(encoding="utf-8")
)
CLASSES = {
    "shenkang-2024": (43, 15, 13, 5, 36),
    "wenzhou-2023": (9, 1, 4, 11, 21),
    "shanghai-2024": (0, 0, 0, 6, 16),
    "songjiang-2024": (1, 0, 0, 11, 15),
    "mudan-2022": (4, 3, 1, 20, 17),
}
"""How many rules of the classes 1 to 5 each notice has: 112, 46, 22, 27 and 45."""

HUMAN = "5"
MACHINE = {"keyword", "cel", "table", "quota", "target"}


@dataclass
class Home:
    """Where a rule lives and how strictly: all places of a notice that carry its id."""

    kinds: set[str] = field(default_factory=set)
    severities: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    bases: set[str] = field(default_factory=set)


def homes_of(notice: Notice) -> Mapping[str, Home]:
    """Gather the homes of every rule id of a notice."""
    found: dict[str, Home] = defaultdict(Home)
    for _, rule in notice.rules():
        home = found[rule.id]
        home.kinds.add("table" if rule.whole else "cel" if rule.cases else "keyword")
        home.severities |= {case.severity for case in rule.cases} or {rule.severity}
        home.lists |= set(rule.lists)
        home.bases.add(rule.basis)
    for quota in notice.quotas:
        found[quota.id].kinds.add("quota")
        found[quota.id].severities |= {case.severity for case in quota.cases}
        found[quota.id].bases.add(quota.basis)
    for target in notice.targets:
        found[target.id].kinds.add("target")
        found[target.id].severities.add(target.severity)
        found[target.id].bases.add(target.basis)
    for item in notice.checklist:
        found[item.id].kinds.add("checklist")
        found[item.id].severities.add(item.severity)
        found[item.id].bases.add("source")
    return found


def home_fits(rule: Mapping[str, str], home: Home) -> bool:
    """What a person judges is a checklist item; the rest is checked, or is information."""
    if rule["class"] == HUMAN:
        return home.kinds == {"checklist"}
    return home.kinds <= MACHINE or rule["severity"] == "info"


def severity_fits(rule: Mapping[str, str], home: Home) -> bool:
    """A check is as strict as the words of the source, and no stricter."""
    found, wanted = home.severities, rule["severity"]
    if wanted == "block":
        return "error" in found
    if "checklist" in home.kinds:
        return "error" not in found
    if wanted == "warn":
        return "warning" in found and "error" not in found
    return found <= ({"info"} if wanted == "info" else {"review", "info"})


def differing(notice: Notice) -> Mapping[str, set[str]]:
    """Return the rules of the inventory that the notice holds otherwise, and in what."""
    homes = homes_of(notice)
    checks = {"home": home_fits, "severity": severity_fits}
    return {
        rule["id"]: wrong
        for rule in RULES
        if rule["notice"] == notice.id and rule["id"] in homes
        if (wrong := {what for what, fits in checks.items() if not fits(rule, homes[rule["id"]])})
    }


@pytest.fixture(scope="module", params=CLASSES)
def told(request: pytest.FixtureRequest) -> Notice:
    """Each of the five notices; one that is not there or cannot be read fails by name."""
    folder = HERE.parent / "schemas" / request.param
    if not (folder / "notice.json").is_file():
        pytest.fail(f"schemas/{request.param}/notice.json is not there")
    try:
        return load_notice(folder)
    except PolicyError as error:
        pytest.fail(f"{request.param}: {error}")


def covered(inventory: Path, *more: str) -> Any:
    """Run the command on an inventory."""
    return CliRunner().invoke(app, ["check", "--coverage", str(inventory), *more])


def test_every_rule_of_the_five_notices_has_a_home() -> None:
    """252 of 252, told by the command."""
    result = covered(INVENTORY, "--format", "json")
    assert not isinstance(result.exception, ShenbaoError), str(result.exception)
    told = {item["id"]: item["means"] for item in json.loads(result.stdout)}
    missing = [f"{rule['notice']} {rule['id']}" for rule in RULES if told[rule["id"]] is None]
    assert not missing, "without a home:\n" + "\n".join(missing)
    assert result.exit_code == 0
    assert len(told) == 252
    assert told["SK-P1-21"] == "keyword"
    assert told["SK-P3-10"] == "cel"
    assert told["SK-P4-17"] == "quota"
    assert told["SK-R-13"] == "checklist"
    assert told["MD-06"] == "target"


def test_the_inventory_counts_what_was_read_out_of_the_sources() -> None:
    """Rules by notice and class; each id stands once."""
    counts = Counter((rule["notice"], rule["class"]) for rule in RULES)
    assert {
        notice: tuple(counts[notice, str(kind)] for kind in range(1, 6)) for notice in CLASSES
    } == CLASSES
    assert sum(counts.values()) == len({rule["id"] for rule in RULES}) == 252
    assert Counter(rule["severity"] for rule in RULES) == {
        "block": 102,
        "warn": 31,
        "human": 51,
        "declare": 4,
        "info": 64,
    }


def test_a_notice_has_the_rules_of_its_source_and_no_others(told: Notice) -> None:
    """What the toolkit adds says so; nothing else is a rule.

    A part of a rule that is checked at another place, or the half of a declaration that a
    machine can see, has the id of the rule and a word: ``SK-P4-11.member``.
    """
    wanted = {rule["id"] for rule in RULES if rule["notice"] == told.id}
    homes = homes_of(told)
    of_source = {
        identity if identity in wanted else identity.partition(".")[0]
        for identity, home in homes.items()
        if "source" in home.bases
    }
    assert sorted(wanted - homes.keys()) == [], "rules without a home"
    assert sorted(of_source - wanted) == [], "rules that the inventory does not know"
    assert sorted((homes.keys() - of_source) & wanted) == [], "rules said not to be of the source"


def test_a_rule_has_one_kind_of_home(told: Notice) -> None:
    """The same id in several forms and tables is checked in one way."""
    homes = homes_of(told)
    several = {name: sorted(home.kinds) for name, home in homes.items() if len(home.kinds) > 1}
    assert several == {}


def test_rules_live_where_their_class_and_severity_say(told: Notice) -> None:
    """A deviation is listed with its reason, and one that is no longer there is not."""
    listed = {
        rule["id"]: set(DEVIATIONS[rule["id"]]["what"])
        for rule in RULES
        if rule["notice"] == told.id and rule["id"] in DEVIATIONS
    }
    homes = homes_of(told)
    found = differing(told)
    strange = {
        rule["id"]: (rule["class"], rule["severity"], homes[rule["id"]], sorted(found[rule["id"]]))
        for rule in RULES
        if rule["id"] in found and found[rule["id"]] != listed.get(rule["id"])
    }
    assert strange == {}, "differ from the inventory and are not in deviations.json"
    assert sorted(listed.keys() - found.keys()) == [], "listed as deviations but as the inventory"


def test_a_rule_about_other_applications_counts_or_compares(told: Notice) -> None:
    """Class 3 without a quota or target looks into a register."""
    homes = homes_of(told)
    across = [rule["id"] for rule in RULES if rule["notice"] == told.id and rule["class"] == "3"]
    for identity in across:
        home = homes.get(identity, Home())
        assert home.kinds & {"quota", "target", "table"} or home.lists, identity


def test_every_deviation_has_a_reason() -> None:
    """It names a rule of the inventory, what differs, and why."""
    known = {rule["id"] for rule in RULES}
    for identity, item in DEVIATIONS.items():
        assert identity in known
        assert item.keys() == {"what", "reason"}
        assert item["what"]
        assert set(item["what"]) <= {"home", "severity"}
        assert len(item["reason"]) >= 10


def demo_inventory(folder: Path, *ids: str) -> Path:
    """Write an inventory of the invented notice."""
    file = folder / "rules.json"
    items = [{"id": identity, "notice": "demo-2024"} for identity in ids]
    file.write_text(json.dumps(items), encoding="utf-8")
    return file


def test_a_rule_without_a_home_fails_and_is_named(tmp_path: Path) -> None:
    file = demo_inventory(tmp_path, "DM-P-01", "DM-P-99")
    result = covered(file, "--root", str(HERE / "notices"))
    assert result.exit_code == 1
    assert "DM-P-99" in result.output


def test_an_inventory_whose_rules_all_have_homes_passes(tmp_path: Path) -> None:
    file = demo_inventory(tmp_path, "DM-P-01", "DM-Q-01", "DM-C-01")
    result = covered(file, "--root", str(HERE / "notices"), "--format", "json")
    assert result.exit_code == 0
    assert [item["means"] for item in json.loads(result.stdout)] == [
        "keyword",
        "quota",
        "checklist",
    ]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"id": "x"}]', "[" * 5000])
def test_a_file_that_is_no_inventory_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rules.json"
    file.write_text(text, encoding="utf-8")
    result = covered(file, "--root", str(HERE / "notices"))
    assert isinstance(result.exception, ShenbaoError)
