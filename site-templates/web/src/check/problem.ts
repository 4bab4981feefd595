// What is wrong at one place of a submission, or cannot be told.
import type { Path } from "../data/mentions";
import type { Break } from "../data/shape";
import type { Json, Node, Severity } from "../data/spec";
import type { Subject } from "./evaluation_context";

export interface Problem {
  rule: string;
  severity: Severity;
  verdict: "fail" | "undecided";
  pointer: string;
  node: Node;
  /** The sentence of the policy, or nothing where the catalogue words the break. */
  wording?: string;
  /** A sentence of the catalogue of its own. */
  said?: { id: string; args: Record<string, string> };
  broken?: Break;
  clauses: string[];
  readings: string[];
  /** What an undecided rule lacks: lists that the source does not give, fields left empty. */
  lacking: { lists: string[]; labels: string[] };
  found?: Json;
}

/** What expressions at a place lack: lists that nobody has supplied, values not filled in. */
export function lackingOf(subject: Subject, path: Path, expressions: readonly string[], values: Record<string, string> = {}): Problem["lacking"] {
  const { spec } = subject;
  const mentions = expressions.flatMap((expression) => subject.mentions(expression));
  const lists = mentions.map(({ path: [root, name] }) => (root === "ref" ? spec.missing[name ?? ""] : undefined));
  const places = expressions.flatMap((expression) => subject.lacking(path, expression, values));
  return {
    lists: [...new Set(lists.filter((title) => title !== undefined))],
    labels: [...new Set(places.map((place) => subject.node(place).title).filter(Boolean))],
  };
}
