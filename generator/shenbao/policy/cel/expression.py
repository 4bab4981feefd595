"""One expression of the policy: parsed once, and whatever is asked of it read off its tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from shenbao.policy.cel.engine import port
from shenbao.policy.cel.engine.current import engine
from shenbao.policy.cel.engine.functions import OURS
from shenbao.policy.cel.evaluation import Needs, Outcome, Undecided, handed, needs, truth
from shenbao.policy.cel.joins import Join, joins
from shenbao.policy.cel.mentions import VARIABLES, Mention, Mentions, Path, mentions
from shenbao.policy.cel.printing import printed
from shenbao.policy.cel.syntax import Call, Constant, Node, tree, walk

if TYPE_CHECKING:
    from shenbao.policy.cel.formula import Signs


class Expression:
    """A CEL expression: text, syntax tree, what it mentions and joins, what it evaluates to.

    ``Expression.of(text)`` gives the same object for the same text, so that nothing is read
    twice. An expression that does not parse has no tree and mentions nothing; one that does
    not compile has no answer.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(text: str) -> Expression:
        """Return the expression that ``text`` is."""
        return Expression(text)

    @cached_property
    def tree(self) -> Node | None:
        """The syntax, None where the text has none."""
        try:
            return tree(engine().parse(self.text)) if self.text else None
        except port.Refused:
            return None

    def checked(self, variables: tuple[str, ...] = VARIABLES) -> Node | None:
        """Return the syntax of an expression that compiles over ``variables``, else None."""
        return self.tree if self.problem(variables, truth=False) is None else None

    def problem(self, variables: tuple[str, ...] = VARIABLES, *, truth: bool = True) -> str | None:
        """Return why it does not compile over ``variables``, or None when it does.

        ``truth``: it must say yes or no; else it may give any value.
        """
        gives, refused = _compiles(self.text, variables)
        if refused is not None:
            return refused
        return None if not truth or gives in {"BOOL", "DYN"} else f"gives {gives}, not BOOL"

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions() if self.tree is None else mentions(self.tree)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """What it mentions, in order, each once."""
        return self._mentions.paths

    @property
    def nested(self) -> tuple[tuple[Path, Path], ...]:
        """The pairs of lists of which the second is gone through for each row of the first."""
        return self._mentions.nested

    @cached_property
    def joins(self) -> tuple[Join, ...]:
        """The lists of which it needs only the rows that it compares with."""
        return () if self.tree is None else joins(self.tree)

    @cached_property
    def needs(self) -> Needs:
        """What of the variables an evaluation is given."""
        return needs(self.mentions)

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """The texts that it writes out."""
        nodes = () if self.tree is None else walk(self.tree)
        texts = (node.value for node in nodes if isinstance(node, Constant))
        return tuple(value for value in texts if isinstance(value, str))

    def names(self, root: str) -> tuple[Path, ...]:
        """Return the paths below ``root``, in order of mention, rows as ``*``.

        ``ref.hospitals.codes.size() > 0`` names ``(("hospitals", "codes"),)`` below ``ref``.
        """
        found = (mention.path for mention in self.mentions)
        return tuple(dict.fromkeys(path[1:] for path in found if path[0] == root))

    @property
    def names_reading(self) -> bool:
        """Whether it looks at the reading of an unclear clause."""
        return any(mention.path[0] == "reading" for mention in self.mentions)

    def formula(self, name: Callable[[Path], str | None], signs: Signs) -> str | None:
        """Return plain arithmetic over members of ``self`` as a formula, None for anything else.

        ``name`` gives what stands for the value at a path below ``self``, None for nothing.
        """
        from shenbao.policy.cel.formula import formula

        return None if self.tree is None else formula(self.tree, name, signs)

    def holds(self, variables: Mapping[str, Any]) -> Outcome:
        """Return whether it holds."""
        return truth(self.value(variables))

    def value(self, variables: Mapping[str, Any]) -> Any:
        """Return its value, or Undecided.

        ``variables`` hold what ``doubles`` made. Only the parts that it mentions are handed
        over: converting a whole application costs more than most rules.
        """
        if self._program is None:
            return Undecided("expression")
        try:
            return self._program.run(engine().given(handed(self.needs, variables)))
        except port.NoAnswer as answer:
            return Undecided(answer.why)

    @cached_property
    def _program(self) -> port.Program | None:
        try:
            return engine().compile(self._profiled(), VARIABLES)
        except port.Refused:
            return None

    def _profiled(self) -> str:
        """Return the text in which our functions are called in the place of the engine's."""
        nodes = () if self.tree is None else walk(self.tree)
        differs = any(isinstance(node, Call) and node.function in OURS for node in nodes)
        return printed(self.tree, OURS) if self.tree is not None and differs else self.text


@lru_cache(maxsize=4096)
def _compiles(text: str, variables: tuple[str, ...]) -> tuple[str, str | None]:
    """Return the kind of the value of an expression, and why it does not compile."""
    try:
        return engine().compile(text, variables).gives, None
    except port.Refused as refused:
        return "", str(refused)


def first_members(expressions: Iterable[str], root: str) -> tuple[str, ...]:
    """Return the names directly below ``root`` that any of the expressions mentions."""
    found = (path for text in expressions for path in Expression.of(text).names(root))
    return tuple(dict.fromkeys(path[0] for path in found if path))
