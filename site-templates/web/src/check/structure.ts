// The shape of a submission, in the policy's own words where a rule claims a keyword. Python
// (validation/submission/structure.py) answers alike.
import type { Answer } from "../cel/evaluation";
import { isBlank } from "../data/empty_parts";
import { lackingOf, type Problem } from "./problem";
import { type Path, pointerOf } from "../data/mentions";
import type { Break } from "../data/shape";
import { isObject, type Json, type JsonObject, member, type Node, type Rule, type Spec } from "../data/spec";
import { instances, nodeAt, nodesOf, type Subject, valueAt, type Violation } from "./evaluation_context";

const UNREAD = ["format", "pattern"];

/** What is broken by a missing or unfinished answer: whoever asks for the field demands it. */
const LACKING = ["required", "minLength", "minItems"];

/** Of a missing part: whether a rule claims it cannot be told. */
const CONDITION = "condition";

/** Levels; deeper data are refused, as are texts that end where those of the C language do. */
const DEEPEST = 64;
const SHOWN_LEVELS = 8;
const NO_TEXT = /[\0\ud800-\udfff]/u;

/** What no check can be given: the rest of such a submission is not judged. */
export function unusableProblems(spec: Spec, data: JsonObject): Problem[] {
  const places = [...new Set(unusable(data, []).map((path) => pointerOf(path)))];
  return places.map((pointer) => {
    const path = pointer.split("/").slice(1, SHOWN_LEVELS + 1);
    return {
      ...{ rule: "shape.unusable", severity: "error", verdict: "fail", pointer: path.map((step) => `/${step}`).join("") },
      ...{ node: nodeAt(spec, path), broken: { keyword: "unusable", limit: "" }, clauses: [], readings: [], lacking: { lists: [], labels: [] } },
    };
  });
}

function unusable(value: Json, path: Path): Path[] {
  if (typeof value === "string") return NO_TEXT.test(value) ? [path] : [];
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (typeof value !== "object" || value === null) return [];
  if (path.length >= DEEPEST) return [path];
  if (Array.isArray(value)) return value.flatMap((item, i) => unusable(item, [...path, String(i)]));
  return Object.entries(value).flatMap(([key, item]) => (NO_TEXT.test(key) ? [path] : unusable(item, [...path, key])));
}

export function shapeProblems(subject: Subject): Problem[] {
  const emptied = new Map<string, Violation[]>();
  for (const path of emptyPlaces(subject)) emptied.set(pointerOf(path), absences(subject, path));
  const failing = [...subject.violations].flatMap((found) => (found.keyword === "required" ? absences(subject, found.path) : [found]));
  const rows = valueAt(subject.data, ["rows"]);
  if (subject.isTable && Array.isArray(rows) && rows.length === 0) failing.push(absence(subject, ["rows"]));
  const told = telling(subject, failing).filter(({ path }) => !emptied.has(pointerOf(path)) && subject.applies(path));
  return [...[...emptied.values()].flat(), ...told].map((found) => problem(subject, found));
}

/** Where nothing stands although it has to: JSON Schema takes spaces for something, and knows no conditions. */
function emptyPlaces(subject: Subject): Path[] {
  const told = new Set(subject.violations.filter(({ keyword }) => keyword === "type" || keyword === "required").map(({ path }) => pointerOf(path)));
  const found: Path[] = [];
  for (const { node, pattern } of nodesOf(subject.spec)) {
    if (!node.required || pattern.length === 0 || node.key === "*") continue;
    for (const [above, group] of instances(subject.data, pattern.slice(0, -1))) {
      const path = [...above, node.key];
      if (!isObject(group) || told.has(pointerOf(path)) || !subject.asks(path)) continue;
      const value = member(group, node.key);
      if ((value !== undefined || node.when !== undefined) && isBlank(value)) found.push(path);
    }
  }
  return found;
}

function absence(subject: Subject, path: Path): Violation {
  return { keyword: "required", limit: "", path, node: subject.node(path), found: undefined };
}

/**
 * What is missing where nothing is: a part is named by what it should hold. The part itself is named
 * where a rule claims it, or a clause asks for it and for nothing inside; rules inside that claim
 * their fields speak in any case. Of a column that only the key of the table demands the key tells
 * (`check/table_checks.ts`).
 */
function absences(subject: Subject, path: Path): Violation[] {
  const [, , column, ...inner] = path;
  if (column !== undefined && inner.length === 0 && subject.spec.whole?.open.includes(column)) return [];
  const own = absence(subject, path);
  const open = unsettled(subject, own);
  if (own.node.kind !== "object") return [own, ...open];
  const asked = own.node.children.filter(({ required }) => required).map(({ key }) => [...path, key]);
  const below = asked.filter((part) => subject.asks(part)).flatMap((part) => absences(subject, part));
  const rule = claiming(subject, own);
  if (rule) return [own, ...below.filter((inner) => ![undefined, rule.id].includes(claiming(subject, inner)?.id))];
  const sourced = (inner: Violation): boolean => (claiming(subject, inner) ?? inner.node).basis === "source";
  return below.length === 0 || (own.node.basis === "source" && !below.some(sourced)) ? [own, ...open] : [...open, ...below];
}

/** For every rule that may claim a missing part: that this cannot be told. */
function unsettled(subject: Subject, own: Violation): Violation[] {
  const wanted = own.node.kind === "array" ? ["required", "minItems"] : ["required"];
  return own.node.rules
    .filter(({ keywords, when }) => keywords.some((name) => wanted.includes(name)) && meant(subject, when, null) === "undecided")
    .map((rule) => ({ ...own, keyword: CONDITION, rule }));
}

function meant(subject: Subject, when: string | undefined, value: Json): Answer {
  return when === undefined ? true : subject.scope.withSelf(value).ask(when);
}

/**
 * What says something of its own. One value that is wrong in several ways is one mistake: that it
 * cannot be read, else the policy's words for it, else the first. Rows that are too few and alike
 * are two.
 */
function telling(subject: Subject, failing: Violation[]): Violation[] {
  const places = new Map<string, Violation[]>();
  for (const found of failing) {
    const pointer = pointerOf(found.path);
    places.set(pointer, [...(places.get(pointer) ?? []), found]);
  }
  return [...places.values()].flatMap((together) => {
    const open = together.filter(({ keyword }) => keyword === CONDITION);
    const found = together.filter(({ keyword }) => keyword !== CONDITION);
    const [first] = found;
    if (found.length < 2 || !first || (typeof first.found === "object" && first.found !== null)) return together;
    const unread = found.filter(({ keyword }) => UNREAD.includes(keyword)).sort(byKeyword);
    const said = new Map<string, Violation>();
    for (const one of [...found].sort(byKeyword)) {
      const rule = claiming(subject, one);
      if (rule) said.set(rule.id, one);
    }
    const told = unread.length > 0 ? unread.slice(0, 1) : said.size > 0 ? [...said.values()] : [...found].sort(byKeyword).slice(0, 1);
    return [...told, ...open];
  });
}

function byKeyword(a: Break, b: Break): number {
  return a.keyword < b.keyword ? -1 : 1;
}

/**
 * The rule of the node that says this keyword, unless its condition is false; a missing list is one of
 * too few rows. What is missing is claimed only where the condition holds: nobody is told what one
 * topic asks for before the topic is chosen.
 */
function claiming(subject: Subject, { keyword, node, found }: Violation): Rule | undefined {
  if (keyword === "additionalProperties") return undefined;
  const said = keyword === "required" && node.kind === "array" ? [keyword, "minItems"] : [keyword];
  for (const name of said) {
    const rule = node.rules.find(({ keywords, when }) => {
      if (!keywords.includes(name)) return false;
      const answer = meant(subject, when, found ?? null);
      return keyword === "required" ? answer === true : answer !== false;
    });
    if (rule) return rule;
  }
  return undefined;
}

function unsettledProblem(subject: Subject, { path, node }: Violation, rule: Rule): Problem {
  return {
    ...{ rule: rule.id, severity: rule.severity, verdict: "undecided", pointer: pointerOf(path), node, wording: rule.message },
    ...{ clauses: rule.clauses, readings: rule.readings, lacking: lackingOf(subject, path, [rule.when ?? ""]) },
  };
}

function problem(subject: Subject, violation: Violation): Problem {
  const { path, node, found, keyword, limit, got, untold } = violation;
  if (violation.rule) return unsettledProblem(subject, violation, violation.rule);
  const rule = claiming(subject, violation);
  const lacking = LACKING.includes(keyword) && node.basis === "source";
  const made: Problem = {
    ...{ rule: rule?.id ?? `shape.${keyword}`, severity: severityOf(keyword, node, rule), verdict: untold ? "undecided" : "fail" },
    ...{ pointer: pointerOf(path), node, readings: rule?.readings ?? [], lacking: { lists: [], labels: [] } },
    clauses: rule?.clauses ?? (lacking ? (node.clauses ?? []) : []),
    broken: { keyword, limit, ...(got === undefined ? {} : { got }), ...(untold ? { untold } : {}) },
  };
  if (rule && !untold) made.wording = rule.message;
  if (found !== undefined) made.found = found;
  return made;
}

function severityOf(keyword: string, { basis }: Node, rule: Rule | undefined): Problem["severity"] {
  if (rule) return rule.severity;
  return keyword === "required" && basis === "customary" ? "warning" : "error";
}
