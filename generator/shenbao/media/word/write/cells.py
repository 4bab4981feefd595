"""The cells of a form in Word: labels with what helps to fill in, and values alone.

A cell for a value holds its control and nothing else, so that whatever somebody types or
pastes there is found again. Labels, units and hints stand in cells of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from shenbao.forms.values import Values, labels
from shenbao.forms.view import Node
from shenbao.forms.wording import Wording
from shenbao.media.word.contract import BLANK, DATE, EMPTY_BOX, choice_name
from shenbao.media.word.write.controls import Controls
from shenbao.media.word.write.xml import paragraph, run
from shenbao.policy.form_identity import CUSTOMARY, STAR

_COMPUTED = "——"
_LONGEST_CHOICE = 36
_LONGEST_CHOICE_IN_ROW = 8


@dataclass(frozen=True, kw_only=True)
class Cells(Wording):
    """Makes the cells of one document."""

    values: Values
    controls: Controls

    def title(self, node: Node) -> str:
        """Return the label: a star where it must be filled in, the unit, a mark of its basis."""
        star = run(STAR, "Star") if node.starred else ""
        mark = run(CUSTOMARY, "Mark") if node.customary else ""
        return star + run(node.title_with_unit) + mark

    def value(self, node: Node, place: str, *, look: str = "Value") -> str:
        """Return the cell of a value: a paragraph with its control; in a row it looks smaller."""
        in_row = look != "Value"
        if node.control == "checks":
            return self._checks(node, place, look)
        return paragraph(self._control(node, place, in_row=in_row), look)

    def _control(self, node: Node, place: str, *, in_row: bool) -> str:
        shown = self.values.text(node, place)
        value = self.values.look(place)
        blank = BLANK[:2] if in_row else BLANK
        if node.control == "checkbox" and (value is None or isinstance(value, bool)):
            if value is False:
                self.controls.unticked.append(place)
            return self.controls.tick(place, node.title, ticked=value is True)
        if node.control in ("locked", "computed"):
            hint = blank if node.control == "locked" else "—" if in_row else _COMPUTED
            return self.controls.locked(place, node.title, shown, hint=hint)
        if node.control == "date":
            return self.controls.day(place, node.title, shown, hint=blank if in_row else DATE)
        if node.control in ("radio", "select", "combo") and node.choices:
            hint = _boxes(node, in_row=in_row) or blank
            return self.controls.choice(
                place,
                node.title,
                shown,
                self.values.offered(node),
                free=node.control == "combo",
                hint=hint,
            )
        return self.controls.text(place, node.title, shown, hint=blank)

    def _checks(self, node: Node, place: str, look: str) -> str:
        value = self.values.at(place)
        chosen = {str(item) for item in value} if isinstance(value, list) else set()
        known = {code for code, _ in node.choices}
        parts = [
            self.controls.tick(choice_name(place, number), text, ticked=code in chosen)
            + run(f" {text}　")
            for number, (code, text) in enumerate(labels(node.choices).items())
        ]
        other = "、".join(sorted(chosen - known))
        if value is not None and not isinstance(value, list):
            other = str(value)
        return paragraph("".join(parts) + (run(other) if other else ""), look)


def _boxes(node: Node, *, in_row: bool) -> str:
    """Return the choices as boxes, for those who fill in by hand; nothing where they are long."""
    words = [f"{EMPTY_BOX}{text}" for text in labels(node.choices).values()]
    limit = _LONGEST_CHOICE_IN_ROW if in_row else _LONGEST_CHOICE
    if node.control == "combo" or sum(map(len, words)) > limit:
        return ""
    return ("\n" if in_row else "　").join(words)
