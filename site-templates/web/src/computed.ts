// Values that follow from others. The Python side (checks/computed.py) answers alike: see
// tests/conformance/computed.json. What is judged is the value that follows, also where another
// one was given; null says that there is no value, nothing that it cannot be told.
import { Scope } from "./cel";
import { isObject, type Json, type JsonObject, type Node } from "./spec";

const NOISE = 1e-9;

/** The data as the rules see it, the places filled in, and what was given at the others. */
export interface Filled {
  data: JsonObject;
  made: Set<string>;
  given: Map<string, Json>;
}

/** What `node` follows from in the group or row around it. */
export function follows(node: Node, group: JsonObject): Json | undefined {
  return node.computed === undefined ? undefined : Scope.of({ self: group }).compute(node.computed);
}

/** Put in every value that follows from others, in the order of the form. */
export function fillIn(root: Node, data: JsonObject): Filled {
  const known = { made: new Set<string>(), given: new Map<string, Json>() };
  return { data: filled(root, data, "", known) as JsonObject, ...known };
}

function filled(node: Node, value: Json, pointer: string, known: Omit<Filled, "data">): Json {
  if (!derives(node)) return value;
  if (Array.isArray(value)) {
    return node.item ? value.map((row, i) => filled(node.item as Node, row, `${pointer}/${i}`, known)) : value;
  }
  if (!isObject(value)) return value;
  const group: JsonObject = { ...value };
  for (const child of node.children) {
    const place = `${pointer}/${child.key}`;
    const given = Object.prototype.hasOwnProperty.call(group, child.key) ? group[child.key] : undefined;
    if (given !== undefined && given !== null) group[child.key] = filled(child, given, place, known);
    const result = follows(child, group);
    if (result === undefined) continue;
    if (given !== undefined && given !== null) known.given.set(place, given);
    else if (result !== null) known.made.add(place);
    if (result === null) delete group[child.key];
    else group[child.key] = result;
  }
  return group;
}

const deriving = new WeakMap<Node, boolean>();

/** Whether anything at or below a node is computed; most forms have nothing. */
function derives(node: Node): boolean {
  let known = deriving.get(node);
  if (known === undefined) {
    const below = node.item ? [...node.children, node.item] : node.children;
    known = node.computed !== undefined || below.some(derives);
    deriving.set(node, known);
  }
  return known;
}

/** Whether a given value is the computed one, rounded as the given one is. */
export function agree(given: Json, computed: Json | undefined): boolean {
  if (typeof given !== "number" || typeof computed !== "number") return given === computed;
  const decimals = /\.(\d+)$/.exec(String(given))?.[1]?.length ?? 0;
  return Math.abs(given - computed) <= 0.5 * 10 ** -decimals + NOISE * Math.abs(computed);
}

/** A computed number as it is shown: two decimals are enough for a rate, a tiny one keeps two digits. */
export function rounded(value: number): string {
  return String(Number(Math.abs(value) < 0.1 ? value.toPrecision(2) : value.toFixed(2)));
}
