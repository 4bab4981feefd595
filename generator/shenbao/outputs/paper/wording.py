"""What is said beside the values of a form on paper: conditions, hints, clauses, basis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from shenbao.messages import say
from shenbao.outputs.html_form_controls import LANGUAGE
from shenbao.outputs.html_form_view import Node
from shenbao.outputs.paper.values import Values
from shenbao.outputs.site.conditions import in_words
from shenbao.policy.model import Form, Notice


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words beside the values of one document."""

    notice: Notice
    form: Form
    values: Values

    @cached_property
    def conditions(self) -> dict[str, str]:
        """When the nodes that do not always apply do, in words."""
        told = {
            node.pointer: in_words(node.when, self.form, self.notice)
            for node in self.form.fields()
            if node.when is not None
        }
        return {
            pointer: words_of("word-form-when", condition=words)
            for pointer, words in told.items()
            if words is not None
        }

    def introduction(self, node: Node) -> tuple[str, ...]:
        """Return what is said of a section or table before it: condition, hints, basis."""
        told = [self.conditions.get(node.pointer, ""), *node.hints]
        if node.all_customary:
            told.append(words_of("word-form-customary-part"))
        return tuple(text for text in told if text)

    def hint(self, node: Node, *, named: bool) -> str:
        """Return the help with a value: when, what, and the clause it comes from."""
        told = [self.conditions.get(node.pointer, ""), *node.hints]
        numbers = dict.fromkeys(clause.number for clause in node.sources if clause.number)
        if numbers:
            told.append(words_of("word-form-clauses", numbers="、".join(numbers)))
        text = " ".join(part for part in told if part)
        return f"{node.title}：{text}" if text and named else text

    def longest(self, node: Node) -> int:
        """Return how many characters a value may have; 0 where nothing limits them."""
        field = self.values.field(node.pointer)
        limit: int = field.schema.get("maxLength", 0) if field is not None else 0
        return limit


def words_of(message: str, **args: str) -> str:
    """Return words of the document."""
    return say(message, args, LANGUAGE)
