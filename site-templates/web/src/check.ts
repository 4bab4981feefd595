// The check of one submission in the page: shape, then policy rules, in document order.
// It reads the data only; what the page shows is not its concern.
import { Scope, UNTOLD } from "./cel";
import { fillIn } from "./computed";
import { type Break, breaks } from "./shape";
import { isObject, type Json, type JsonObject, member, type Node, type Rule, type Severity, type Spec } from "./spec";
import { wholeProblems } from "./whole";

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

/** What expressions see; values that follow from others are filled in. */
export function scopeOf(spec: Spec, given: JsonObject): Scope {
  return scopeOver(spec, fillIn(spec.root, given).data);
}

function scopeOver(spec: Spec, data: JsonObject): Scope {
  const ref: Record<string, unknown> = {};
  for (const [name, list] of Object.entries(spec.lists)) {
    ref[name] = {
      codes: list.rows.map((row) => row[0]),
      labels: list.rows.map((row) => row[1]),
      rows: list.rows.map((row) => Object.fromEntries(list.columns.map((column, i) => [column, row[i] ?? ""]))),
    };
  }
  const reading = Object.fromEntries(Object.entries(spec.readings).map(([id, { option }]) => [id, option]));
  const role = rolesOf(spec, data);
  return Scope.of({ self: data, app: data, ref, reading, notice: { deadlines: spec.deadlines }, role, form: spec.form });
}

/** What the roles say; one inside rows says the values of all rows. */
function rolesOf(spec: Spec, data: JsonObject): JsonObject {
  const roles: JsonObject = {};
  for (const [name, pointer] of Object.entries(spec.roles)) {
    const values = valuesAt([data], pointer.split("/").slice(1));
    if (pointer.includes("/*")) roles[name] = values;
    else if (values[0] !== undefined) roles[name] = values[0];
  }
  return roles;
}

function valuesAt(holders: Json[], keys: string[]): Json[] {
  let found = holders;
  for (const key of keys) {
    found = found.flatMap((holder) => {
      if (key === "*") return Array.isArray(holder) ? holder : [];
      const value = member(holder, key);
      return value === undefined || value === null ? [] : [value];
    });
  }
  return found;
}

/** Whether a node applies. A condition speaks of the whole submission: it has no `self`. */
export function applies(node: Node, scope: Scope): boolean {
  return node.when === undefined || scope.withSelf(undefined).ask(node.when) === true;
}

const NOTHING = { lists: [], labels: [] };

export function check(spec: Spec, data: JsonObject): Problem[] {
  return new Check(spec, data).run();
}

/** A place that was looked at, with what is wrong with its shape. */
interface Seen {
  node: Node;
  value: Json | undefined;
  pointer: string;
  breaks: Break[];
}

const UNREADABLE = ["type", "format", "pattern", "enum"];
const LIMITS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

/** What is broken by a missing or unfinished answer: whoever asks for the field demands it. */
const LACKING = ["required", "minLength", "minItems"];

/** A row of a list and what stands in it; a column of one row compared with that of another. */
const IN_ROW = /^\/([^/]+)\/(\d+)/;
const COMPARED = /\b[a-z]\w*\.([a-z]\w*) ([!=]=) self\.([a-z]\w*)/g;

/** Whether nothing can follow from the value; one beyond a limit of the policy counts. */
function unusable({ node, breaks: found }: Seen): boolean {
  const shape = (keyword: string): boolean =>
    LIMITS.includes(keyword) && !node.rules.some(({ keywords }) => keywords.includes(keyword));
  return found.some(({ keyword }) => UNREADABLE.includes(keyword) || shape(keyword));
}

class Check {
  private readonly problems: Problem[] = [];
  private readonly seen: Seen[] = [];
  private readonly scope: Scope;
  /** Places whose value cannot be read or cannot be; rules that look at them rest. */
  private unreadable: string[] = [];
  /** The data without those values, and what expressions see of them. */
  private readable: { data: JsonObject; scope: Scope };
  private readonly data: JsonObject;
  /** Places that nobody filled: what follows from others is not judged for its shape. */
  private readonly made: Set<string>;
  /** What was filled in where another value follows: its shape is judged, nothing else. */
  private readonly typed: Map<string, Json>;

  constructor(
    private readonly spec: Spec,
    private readonly given: JsonObject,
  ) {
    ({ data: this.data, made: this.made, given: this.typed } = fillIn(spec.root, given));
    this.scope = scopeOver(spec, this.data);
    this.readable = { data: this.data, scope: this.scope };
  }

  run(): Problem[] {
    this.visit(this.spec.root, this.data, "");
    this.unreadable = this.seen.filter(unusable).map(({ pointer }) => pointer);
    for (const { node, pointer } of this.seen.filter((place) => this.made.has(place.pointer))) {
      if (this.rests(node.computed ?? "", placed(pointer, ".."))) this.unreadable.push(pointer);
    }
    if (this.unreadable.length > 0) {
      const data = without(this.data, "", new Set(this.unreadable)) as JsonObject;
      this.readable = { data, scope: scopeOver(this.spec, data) };
    }
    for (const { node, value, pointer, breaks: found } of this.seen) {
      for (const broken of found) this.broken(node, value, pointer, broken);
      if (value === undefined || this.unreadable.some((place) => isAt(pointer, place))) continue;
      for (const rule of node.rules) this.rule(node, rule, value, pointer);
    }
    return [...this.problems, ...this.whole()];
  }

  /** What is wrong with the rows of a table together. */
  private whole(): Problem[] {
    const given = member(this.given, "rows");
    const filled = member(this.data, "rows");
    if (!Array.isArray(given) || !Array.isArray(filled)) return [];
    return wholeProblems(this.spec, { given, filled, unread: this.unreadable }, this.scope);
  }

  private visit(node: Node, value: Json, pointer: string): void {
    const found = this.made.has(pointer) ? [] : breaks(this.typed.get(pointer) ?? value, node.schema);
    this.seen.push({ node, value, pointer, breaks: found });
    if (isObject(value)) {
      for (const child of node.children) this.child(child, value, `${pointer}/${child.key}`);
    } else if (Array.isArray(value) && node.item) {
      value.forEach((row, i) => this.visit(node.item as Node, row, `${pointer}/${i}`));
    }
  }

  private child(child: Node, holder: JsonObject, pointer: string): void {
    if (!applies(child, this.scope)) return;
    const value = member(holder, child.key) ?? this.typed.get(pointer);
    if (child.required && (value === undefined || (child.kind === "object" && isObject(value) && isBare(value)))) {
      if (value !== undefined) this.seen.push({ node: child, value, pointer, breaks: [] });
      this.seen.push(...this.absent(child, pointer));
    } else if (value !== undefined) {
      this.visit(child, value, pointer);
    }
  }

  /**
   * What is missing where nothing is: a part is named by what it should hold. The part itself
   * is named where a rule claims it, or a clause asks for it and for nothing inside; rules
   * inside that claim their fields speak in any case.
   */
  private absent(node: Node, pointer: string): Seen[] {
    const own: Seen = { node, value: undefined, pointer, breaks: [{ keyword: "required", limit: "" }] };
    if (node.kind !== "object") return [own];
    const asked = node.children.filter((child) => child.required && applies(child, this.scope));
    const below = asked.flatMap((child) => this.absent(child, `${pointer}/${child.key}`));
    const rule = this.claiming(node, "required");
    const claims = ({ node: inner }: Seen): boolean => ![undefined, rule?.id].includes(this.claiming(inner, "required")?.id);
    if (rule) return [own, ...below.filter(claims)];
    const sourced = ({ node: inner }: Seen): boolean => (this.claiming(inner, "required") ?? inner).basis === "source";
    return below.length === 0 || (node.basis === "source" && !below.some(sourced)) ? [own] : below;
  }

  /** The rule of a node that says a keyword, unless its condition is false. */
  private claiming(node: Node, keyword: string, value?: Json): Rule | undefined {
    const scope = this.scope.withSelf(value);
    return node.rules.find(({ keywords, when }) => keywords.includes(keyword) && (when === undefined || scope.ask(when) !== false));
  }

  /** Whether an expression of the node at `pointer` would look at an unreadable value. */
  private rests(expression: string, pointer: string): boolean {
    if (this.unreadable.length === 0) return false;
    return mentions(expression).some(({ root, keys }) => {
      const path = [root === "app" ? "" : pointer, ...keys].join("/");
      return this.unreadable.some(
        (place) => isAt(path, place) || (isAt(place, path) && names(expression, place) && !this.apart(expression, pointer, place)),
      );
    });
  }

  /** Whether `place` stands in another row, which the expression tells by a column from the row at `pointer`. */
  private apart(expression: string, pointer: string, place: string): boolean {
    const [, list, own] = IN_ROW.exec(pointer) ?? [];
    const [, same, other] = IN_ROW.exec(place) ?? [];
    if (list === undefined || list !== same || own === other) return false;
    const at = (row: string | undefined, column: string): Json | undefined =>
      this.unreadable.includes(`/${list}/${row}/${column}`) ? undefined : memberAt(this.data, [list, row as string, column]);
    const sign = /\.all\(/.test(expression) ? "!=" : "==";
    return [...expression.matchAll(COMPARED)].some(([, column, compared, self]) => {
      const [there, here] = [at(other, column as string), at(own, self as string)];
      return compared === sign && there !== undefined && here !== undefined && there !== here;
    });
  }

  private broken(node: Node, value: Json | undefined, pointer: string, broken: Break): void {
    const rule = this.claiming(node, broken.keyword, value);
    const lacking = LACKING.includes(broken.keyword) && node.basis === "source";
    const customary = broken.keyword === "required" && node.basis === "customary" && !rule;
    const problem: Problem = {
      rule: rule?.id ?? `shape.${broken.keyword}`,
      severity: customary ? "warning" : "error",
      verdict: broken.untold ? "undecided" : "fail",
      pointer,
      node,
      broken,
      clauses: rule?.clauses ?? (lacking ? (node.clauses ?? []) : []),
      readings: [],
      lacking: NOTHING,
    };
    if (rule && !broken.untold) problem.wording = rule.message;
    if (value !== undefined) problem.found = value;
    this.problems.push(problem);
  }

  private rule(node: Node, rule: Rule, value: Json, pointer: string): void {
    if (rule.cases.length === 0) return;
    const expressions = [rule.when ?? "", ...Object.values(rule.values), ...rule.cases.map((step) => step.assert)];
    const rests = expressions.some((expression) => this.rests(expression, pointer));
    if (rests && expressions.some((expression) => this.seesGap(expression, pointer))) return;
    const self = rests ? memberAt(this.readable.data, pointer.split("/").slice(1)) : value;
    const { scope, shown } = (rests ? this.readable.scope : this.scope).withSelf(self).withValues(rule.values);
    const concerns = rule.when === undefined ? true : scope.ask(rule.when);
    if (concerns === false) return;
    for (const step of rule.cases) {
      const answer = concerns === "undecided" ? concerns : scope.ask(step.assert);
      if (answer === true) continue;
      // Without what cannot be read only that is told which holds whatever it should have been.
      if (rests && (answer === "undecided" || Object.values(shown).includes(UNTOLD))) return;
      const asked = concerns === "undecided" ? (rule.when ?? "") : step.assert;
      this.problems.push({
        rule: rule.id,
        severity: step.severity,
        verdict: answer === false ? "fail" : "undecided",
        pointer: placed(pointer, step.at ?? rule.at ?? ""),
        node,
        wording: step.message.replace(/\{([a-z][a-z0-9_]*)\}/g, (text, name: string) => shown[name] ?? text),
        clauses: rule.clauses,
        readings: rule.readings,
        lacking: answer === "undecided" ? this.lacking(behind(asked, rule.values), node, value) : NOTHING,
      });
      return;
    }
  }

  /** Whether an expression would take an unreadable value that was left out for an answer. */
  private seesGap(expression: string, pointer: string): boolean {
    return mentions(expression).some(({ root, keys, whole }) => {
      const path = [root === "app" ? "" : pointer, ...keys].join("/");
      return this.unreadable.some((place) => {
        const inside = isAt(place, path);
        if (!inside && !isAt(path, place)) return false;
        const key = place.slice(place.lastIndexOf("/") + 1);
        const item = /^\d+$/.test(key) && (!inside || whole);
        return item || (whole && inside && place !== path) || new RegExp(`\\bhas\\([^)]*\\.${key}\\)`).test(expression);
      });
    });
  }

  private lacking(expression: string, node: Node, self: Json): Problem["lacking"] {
    const lists = new Set<string>();
    for (const [, name] of expression.matchAll(/\bref\.([a-z]\w*)/g)) {
      const title = this.spec.missing[name as string];
      if (title !== undefined) lists.add(title);
    }
    const labels = new Set<string>();
    for (const [, name] of expression.matchAll(/\brole\.([a-z]\w*)/g)) {
      const title = absent(this.spec.root, this.data, (this.spec.roles[name as string] ?? "").split("/").slice(1));
      if (title !== undefined) labels.add(title);
    }
    for (const { root, keys } of mentions(expression)) {
      const title = root === "app" ? absent(this.spec.root, this.data, keys) : absent(node, self, keys);
      if (title) labels.add(title);
    }
    return { lists: [...lists], labels: [...labels] };
  }
}

/**
 * The paths below app and self that an expression names, without the calls on them. What is
 * only gone through or counted is not taken whole.
 */
function mentions(expression: string): { root: string; keys: string[]; whole: boolean }[] {
  return [...expression.matchAll(/\b(app|self)\b((?:\.[a-z]\w*\b(?!\())*)/g)].map((match) => {
    const before = expression.slice(0, match.index);
    const after = expression.slice(match.index + match[0].length);
    return {
      root: match[1] as string,
      keys: (match[2] as string).split(".").slice(1),
      whole: !/^\.(all|exists|exists_one|filter|map|size)\(/.test(after) && !/\b(has|size)\($/.test(before),
    };
  });
}

/** Whether nothing stands in a part: a part that is not there and an empty one are the same. */
function isBare(value: Json): boolean {
  if (!isObject(value)) return value === null || (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0);
  return Object.values(value).every(isBare);
}

/** Data without the members of objects at `places`; items of lists stay. */
function without(value: Json, pointer: string, places: Set<string>): Json {
  if (Array.isArray(value)) return value.map((item, i) => without(item, `${pointer}/${i}`, places));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !places.has(`${pointer}/${key}`));
  return Object.fromEntries(kept.map(([key, item]) => [key, without(item, `${pointer}/${key}`, places)]));
}

/** An expression with those of the named values that it is made of. */
function behind(expression: string, values: Record<string, string>): string {
  const parts = new Set([expression]);
  for (const part of parts) {
    for (const [, name] of part.matchAll(/\bvalue\.([a-z]\w*)/g)) {
      const made = values[name as string];
      if (made !== undefined) parts.add(made);
    }
  }
  return [...parts].join("\n");
}

/** The place that `path`, which may go up by `..`, leads to from `pointer`. */
function placed(pointer: string, path: string): string {
  for (const step of path.split("/")) {
    if (step === "..") pointer = pointer.slice(0, pointer.lastIndexOf("/"));
    else if (step) pointer += `/${step}`;
  }
  return pointer;
}

/** The value at the end of `keys`, nothing where there is none. */
function memberAt(value: Json | undefined, keys: string[]): Json | undefined {
  return keys.reduce((found, key) => (Array.isArray(found) ? found[Number(key)] : member(found, key)), value);
}

/** Whether `pointer` is `place` or lies below it. */
function isAt(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}

/** Whether an expression names the last key of a place; a row of plain values has no name. */
function names(expression: string, place: string): boolean {
  const key = place.slice(place.lastIndexOf("/") + 1);
  return /^\d+$/.test(key) || new RegExp(`\\.${key}\\b`).test(expression);
}

/** The title of the node at the end of `keys` where the data has nothing there. */
function absent(start: Node, data: Json, keys: string[]): string | undefined {
  let node = start;
  let value: Json | undefined = data;
  for (const key of keys) {
    const child = node.children.find((candidate) => candidate.key === key);
    if (!child) return undefined;
    node = child;
    value = member(value, key);
  }
  return value === undefined && keys.length > 0 ? node.title : undefined;
}
