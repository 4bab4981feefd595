// Wording by id from the embedded Fluent text, and the words for a problem.
import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Problem } from "../check/problem";
import { bareTitle, type Json, labelOf, type Node, type Spec } from "../data/spec";

export type Say = (id: string, args?: Record<string, string>) => string;

export function speaker(language: string, source: string): Say {
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource(new FluentResource(source));
  return (id, args = {}) => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern ? bundle.formatPattern(pattern, args) : id;
  };
}

const SHOWN_CHOICES = 8;
const LONGEST_FOUND = 60;

/** Several as the messages enumerate them; a sign behind them says that there are more. */
function enumerated(names: readonly string[], say: Say, most = names.length): string {
  return names.slice(0, most).join(say("joint-comma")) + (names.length > most ? say("joint-more") : "");
}

function choices(spec: Spec, node: Node, say: Say): string {
  const codes = (node.schema.enum ?? []).map((code) => labelOf(spec, node, String(code)));
  return enumerated(codes, say, SHOWN_CHOICES);
}

function kindOf(value: Json | undefined): string {
  if (Array.isArray(value)) return "array";
  return typeof value;
}

function inWords(spec: Spec, node: Node, value: Json | undefined): string {
  if (value === undefined || value === null || typeof value === "object") return "";
  const text = typeof value === "boolean" ? String(value) : labelOf(spec, node, String(value));
  return text.length > LONGEST_FOUND ? `${text.slice(0, LONGEST_FOUND)}…` : text;
}

/** The arguments of a sentence that holds another: what it does not name of all that it counts, why it cannot tell. */
function withParts({ more, reason, ...args }: Record<string, string>, say: Say): Record<string, string> {
  if (reason !== undefined) return { ...args, missing: say(reason, args) };
  return more === undefined ? args : { ...args, labels: say("rows-missing-more", { labels: args["labels"] ?? "", more }) };
}

/** A number is asked for by an example; so is what has to look like one. Nothing is told as nothing. */
function exampleOf({ whole }: Spec, { node, broken, found, pointer }: Problem): { suffix: string; example: string } {
  if (broken?.untold) return { suffix: "-untold", example: "" };
  if (broken?.keyword === "type" && found === null) return { suffix: "-empty", example: "" };
  if (broken?.keyword === "required" && whole && pointer === "/rows") return { suffix: "-rows", example: "" };
  const { type } = node.schema;
  if (broken?.keyword === "type" && (type === "number" || type === "integer")) {
    return { suffix: "-number", example: node.example ?? (type === "integer" ? "3" : "30") };
  }
  return broken?.keyword === "pattern" && node.example !== undefined
    ? { suffix: "-example", example: node.example }
    : { suffix: "", example: "" };
}

/** The sentence for a problem: the policy's own, or the catalogue's for plain shape. */
export function sentence(spec: Spec, problem: Problem, say: Say): string {
  const { broken, node, said } = problem;
  if (said) return say(said.id, withParts(said.args, say));
  if (problem.wording !== undefined) {
    return problem.verdict === "undecided"
      ? say("rule-undecided", { sentence: problem.wording, missing: missing(problem, say) })
      : problem.wording;
  }
  if (!broken) return "";
  const found = inWords(spec, node, problem.found);
  const { suffix, example } = exampleOf(spec, problem);
  const numeral = suffix === "-number" && typeof problem.found === "string" && /^[+-]?[0-9]+(\.[0-9]+)?$/.test(problem.found);
  return say(`shape-${broken.keyword}${suffix}`, {
    example,
    key: problem.pointer.slice(problem.pointer.lastIndexOf("/") + 1),
    label: bareTitle(node.title),
    found: broken.keyword === "minItems" || broken.keyword === "maxItems" ? String(broken.got) : found,
    limit: String(broken.limit),
    length: String(broken.got ?? ""),
    unit: node.unit ? say("unit-other", { unit: node.unit }) : "",
    allowed: choices(spec, node, say),
    expected: node.schema.format === "date" ? "date" : String(broken.limit),
    actual: numeral ? "numeral" : kindOf(problem.found),
  });
}

/** Why a rule is undecided: lists that nobody has supplied, values not filled in. */
function missing(problem: Problem, say: Say): string {
  const parts: string[] = [];
  const { lists, labels } = problem.lacking;
  if (lists.length > 0) parts.push(say("undecided-lists", { lists: enumerated(lists, say) }));
  if (labels.length > 0) parts.push(say("undecided-missing", { labels: enumerated(labels, say) }));
  return parts.join(say("joint-semicolon")) || say("undecided-value");
}

/** The readings that were used and the clauses behind a problem, as short remarks. */
export function remarks(spec: Spec, problem: Problem, say: Say): string[] {
  const result: string[] = [];
  for (const id of problem.readings) {
    const reading = spec.readings[id];
    if (reading) result.push(say("form-reading", { text: reading.text }));
  }
  for (const id of problem.clauses) {
    const clause = spec.clauses[id];
    if (clause) result.push(say(clause.quote ? "form-cited-quote" : "form-cited", { ...clause }));
  }
  // Two readings may be worded alike.
  return [...new Set(result)];
}
