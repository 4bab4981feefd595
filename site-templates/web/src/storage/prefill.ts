// What the file of another form says, carried over: a value goes where this form has a place of
// the same path, kind and title, or of the same role, a code only where the list calls it the same. What somebody states, confirms or signs is
// never carried. Python (forms/prefill.py) does alike.
import { computedOf, contentOf } from "../data/fingerprint";
import { isObject, type Json, type JsonObject, labelOf, member, type Node, type Other, type Spec } from "../data/spec";

type Reason = "no-place" | "fixed" | "not-in-list" | "said-before" | "attested";

/** A value that was left behind. */
export interface Left {
  pointer: string;
  title: string;
  value: Json;
  /** What the list of the other form calls the value, or the value. */
  called: Json;
  reason: Reason;
}

interface Carried {
  data: JsonObject;
  count: number;
  left: Left[];
}

type Path = (string | number)[];

/** Put what `given` says into `data`, where nothing is said yet. */
export function carry(spec: Spec, from: Other | undefined, given: JsonObject, data: JsonObject): Carried {
  const target = new Target(spec, data);
  const left: Left[] = [];
  const content = contentOf(from ? new Set(from.computed) : computedOf(spec.root), given) ?? {};
  for (const [path, value] of leaves(content, [])) {
    const reason = target.take(path, value, from);
    const pattern = patternOf(path);
    const title = from?.left[pattern] ?? (member(from?.attested ?? {}, pattern) as string | undefined) ?? target.titles.get(placeOf(pattern, from) ?? pattern) ?? String(path[path.length - 1]);
    if (reason) left.push({ pointer: `/${path.join("/")}`, title, value, called: called(from, pattern, value), reason });
  }
  return { data: (contentOf(new Set(), target.data) as JsonObject | undefined) ?? {}, count: target.count, left };
}

class Target {
  count = 0;
  readonly data: JsonObject;
  readonly titles = new Map<string, string>();
  private readonly nodes = new Map<string, Node>();
  private readonly filled = new Set<string>();

  constructor(
    private readonly spec: Spec,
    data: JsonObject,
  ) {
    this.data = structuredClone(data);
    const visit = (node: Node): void => {
      if (node.kind !== "object" && node.kind !== "array") this.nodes.set(node.pointer, node);
      this.titles.set(node.pointer, node.title);
      node.children.forEach(visit);
      if (node.item) visit(node.item);
    };
    visit(spec.root);
    for (const [path] of leaves(data, [])) this.filled.add(path.join("/"));
  }

  take(path: Path, value: Json, from: Other | undefined): Reason | undefined {
    const pattern = patternOf(path);
    const wanted = placeOf(pattern, from);
    const node = wanted === undefined ? undefined : this.nodes.get(wanted);
    if (member(from?.attested ?? {}, pattern) !== undefined || node?.attested) return "attested";
    if (wanted === undefined || !node) return "no-place";
    if (node.computed !== undefined || node.schema.const !== undefined) return "fixed";
    if (node.schema.enum && !node.schema.enum.includes(value)) return "not-in-list";
    if (from && typeof value === "string" && labelOf(this.spec, node, value) !== called(from, pattern, value)) return "not-in-list";
    const place = wanted === pattern ? path : wanted.split("/").slice(1);
    const name = place.join("/");
    if (this.filled.has(name)) return valueAt(this.data, place) === value ? undefined : "said-before";
    this.filled.add(name);
    put(this.data, place, value);
    this.count += 1;
    return undefined;
  }
}

/** What the list of the other form calls a value. */
function called(from: Other | undefined, pattern: string, value: Json): Json {
  const names = member(from?.called ?? {}, pattern) as Record<string, string> | undefined;
  return typeof value === "string" ? ((member(names ?? {}, value) as string | undefined) ?? value) : value;
}

/** Where a value goes; an unknown form is taken by its paths. */
function placeOf(pattern: string, from: Other | undefined): string | undefined {
  if (!from || from.same.includes(pattern)) return pattern;
  return member(from.moved, pattern) as string | undefined;
}

function patternOf(path: Path): string {
  return path.map((step) => (typeof step === "number" ? "/*" : `/${step}`)).join("");
}

function* leaves(value: Json, path: Path): IterableIterator<[Path, Json]> {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) yield* leaves(item, [...path, i]);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key]);
  } else {
    yield [path, value];
  }
}

function put(data: JsonObject, path: Path, value: Json): void {
  let here: Json[] | JsonObject = data;
  path.forEach((step, i) => {
    const next = path[i + 1];
    const holder = here as Record<string | number, Json>;
    if (next === undefined) {
      fillUp(here, step, null);
      holder[step] = value;
      return;
    }
    fillUp(here, step, typeof next === "number" ? [] : {});
    if (member(holder as JsonObject, String(step)) === undefined && !Array.isArray(here)) holder[step] = typeof next === "number" ? [] : {};
    here = holder[step] as Json[] | JsonObject;
  });
}

/** Rows before the wanted one that nothing stands in stay empty. */
function fillUp(here: Json[] | JsonObject, step: string | number, empty: Json): void {
  if (!Array.isArray(here)) return;
  while (here.length <= Number(step)) here.push(structuredClone(empty));
}

function valueAt(data: Json, path: Path): Json | undefined {
  let here: Json | undefined = data;
  for (const step of path) here = Array.isArray(here) ? here[Number(step)] : member(here, String(step));
  return here;
}
