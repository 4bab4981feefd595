// One submission under check: its data, what applies, what is broken. Python (validation/submission/evaluation_context.py)
// answers alike.
import { type Answer, Scope } from "../cel/evaluation";
import { fillIn } from "./computed";
import { Narrowing } from "./row_dependencies";
import { filledParts } from "../data/empty_parts";
import { absolute, Broken, isRow, looksAtBroken, type Mention, type Path, pointerOf, type Reads, ROW, type Rows, seesGap } from "../data/mentions";
import { type Break, breaks } from "../data/shape";
import { isObject, type Json, type JsonObject, member, type Node, type Rule, type Spec } from "../data/spec";

/** A keyword that does not hold; for a missing or surplus key the place ends with the key. */
export interface Violation extends Break {
  path: Path;
  node: Node;
  found: Json | undefined;
  /** Of a missing part: the rule of which nobody can tell whether it claims it. */
  rule?: Rule;
}

/** A node with where it stands, rows as `*`. */
export interface Placed {
  node: Node;
  pattern: Path;
}

const UNREADABLE = ["type", "format", "pattern", "enum"];
const MISTAKEN = [...UNREADABLE, "const"];
const LIMITS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
const NOTHING_READ: Reads = { mentions: [] };

const shared = new WeakMap<Spec, Scope>();
const placed = new WeakMap<Spec, Placed[]>();

/** What the notice gives to every expression: lists, readings, days. */
export function noticeScope(spec: Spec): Scope {
  let scope = shared.get(spec);
  if (!scope) {
    const ref: Record<string, unknown> = {};
    for (const [name, list] of Object.entries(spec.lists)) {
      ref[name] = {
        codes: list.rows.map((row) => row[0]),
        labels: list.rows.map((row) => row[1]),
        rows: list.rows.map((row) => Object.fromEntries(list.columns.map((column, i) => [column, row[i] ?? ""]))),
      };
    }
    const reading = Object.fromEntries(Object.entries(spec.readings).map(([id, { option }]) => [id, option]));
    scope = Scope.of({ self: undefined, ref, reading, notice: spec.days });
    shared.set(spec, scope);
  }
  return scope;
}

/** Every node in document order. */
export function nodesOf(spec: Spec): Placed[] {
  let found = placed.get(spec);
  if (!found) {
    found = [];
    const visit = (node: Node, pattern: Path): void => {
      found?.push({ node, pattern });
      for (const child of node.children) visit(child, [...pattern, child.key]);
      if (node.item) visit(node.item, [...pattern, ROW]);
    };
    visit(spec.root, []);
    placed.set(spec, found);
  }
  return found;
}

/** Every place that a pattern stands for, with its value. */
export function instances(data: Json, pattern: Path): [Path, Json][] {
  let found: [Path, Json][] = [[[], data]];
  for (const step of pattern) {
    found = found.flatMap(([path, value]): [Path, Json][] => {
      if (step === ROW) return Array.isArray(value) ? value.map((row, i) => [[...path, String(i)], row]) : [];
      const below = member(value, step);
      return below === undefined ? [] : [[[...path, step], below]];
    });
  }
  return found;
}

/** The value at a place, nothing where there is none. */
export function valueAt(data: Json | undefined, path: Path): Json | undefined {
  return path.reduce((found, key) => (Array.isArray(found) ? found[Number(key)] : member(found, key)), data);
}

/** The node at a place; that around it where the form has none. */
export function nodeAt(spec: Spec, path: Path): Node {
  let node = spec.root;
  for (const step of path) {
    const next = node.item && isRow(step) ? node.item : node.children.find(({ key }) => key === step);
    if (!next) break;
    node = next;
  }
  return node;
}

export function readsOf(spec: Spec, expression: string): Reads {
  return spec.reads[expression] ?? NOTHING_READ;
}

export class Subject {
  /** The data without empty parts; `app` is what expressions see: what follows is filled in. */
  readonly data: JsonObject;
  readonly app: JsonObject;
  readonly scope: Scope;
  readonly violations: Violation[] = [];
  /** Places whose value cannot be read or cannot be: rules that look at them rest. */
  readonly broken: Broken;
  /** What expressions see without those values. */
  readonly readable: { app: JsonObject; scope: Scope };
  private readonly narrowing: Narrowing;
  /** Patterns whose condition does not hold, and those whose condition cannot be told. */
  private readonly off = new Set<string>();
  private readonly open = new Set<string>();

  constructor(
    readonly spec: Spec,
    given: JsonObject,
  ) {
    this.data = filledParts(spec.root, given, Boolean(spec.whole));
    this.violate(spec.root, this.data, []);
    const unusable = this.violations.filter(isUnusable).map(({ path }) => path);
    this.broken = new Broken(unusable);
    const lost = new Map<string, Path>();
    const data = fillIn(spec.root, this.data, (node, above, left) => this.isLost(node, above, left, lost));
    this.app = data;
    this.broken = new Broken([...unusable, ...lost.values()]);
    this.scope = noticeScope(spec).with({ app: data });
    const mistaken = this.violations.filter(({ keyword }) => MISTAKEN.includes(keyword));
    this.condition(new Broken(mistaken.map(({ path }) => path)));
    const readable = this.broken.none ? data : (without(data, "", this.broken.pointers) as JsonObject);
    this.readable = { app: readable, scope: this.broken.none ? this.scope : noticeScope(spec).with({ app: readable }) };
    this.narrowing = new Narrowing({ app: data }, this.broken);
  }

  get isTable(): boolean {
    return Boolean(this.spec.whole);
  }

  /** Whether nothing at or above a place is switched off. */
  applies(path: Path): boolean {
    return !under(path, this.off);
  }

  /** Whether every condition at and above a place holds. */
  asks(path: Path): boolean {
    return this.applies(path) && !under(path, this.open);
  }

  /** Whether rules at a place are not evaluated: it does not apply, or is broken. */
  rests(path: Path): boolean {
    return !this.asks(path) || (!this.broken.none && path.some((_, i) => this.broken.has(path.slice(0, i + 1)))) || this.broken.has([]);
  }

  /** Whether an expression at a place would look at a broken value; `only` are the rows it looks at. */
  looksAtBroken(path: Path, expression: string, only?: Rows): boolean {
    return looksAtBroken(readsOf(this.spec, expression), path, this.broken, only);
  }

  /** The rows that an expression on `self` looks at, of lists that it does not see whole. */
  rowsOf(expression: string, self: Json | undefined): Rows {
    const { joins } = readsOf(this.spec, expression);
    return joins ? this.narrowing.rows(joins, { app: this.app, self }) : new Map();
  }

  /** Whether an expression would take a broken value that was left out for an answer. */
  seesGap(path: Path, expression: string): boolean {
    return seesGap(readsOf(this.spec, expression), path, this.broken);
  }

  /**
   * The places that an expression needs and nothing stands at; what `has` asks for may be missing, not what that
   * would be a part of.
   * `values`: expressions by the names that it calls them by; their rows are rows of the data.
   */
  lacking(path: Path, expression: string, values: Record<string, string> = {}): Path[] {
    const mentions = this.mentions(expression);
    const spared = new Set(mentions.filter(({ guarded }) => guarded).map((mention) => mention.path.join(".")));
    return mentions
      .map((mention) => (mention.guarded ? mention.path.slice(0, -1) : mention.path))
      .filter((needed) => !spared.has(needed.join(".")))
      .flatMap((needed) => this.behind(needed, values))
      .flatMap((meant) => absolute(path, { path: meant }).flatMap((wanted) => lackingAt(this.app, [], wanted)));
  }

  /** A path, one into the rows of a named value as those into what it is made of. */
  private behind(path: string[], values: Record<string, string>): string[][] {
    const [root, name = "", ...rest] = path;
    const { [name]: made, ...others } = values;
    if (root !== "value" || rest[0] !== ROW || made === undefined) return [path];
    return this.mentions(made).flatMap((source) => this.behind([...source.path, ...rest], others));
  }

  /**
   * Whether what is missing at a place is an error there already. What only custom asks for is a
   * reminder: nothing may rest on that.
   */
  owes(place: Path): boolean {
    const end = place.findIndex((_, i) => (valueAt(this.data, place.slice(0, i + 1)) ?? null) === null);
    const missing = place.slice(0, end + 1);
    return end >= 0 && this.node(missing).demanded === true && this.asks(missing);
  }

  mentions(expression: string): Mention[] {
    return readsOf(this.spec, expression).mentions;
  }

  node(path: Path): Node {
    return nodeAt(this.spec, path);
  }

  private violate(node: Node, value: Json, path: Path): void {
    for (const broken of breaks(value, node.schema)) this.violations.push({ ...broken, path, node, found: value });
    if (Array.isArray(value) && node.kind === "array") {
      value.forEach((row, i) => node.item && this.violate(node.item, row, [...path, String(i)]));
    }
    if (!isObject(value) || node.kind !== "object") return;
    for (const child of node.children) {
      const below = member(value, child.key);
      const place = [...path, child.key];
      if (below !== undefined) this.violate(child, below, place);
      else if (child.required && child.when === undefined) {
        this.violations.push({ keyword: "required", limit: "", path: place, node: child, found: undefined });
      }
    }
    const known = new Set(node.children.map(({ key }) => key));
    for (const [key, found] of Object.entries(value)) {
      if (!known.has(key)) this.violations.push({ keyword: "additionalProperties", limit: "", path: [...path, key], node, found });
    }
  }

  /** Whether what a node follows from is broken, or lost for the same reason. */
  private isLost(node: Node, above: Path, left: boolean, lost: Map<string, Path>): boolean {
    if (this.broken.none) return false;
    const expression = node.computed ?? "";
    const follows = this.mentions(expression).some(({ path }) => lost.has(pointerOf([...above, ...path.slice(1)])));
    if (!follows && !this.looksAtBroken(above, expression)) return false;
    const path = [...above, node.key];
    if (left) lost.set(pointerOf(path), path);
    return true;
  }

  private condition(mistaken: Broken): void {
    for (const { node, pattern } of nodesOf(this.spec)) {
      if (node.when === undefined) continue;
      const rests = looksAtBroken(readsOf(this.spec, node.when), [], mistaken);
      const answer: Answer = rests ? "undecided" : this.scope.ask(node.when);
      if (answer === false) this.off.add(pointerOf(pattern));
      else if (answer === "undecided") this.open.add(pointerOf(pattern));
    }
  }
}

function isUnusable({ keyword, node }: Violation): boolean {
  if (!LIMITS.includes(keyword)) return UNREADABLE.includes(keyword);
  return !node.rules.some(({ keywords }) => keywords.includes(keyword));
}

function under(path: Path, patterns: ReadonlySet<string>): boolean {
  if (patterns.size === 0) return false;
  const pattern = path.map((step) => (isRow(step) ? ROW : step));
  return pattern.some((_, i) => patterns.has(pointerOf(pattern.slice(0, i + 1))));
}

/** Where `wanted` ends too early: the whole way, as far as it can be named. */
function lackingAt(data: Json, at: Path, wanted: Path): Path[] {
  let value = data;
  let here = at;
  for (const [number, step] of wanted.entries()) {
    if (step === ROW) {
      const rows = Array.isArray(value) ? value : [];
      return rows.flatMap((row, i) => lackingAt(row, [...here, String(i)], wanted.slice(number + 1)));
    }
    const next = Array.isArray(value) ? value[Number(step)] : member(value, step);
    if (next === undefined || (next === null && !Array.isArray(value))) {
      const rest = wanted.slice(number);
      return [[...here, ...(rest.includes(ROW) ? rest.slice(0, rest.indexOf(ROW)) : rest)]];
    }
    [here, value] = [[...here, step], next];
  }
  return [];
}

/** Data without the members of objects at `places`; items of lists stay. */
function without(value: Json, pointer: string, places: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map((item, i) => without(item, `${pointer}/${i}`, places));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !places.has(`${pointer}${pointerOf([key])}`));
  return Object.fromEntries(kept.map(([key, item]) => [key, without(item, `${pointer}${pointerOf([key])}`, places)]));
}
