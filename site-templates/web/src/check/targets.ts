// Values that have to be reached. Python (validation/bundle/targets.py) answers alike, of one file: a table holds
// all its rows, but of a form there may be others, and what only they can tell is left to the command.
import { lackingOf, type Problem } from "./problem";
import { compared, type Exact, exact, inDigits, share, total } from "../data/numbers";
import { type Path, pointerOf, ROW } from "../data/mentions";
import { isObject, type Json, labelOf, type List, type Target } from "../data/spec";
import { instances, noticeScope, type Subject, valueAt } from "./evaluation_context";
import { folded } from "../data/text";

const NAMED = 5;
const NO_LIST: List = { title: "", columns: [], rows: [] };
const MISTYPED = ["member-twice", "member-unknown"] as const;

/** A submission, or one row of a table. */
interface Entry {
  at: Path;
  roles: Record<string, Json>;
}

/** What an entry says; without a number or truth value it says nothing. */
interface Value {
  entry: Entry;
  path: Path;
  number?: Exact;
  truth?: boolean;
}

/** Those who have to be there, and what they say. */
interface Members {
  labels: Map<string, string>;
  values: Map<string, Value[]>;
  /** Where members stand who say nothing. */
  silent: Map<string, Value>;
  broken: Set<string>;
  /** So many values belong to somebody whose name is missing or cannot be read. */
  mistaken: number;
}

export function targetProblems(subject: Subject): Problem[] {
  const entries = entriesOf(subject);
  const twice = new Set<string>();
  return subject.spec.targets.flatMap((target) => new Check(subject, target, entries, twice).run());
}

function entriesOf(subject: Subject): Entry[] {
  const rows = valueAt(subject.app, ["rows"]);
  const places: Path[] = !subject.isTable
    ? [[]]
    : Array.isArray(rows)
      ? rows.flatMap((row, i) => (isObject(row) ? [["rows", String(i)]] : []))
      : [];
  return places.map((at) => ({ at, roles: rolesOf(subject, at) }));
}

/** The roles of what applies; one inside rows of the entry says the values of all of them. */
function rolesOf(subject: Subject, at: Path): Record<string, Json> {
  const roles: Record<string, Json> = {};
  for (const role of Object.keys(subject.spec.roles)) {
    const pattern = patternOf(subject, role);
    if (!pattern || !subject.applies(pattern)) continue;
    const values = valuesOf(subject, at, role).map(([, value]) => value).filter((value) => value !== null);
    if (pattern.slice(at.length).includes(ROW)) roles[role] = values;
    else if (values[0] !== undefined) roles[role] = values[0];
  }
  return roles;
}

function patternOf(subject: Subject, role: string): Path | undefined {
  return subject.spec.roles[role]?.split("/").slice(1);
}

function valuesOf(subject: Subject, at: Path, role: string): [Path, Json][] {
  const pattern = patternOf(subject, role);
  const around = valueAt(subject.app, at);
  if (!pattern || around === undefined || !subject.applies(pattern)) return [];
  return instances(around, pattern.slice(at.length)).map(([path, value]) => [[...at, ...path], value]);
}

class Check {
  private readonly found: Problem[] = [];
  private readonly least: Exact | undefined;
  private readonly most: Exact | undefined;

  constructor(
    private readonly subject: Subject,
    private readonly target: Target,
    private readonly entries: Entry[],
    private readonly twice: Set<string>,
  ) {
    this.least = target.least === null ? undefined : exact(target.least);
    this.most = target.most === null ? undefined : exact(target.most);
  }

  run(): Problem[] {
    const { where, members } = this.target;
    const concerned = this.entries.map((entry) => where === null || this.concerns(entry, where));
    const chosen = this.entries.filter((_, i) => concerned[i] === true);
    const astray = concerned.filter((answer) => answer === "untold").length;
    if (chosen.length > 0) this.judge(chosen, astray, members.length > 0);
    return this.found;
  }

  private judge(entries: Entry[], astray: number, asked: boolean): void {
    const { aggregate } = this.target;
    const { isTable } = this.subject;
    let values = entries.flatMap((entry) => this.valuesOf(entry));
    const lists = this.missingLists();
    let members: Members | undefined;
    if (asked && lists.length === 0) {
      members = this.members(values);
      members.mistaken += astray;
      values = [...members.values.values()].flat();
    }
    const failed = this.failsAlone(values);
    if (lists.length > 0) {
      if (!failed && isTable) this.undecided(["rows"], "undecided-lists", { lists: lists.join("、") });
      return;
    }
    const silent = values.filter((value) => !isSaid(value));
    if (!members || !isTable) for (const { path } of silent) this.lacking(path, [path]);
    if (!isTable) return;
    const absent = members && (!failed || aggregate === "each") ? absentOf(members) : [];
    if (members && absent.length > 0) {
      if (absent.length > members.mistaken) this.membersMissing(absent);
      return;
    }
    const hidden = members ? members.broken.size : astray;
    if (!failed && silent.length === 0 && hidden === 0 && values.length > 0) this.together(values, members);
  }

  // -- which entries, which values ------------------------------------------------------------

  /** Whether the target speaks of an entry; where that cannot be told, it is reported. */
  private concerns(entry: Entry, where: string): boolean | "untold" {
    if (this.unread(entry, [], where)) return "untold";
    const { spec, app } = this.subject;
    const scope = noticeScope(spec).with({ role: entry.roles, form: spec.form, ...(this.subject.isTable ? {} : { app }) });
    const answer = scope.ask(where);
    if (answer !== "undecided") return answer;
    const named = this.rolesIn(where);
    const places = named.filter((role) => spec.roles[role] !== undefined && !(role in entry.roles)).map((role) => [...entry.at, ...this.inside(entry, role)]);
    this.lacking(this.place(entry, [this.target.role, ...named]), [...places, ...this.subject.lacking([], where)]);
    return "untold";
  }

  private rolesIn(expression: string): string[] {
    const paths = this.subject.mentions(expression).map(({ path }) => path);
    return [...new Set(paths.flatMap(([root, role]) => (root === "role" && role !== undefined ? [role] : [])))];
  }

  /** Whether a role, or what a condition looks at, is broken, which is reported already. */
  private unread(entry: Entry, roles: string[], where?: string): boolean {
    const { broken } = this.subject;
    if (broken.none) return false;
    const asked = where === undefined ? roles : [...roles, ...this.rolesIn(where)];
    const lost = asked.some((role) => valuesOf(this.subject, entry.at, role).some(([path]) => broken.has(path)));
    return lost || (where !== undefined && this.subject.looksAtBroken(entry.at, where));
  }

  /** The steps to a role from its entry. */
  private inside(entry: Entry, role: string): Path {
    return patternOf(this.subject, role)?.slice(entry.at.length) ?? [];
  }

  /** The place of the first of the roles that is one field, else of the entry. */
  private place(entry: Entry, roles: readonly string[]): Path {
    for (const role of roles) {
      const inside = this.inside(entry, role);
      if (inside.length > 0 && !inside.includes(ROW)) return [...entry.at, ...inside];
    }
    return entry.at;
  }

  /** What an entry says in the role; nothing where the role does not apply. */
  private valuesOf(entry: Entry): Value[] {
    const { role } = this.target;
    const pattern = patternOf(this.subject, role);
    if (!pattern || !this.subject.applies(pattern)) return [];
    const given = valuesOf(this.subject, entry.at, role);
    const found: [Path, Json][] = given.length > 0 ? given : [[this.place(entry, [role]), null]];
    return found.map(([path, value]) => {
      const read = !this.subject.broken.has(path);
      return {
        ...{ entry, path },
        ...(read && typeof value === "number" ? { number: exact(value) } : {}),
        ...(read && typeof value === "boolean" ? { truth: value } : {}),
      };
    });
  }

  // -- members --------------------------------------------------------------------------------

  private missingLists(): string[] {
    const titles = this.target.members.map(([, list]) => this.subject.spec.missing[list]);
    return [...new Set(titles.filter((title) => title !== undefined))];
  }

  /** Place the values at their members; report those placed twice or nowhere. */
  private members(values: Value[]): Members {
    const { spec, broken } = this.subject;
    const roles = this.target.members.map(([role]) => role);
    const known = this.target.members.map(([, list]) => codesOf(spec.lists[list] ?? NO_LIST));
    const found: Members = { labels: labelsOf(known), values: new Map(), silent: new Map(), broken: new Set(), mistaken: 0 };
    for (const value of values) {
      const said = roles.map((role) => this.says(value.entry, role));
      const silent = roles.filter((_role, i) => said[i] === "");
      if (silent.length > 0) {
        const place = this.place(value.entry, silent);
        found.mistaken += 1;
        this.lacking(place, [place]);
        continue;
      }
      const codes = said.map((text, i) => known[i]?.get(text));
      const unknown = codes.indexOf(undefined);
      const key = JSON.stringify(codes.map((code) => code?.[0]));
      if (unknown >= 0) {
        found.mistaken += Number(this.unread(value.entry, roles));
        this.unknown(value, unknown);
      } else if (!isSaid(value)) {
        if (!found.silent.has(key)) found.silent.set(key, value);
        if (broken.has(value.path)) found.broken.add(key);
      } else {
        const before = found.values.get(key) ?? [];
        if (before[0] && before[0].entry !== value.entry) this.again(value, before[0]);
        found.values.set(key, [...before, value]);
      }
    }
    return found;
  }

  /** The first value of a role, folded for comparing. */
  private says(entry: Entry, role: string): string {
    const texts = valuesOf(this.subject, entry.at, role).map(([, value]) => plainFold(value));
    return texts.find((text) => text !== "") ?? "";
  }

  private again(value: Value, before: Value): void {
    const key = `${pointerOf(value.entry.at)} ${JSON.stringify(this.target.members.map(([role]) => role))}`;
    if (this.target.aggregate === "each" || this.twice.has(key)) return;
    this.twice.add(key);
    const roles = this.target.members.map(([role]) => role);
    const row = String(Number(before.entry.at[1]) + 1);
    const name = roles.map((role) => this.nameAt(this.place(value.entry, [role]))).join(" · ");
    this.remark("member-twice", this.place(value.entry, roles), { name, file: this.subject.spec.title, row });
  }

  private unknown({ entry }: Value, number: number): void {
    const [role, list] = this.target.members[number] as [string, string];
    if (this.target.closed.includes(list)) return;
    const place = this.place(entry, [role]);
    const title = this.subject.spec.lists[list]?.title ?? list;
    this.remark("member-unknown", place, { name: this.nameAt(place), list: title, title: this.target.title });
  }

  private remark(rule: (typeof MISTYPED)[number], path: Path, args: Record<string, string>): void {
    this.found.push({ ...this.problem(path, "fail"), rule, severity: "warning", clauses: [], readings: [], said: { id: rule, args } });
  }

  private nameAt(path: Path): string {
    const value = valueAt(this.subject.data, path) ?? valueAt(this.subject.app, path);
    return value === undefined || value === null ? "" : labelOf(this.subject.spec, this.subject.node(path), String(value));
  }

  // -- alone and together -----------------------------------------------------------------------

  /** Report the entries that miss the target whatever the others say. */
  private failsAlone(values: Value[]): boolean {
    const { aggregate } = this.target;
    if (aggregate === "mean" || aggregate === "sum") return false;
    const most = aggregate === "each" ? this.most : undefined;
    const wrong = values.filter(({ number, truth }) =>
      aggregate === "all" ? truth === false : number !== undefined && !within(number, this.least, most),
    );
    for (const { path, number } of wrong) {
      if (number === undefined) this.fail(path, "target-all", {});
      else this.fail(path, "target-each", { value: this.inDigits(number) });
    }
    return wrong.length > 0;
  }

  private together(values: Value[], members: Members | undefined): void {
    const { aggregate } = this.target;
    if (aggregate === "each" || aggregate === "all") return;
    const summed = aggregate !== "min";
    if (members && summed) {
      for (const [key, said] of members.values) {
        const numbers = new Set(said.map(({ number }) => number && this.inDigits(number, [])));
        const last = said[said.length - 1];
        if (numbers.size < 2 || !last) continue;
        this.undecided(last.path, "undecided-differing", { name: members.labels.get(key) ?? "", values: [...numbers].slice(0, NAMED).join("、") });
        return;
      }
    }
    const counted = members && summed ? [...members.values.values()].map(([value]) => value as Value) : values;
    const numbers = counted.flatMap(({ number }) => (number ? [number] : []));
    if (numbers.length < counted.length) return;
    const result = aggregated(aggregate, numbers);
    if (within(result, this.least, this.most)) return;
    const more = numbers.length > NAMED * 2 ? "……" : "";
    const parts = numbers.slice(0, NAMED * 2).map((number) => this.inDigits(number, [])).join("、") + more;
    for (const { path } of counted) this.fail(path, `target-${aggregate}`, { value: this.inDigits(result), values: parts, also: "" });
  }

  /** Who is missing: at the first place that was left empty; one whom no row names is at no row. */
  private membersMissing(absent: Absent[]): void {
    const labels = absent.map(([label]) => label);
    const empty = absent.find(([, value]) => value !== undefined)?.[1];
    const more = labels.length > NAMED ? "……" : "";
    const args = { count: String(labels.length), labels: labels.slice(0, NAMED).join("、") + more };
    this.undecided(empty?.path ?? ["rows"], "undecided-members", args);
  }

  // -- words ------------------------------------------------------------------------------------

  private inDigits(value: Exact, bounds = [this.least, this.most].filter((bound) => bound !== undefined)): string {
    return inDigits(value, bounds);
  }

  private fail(path: Path, id: string, args: Record<string, string>): void {
    this.found.push({ ...this.problem(path, "fail"), said: { id, args: { ...this.target.words, ...args } } });
  }

  /** It cannot be told for want of values; what is broken, or has to be filled in anyway, is said already. */
  private lacking(path: Path, places: Path[]): void {
    if (places.some((place) => this.subject.broken.has(place))) return;
    if (places.length > 0 && places.every((place) => this.subject.owes(place))) return;
    const labels = [...new Set(places.map((place) => this.subject.node(place).title))];
    this.found.push({ ...this.problem(path, "undecided"), wording: this.target.words.sentence, lacking: { lists: [], labels } });
  }

  private undecided(path: Path, reason: string, args: Record<string, string>): void {
    this.found.push({ ...this.problem(path, "undecided"), said: { id: "target-undecided", args: { title: this.target.title, ...args, reason } } });
  }

  private problem(path: Path, verdict: Problem["verdict"]): Problem {
    const { id, severity, clauses, readings } = this.target;
    const lacking = lackingOf(this.subject, path, []);
    return { rule: id, severity, verdict, pointer: pointerOf(path), node: this.subject.node(path), clauses, readings, lacking };
  }
}

/** What stands for each row of a list, by all that it is called: its code and its label. */
function codesOf({ rows, aliases = [] }: List): Map<string, [string, string]> {
  const pairs = rows.map(([code = "", label = ""]): [string, string] => [code, label]);
  const labels = new Map(pairs);
  const names = [...pairs.map(([code]) => [code, code]), ...pairs, ...aliases];
  const codes = new Map<string, [string, string]>();
  for (const [code = "", name = ""] of names) {
    if (!codes.has(folded(name))) codes.set(folded(name), [code, labels.get(code) ?? ""]);
  }
  return codes;
}

/** Every member that has to be there, by its codes. */
function labelsOf(known: Map<string, [string, string]>[]): Map<string, string> {
  let found: [string, string][][] = [[]];
  for (const codes of known) {
    const each = [...new Map([...codes.values()].map((row) => [row.join("\n"), row])).values()];
    found = found.flatMap((before) => each.map((row) => [...before, row]));
  }
  return new Map(found.map((rows) => [JSON.stringify(rows.map(([code]) => code)), rows.map(([, label]) => label).join(" · ")]));
}

/** A member that says nothing, with its empty place if there is one. */
type Absent = [label: string, value: Value | undefined];

/** Who says nothing; a value that cannot be read is reported already. */
function absentOf({ labels, values, silent, broken }: Members): Absent[] {
  return [...labels].filter(([key]) => !values.has(key) && !broken.has(key)).map(([key, label]) => [label, silent.get(key)]);
}

function isSaid({ number, truth }: Value): boolean {
  return number !== undefined || truth !== undefined;
}

/** A value as a name; a list counts by its rows. */
function plainFold(value: Json): string {
  if (Array.isArray(value)) return String(value.length);
  return value === null || typeof value === "object" ? "" : folded(String(value));
}

function within(value: Exact, least: Exact | undefined, most: Exact | undefined): boolean {
  return (!least || compared(value, least) >= 0) && (!most || compared(value, most) <= 0);
}

function aggregated(aggregate: "min" | "mean" | "sum", numbers: Exact[]): Exact {
  if (aggregate === "min") return numbers.reduce((low, number) => (compared(number, low) < 0 ? number : low));
  return aggregate === "mean" ? share(total(numbers), numbers.length) : total(numbers);
}
