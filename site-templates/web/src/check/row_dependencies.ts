// The rows of one submission that an expression can depend on. Python (validation/submission/row_dependencies.py) answers
// alike: see tests/conformance/vectors/resting.json.
import type { Broken, Compared, Join, Rows } from "../data/mentions";
import type { Json } from "../data/spec";
import { folded } from "../data/text";

/** A value so that equal ones are equal texts; nothing where it cannot be compared. */
type Key = string | undefined;

/** The key of each row, and the rows that have each. */
interface Column {
  keys: Key[];
  rows: Map<Key, number[]>;
}

export class Narrowing {
  private readonly columns = new Map<string, Column>();

  constructor(
    private readonly variables: Record<string, Json>,
    private readonly broken: Broken,
  ) {}

  /** For each list that need not be seen whole (`app.rows`), the numbers of the rows that are needed. */
  rows(joins: readonly Join[], variables: Record<string, Json | undefined>): Rows {
    const found = new Map<string, readonly number[]>();
    for (const join of joins) {
      const rows = valueAt(this.variables, join.path);
      const kept = Array.isArray(rows) ? this.kept(join, rows, variables) : undefined;
      if (kept) found.set(join.path.join("."), kept);
    }
    return found;
  }

  /** The rows that any look keeps, nothing for all. */
  private kept(join: Join, rows: Json[], variables: Record<string, Json | undefined>): number[] | undefined {
    const kept = new Set<number>();
    for (const look of join.looks) {
      const usable = look
        .map((part) => ({ column: this.column(join.path, part, rows), key: keyOf(part, variables) }))
        .filter(({ key }) => key !== undefined);
      const alike = usable.map(({ column, key }) => [...(column.rows.get(key) ?? []), ...(column.rows.get(undefined) ?? [])]);
      const [fewest] = alike.sort((a, b) => a.length - b.length);
      if (!fewest) return undefined;
      for (const row of fewest) {
        const fits = usable.every(({ column, key }) => column.keys[row] === undefined || column.keys[row] === key);
        if (fits) kept.add(row);
      }
    }
    return [...kept].sort((a, b) => a - b);
  }

  private column(path: string[], { column, names }: Compared, rows: Json[]): Column {
    const name = JSON.stringify([path, column, names]);
    let known = this.columns.get(name);
    if (!known) {
      const list = path.slice(1);
      const keys = rows.map((row, i) => (this.broken.has([...list, String(i), ...column]) ? undefined : comparable(valueAt(row, column), names)));
      known = { keys, rows: new Map() };
      for (const [i, key] of keys.entries()) {
        const same = known.rows.get(key);
        if (same) same.push(i);
        else known.rows.set(key, [i]);
      }
      this.columns.set(name, known);
    }
    return known;
  }
}

function keyOf({ path, literal, names }: Compared, variables: Record<string, Json | undefined>): Key {
  return comparable(path.length > 0 ? valueAt(variables, path) : literal, names);
}

function comparable(value: Json | undefined, names = false): Key {
  if (names) return typeof value === "string" ? JSON.stringify(folded(value)) : undefined;
  return value === undefined || (typeof value === "object" && value !== null) ? undefined : JSON.stringify(value);
}

function valueAt(value: unknown, path: readonly string[]): Json | undefined {
  let found = value;
  for (const key of path) {
    const inside = typeof found === "object" && found !== null && !Array.isArray(found);
    found = inside && Object.prototype.hasOwnProperty.call(found, key) ? (found as Record<string, unknown>)[key] : undefined;
  }
  return found as Json | undefined;
}
