// What expressions look at. Python reads them (policy/cel/mentions.py, policy/cel/joins.py) and hands
// the answer over with the form: nothing here, and nothing else in the page, reads CEL.

/** A path that an expression names, rows as `*`. */
export interface Mention {
  path: string[];
  /** Only asked for by `has`. */
  guarded?: boolean;
  /** False where only the size or the rows of it count. */
  whole?: boolean;
}

/** A column that is compared with a value: a path below the variables, or a literal. */
export interface Compared {
  column: string[];
  path: string[];
  literal?: string | number;
  /** Both are names, made alike by `fold` before. */
  names?: boolean;
}

/** A list of rows of which an expression needs only those that it compares with. */
export interface Join {
  path: string[];
  looks: Compared[][];
}

export interface Reads {
  mentions: Mention[];
  joins?: Join[];
}

/** A place in the data: keys, and numbers of rows as texts. */
export type Path = readonly string[];

/** The numbers of the rows of a list (`app.rows`) that an expression looks at, where not at all. */
export type Rows = ReadonlyMap<string, readonly number[]>;

export const ROW = "*";
const NO_ROWS: Rows = new Map();

export function pointerOf(path: Path): string {
  return path.map((step) => `/${step.replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
}

/** Where in the data a mention at `at` looks; nowhere for one of other things. */
export function absolute(at: Path, { path }: Mention, only: Rows = NO_ROWS): Path[] {
  const rows = path.indexOf(ROW);
  const kept = rows > 0 ? only.get(path.slice(0, rows).join(".")) : undefined;
  if (kept) return kept.map((row) => [...path.slice(1, rows), String(row), ...path.slice(rows + 1)]);
  const [root, ...rest] = path;
  if (root === "app") return [rest];
  return root === "self" || root === "row" ? [[...at, ...rest]] : [];
}

interface Index {
  places: Set<string>;
  above: Set<string>;
}

/** Places whose value cannot be read, so indexed that asking costs the same however many there are. */
export class Broken {
  readonly pointers: ReadonlySet<string>;
  private readonly indexes = new Map<string, Index>();
  private rows: Broken | undefined;

  constructor(readonly paths: readonly Path[]) {
    this.pointers = new Set(paths.map(pointerOf));
  }

  get none(): boolean {
    return this.paths.length === 0;
  }

  has(path: Path): boolean {
    return !this.none && this.pointers.has(pointerOf(path));
  }

  /** Whether a place lies on the way to a wanted value; `whole`: or inside it. */
  reach(wanted: Path, whole: boolean): boolean {
    const { places, above } = this.index(wanted);
    for (let end = 0; end <= wanted.length; end += 1) if (places.has(pointerOf(wanted.slice(0, end)))) return true;
    return whole && above.has(pointerOf(wanted));
  }

  /** Whether a place lies inside a wanted value. */
  inside(wanted: Path): boolean {
    return this.index(wanted).above.has(pointerOf(wanted));
  }

  /** The places among them that are the submission or a whole row: leaving one out shortens a list. */
  items(): Broken {
    this.rows ??= new Broken(this.paths.filter((path) => path.length === 0 || isRow(path[path.length - 1])));
    return this.rows;
  }

  private index(wanted: Path): Index {
    const wild = wanted.flatMap((step, i) => (step === ROW ? [i] : []));
    const key = wild.join(" ");
    let known = this.indexes.get(key);
    if (!known) {
      known = { places: new Set(), above: new Set() };
      for (const place of this.paths) {
        const steps = place.map((step, i) => (wild.includes(i) ? ROW : step));
        known.places.add(pointerOf(steps));
        for (let end = 0; end < steps.length; end += 1) known.above.add(pointerOf(steps.slice(0, end)));
      }
      this.indexes.set(key, known);
    }
    return known;
  }
}

function isWhole({ guarded, whole }: Mention): boolean {
  return whole !== false && guarded !== true;
}

/** Whether an expression at a place would look at a broken value; `only` are the rows it looks at. */
export function looksAtBroken({ mentions }: Reads, at: Path, broken: Broken, only?: Rows): boolean {
  if (broken.none) return false;
  return mentions.some((mention) => absolute(at, mention, only).some((wanted) => broken.reach(wanted, isWhole(mention))));
}

/**
 * Whether an expression would take a broken value that was left out for an answer: `has` would say
 * that it was not given, a list would be one shorter, and nobody knows what is done with the parts of
 * a value that is taken whole.
 */
export function seesGap({ mentions }: Reads, at: Path, broken: Broken): boolean {
  const items = broken.items();
  return mentions.some((mention) =>
    absolute(at, mention).some(
      (wanted) =>
        items.reach(wanted, isWhole(mention)) ||
        (mention.guarded === true && broken.reach(wanted, false)) ||
        (isWhole(mention) && broken.inside(wanted)),
    ),
  );
}

/** Whether a step is the number of a row; keys of forms begin with a letter. */
export function isRow(step: string | undefined): boolean {
  return step !== undefined && /^\d+$/.test(step);
}
