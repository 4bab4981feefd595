// What a table has to hold as a whole: a key in every row, none twice, the rows that it carries.
// The Python side (validation/submission/keys.py, validation/submission/required_rows.py) answers alike: see
// tests/conformance/vectors/tables.json.
import type { Answer, Scope } from "../cel/evaluation";
import { lackingOf, type Problem } from "./problem";
import { isBlank } from "../data/empty_parts";
import { type Carried, isObject, type Json, type JsonObject, labelOf, type List, member, type Node, type Spec } from "../data/spec";
import type { Subject } from "./evaluation_context";
import { folded, shortened } from "../data/text";

const NAMED = 30;
const LONGEST_LABEL = 24;
const NOTHING = { lists: [], labels: [] };

export function wholeProblems(subject: Subject): Problem[] {
  const { spec } = subject;
  const list = spec.root.children[0];
  const rows = member(subject.data, "rows");
  if (!spec.whole || !list?.item || !Array.isArray(rows)) return [];
  const { primary, open, unique, carried } = spec.whole;
  const keys = new Keys(spec, list.item, rows);
  return [
    ...keys.empty(open),
    ...(primary.length > 0 ? keys.twice("primary-key", primary) : []),
    ...unique.flatMap((columns) => keys.twice("unique-key", columns)),
    ...(carried ? new CarriedRows(subject, list, carried).problems() : []),
  ];
}

class Keys {
  private readonly columns: Map<string, Node>;

  constructor(
    private readonly spec: Spec,
    item: Node,
    private readonly rows: Json[],
  ) {
    this.columns = new Map(item.children.map((child) => [child.key, child]));
  }

  /** The rows that say nothing in one of the columns. */
  empty(columns: string[]): Problem[] {
    return this.rows.flatMap((row, i) => {
      const missing = isObject(row) ? columns.filter((column) => isBlank(member(row, column))) : [];
      return missing.map((column) => this.problem("primary-key", i, column, "key-empty", {}));
    });
  }

  /** The rows that say the same in all of the columns as one before. */
  twice(rule: string, columns: string[]): Problem[] {
    const first = new Map<string, number>();
    const found: Problem[] = [];
    this.rows.forEach((row, i) => {
      const parts = columns.map((column) => member(row, column));
      if (!parts.every(isPart)) return;
      const key = JSON.stringify(parts);
      const before = first.get(key);
      if (before === undefined) first.set(key, i);
      else found.push(this.problem(rule, i, columns[0] as string, "key-twice", this.named(columns, parts, before)));
    });
    return found;
  }

  private named(columns: string[], parts: Json[], before: number): Record<string, string> {
    const words = columns.map((column, i) => inWords(this.spec, this.node(column), parts[i] as Json));
    return {
      columns: columns.map((column) => this.node(column).title).join("、"),
      found: words.join("、"),
      file: "none",
      row: String(before + 1),
    };
  }

  private node(column: string): Node {
    return this.columns.get(column) as Node;
  }

  private problem(rule: string, row: number, column: string, id: string, args: Record<string, string>): Problem {
    const node = this.node(column);
    return {
      ...{ rule, severity: "error", verdict: "fail", pointer: `/rows/${row}/${column}`, node, clauses: [], readings: [] },
      ...{ lacking: NOTHING, said: { id, args: { label: node.title, ...args } } },
    };
  }
}

/** Rows that share the values of the columns `per`; `unread` of them may be any row. */
interface Group {
  first: number;
  rows: JsonObject[];
  unread: number;
}

/** A row that the table carries: its codes, its name, what `applies` sees of the lists. */
interface Wanted {
  key: string;
  label: string;
  items: Record<string, JsonObject>;
}

class CarriedRows {
  private readonly codes: string[];
  private readonly spec: Spec;
  private readonly rows: Json[];

  constructor(
    private readonly subject: Subject,
    private readonly list: Node,
    private readonly carried: Carried,
  ) {
    this.codes = carried.from.map(({ column }) => column);
    this.spec = subject.spec;
    this.rows = member(subject.app, "rows") as Json[];
  }

  problems(): Problem[] {
    const lists = [...new Set(this.carried.from.map(({ list }) => list))];
    const lacking = lists.map((name) => this.spec.missing[name]).filter((title) => title !== undefined);
    if (lacking.length > 0) return [this.undecided({ lists: lacking, labels: [] })];
    const wanted = product(this.carried.from.map(({ list }) => this.spec.lists[list] as List));
    return this.groups().flatMap((group) => this.lacks(group, wanted));
  }

  /** The rows by set; those that lack a value of `per` belong to none. */
  private groups(): Group[] {
    const { per } = this.carried;
    const groups = new Map<string, Group>();
    let astray = 0;
    if (per.length === 0 || this.rows.length === 0) groups.set("[]", { first: -1, rows: [], unread: 0 });
    this.rows.forEach((row, i) => {
      if (!isObject(row) || this.isUnread(i, row, per)) {
        astray += 1;
        return;
      }
      const parts = per.map((column) => plainFold(member(row, column)));
      if (parts.includes("")) return;
      const key = JSON.stringify(parts);
      const group = groups.get(key) ?? { first: -1, rows: [], unread: 0 };
      groups.set(key, group);
      if (group.first < 0) group.first = i;
      group.rows.push(row);
      if (this.isUnread(i, row, this.codes)) group.unread += 1;
    });
    for (const group of groups.values()) group.unread += astray;
    return [...groups.values()];
  }

  /** Whether a code cannot be read, or is still owed: both are reported already. */
  private isUnread(i: number, row: JsonObject, columns: string[]): boolean {
    return columns.some((column) => {
      const place = ["rows", String(i), column];
      return this.subject.broken.has(place) || ((member(row, column) ?? null) === null && this.subject.owes(place));
    });
  }

  /** What a set lacks; a table without rows lacks all that may be meant. */
  private lacks(group: Group, wanted: Wanted[]): Problem[] {
    const { applies } = this.carried;
    const present = new Set(group.rows.map((row) => JSON.stringify(this.codes.map((column) => plainFold(member(row, column))))));
    const missing: string[] = [];
    let open = false;
    for (const { key, label, items } of wanted) {
      if (present.has(key)) continue;
      const answer = applies === null || this.subject.scope.with({ row: group.rows[0] ?? {}, ...items }).ask(applies);
      if (answer === "undecided" && group.rows.length > 0) open = true;
      else if (answer !== false) missing.push(label);
    }
    if (missing.length > 0) return missing.length <= group.unread ? [] : [this.missing(group, missing)];
    return open && applies !== null ? this.open(group, applies) : [];
  }

  private missing(group: Group, labels: string[]): Problem {
    const set = group.rows.length > 0 ? this.nameOf(group.first) : "";
    const more = labels.length > NAMED ? { more: String(labels.length - NAMED) } : {};
    const sentence = this.carried.rule.message.replace(/[。. ]+$/, "");
    const args = { sentence, set, labels: labels.slice(0, NAMED).join("；"), count: String(labels.length), ...more };
    return { ...this.problem("fail"), said: { id: set ? "rows-missing-set" : "rows-missing", args } };
  }

  /** It cannot be told which rows are meant: the first row of the set does not say it. */
  private open(group: Group, applies: string): Problem[] {
    const first = ["rows", String(group.first)];
    return this.subject.looksAtBroken(first, applies) ? [] : [this.undecided(lackingOf(this.subject, first, [applies]))];
  }

  private undecided(lacking: Problem["lacking"]): Problem {
    return { ...this.problem("undecided"), lacking, wording: this.carried.rule.message };
  }

  private problem(verdict: Problem["verdict"]): Problem {
    const { id, severity, clauses, readings } = this.carried.rule;
    return { rule: id, severity, verdict, pointer: "/rows", node: this.list, clauses, readings, lacking: NOTHING };
  }

  private nameOf(row: number): string {
    const data = this.rows[row];
    const columns = this.list.item?.children.filter(({ key }) => this.carried.per.includes(key)) ?? [];
    return columns.map((node) => inWords(this.spec, node, member(data, node.key) ?? "")).join(" · ");
  }
}

/**
 * Of the rows that a table carries, in their order: whether each is meant, given what the first row of its set says.
 */
export function carriedAnswers(spec: Spec, scope: Scope, row: JsonObject): Answer[] {
  const { carried } = spec.whole ?? {};
  if (!carried) return [];
  const lists = carried.from.flatMap(({ list }) => spec.lists[list] ?? []);
  const { applies } = carried;
  return product(lists).map(({ items }) => applies === null || scope.with({ row, ...items }).ask(applies));
}

function product(lists: List[]): Wanted[] {
  let found: { list: List; row: string[] }[][] = [[]];
  for (const list of lists) found = found.flatMap((before) => list.rows.map((row) => [...before, { list, row }]));
  return found.map((parts) => {
    const [item = {}, item2] = parts.map(({ list, row }) => Object.fromEntries(list.columns.map((column, i) => [column, row[i] ?? ""])));
    return {
      key: JSON.stringify(parts.map(({ row }) => folded(row[0] ?? ""))),
      label: nameOf(parts.map(({ row }) => row)),
      items: item2 ? { item, item2 } : { item },
    };
  });
}

/** A row in few words; that of one list with the code that stands in its column. */
function nameOf(rows: string[][]): string {
  const names = rows.map(([, label = ""]) => shortened(label, LONGEST_LABEL)).join(" · ");
  const [code, label] = rows[0] ?? [];
  return rows.length === 1 && code !== label ? `${code} ${names}` : names;
}

function isPart(value: Json | undefined): value is Json {
  return !isBlank(value) && typeof value !== "object";
}

function plainFold(value: Json | undefined): string {
  return value === undefined || value === null || typeof value === "object" ? "" : folded(String(value));
}

function inWords(spec: Spec, node: Node, value: Json): string {
  return labelOf(spec, node, String(value));
}
