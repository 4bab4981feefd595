// Values that follow from others. The Python side (validation/submission/computed.py) answers alike: see
// tests/conformance/vectors/computed.json. What is judged is the value that follows, also where another
// one was given; null says that there is no value, nothing that it cannot be told.
import { Scope } from "../cel/evaluation";
import type { Path } from "../data/mentions";
import { isObject, type Json, type JsonObject, member, type Node } from "../data/spec";

const NOISE = 1e-9;

/** What `node` follows from in the group or row around it. */
export function follows(node: Node, group: JsonObject): Json | undefined {
  return node.computed === undefined ? undefined : Scope.of({ self: group }).compute(node.computed);
}

/** Whether a node of the group at a place follows from what cannot be read; `left`: it was left out. */
type Lost = (node: Node, above: Path, left: boolean) => boolean;

/** The data with every value that follows from others, in the order of the form. */
export function fillIn(root: Node, data: JsonObject, lost: Lost = () => false): JsonObject {
  return filled(root, data, [], lost) as JsonObject;
}

function filled(node: Node, value: Json, path: Path, lost: Lost): Json {
  if (!derives(node)) return value;
  if (Array.isArray(value)) {
    return node.item ? value.map((row, i) => filled(node.item as Node, row, [...path, String(i)], lost)) : value;
  }
  if (!isObject(value)) return value;
  const group: JsonObject = { ...value };
  for (const child of node.children) {
    const given = member(group, child.key) ?? undefined;
    if (given !== undefined) group[child.key] = filled(child, given, [...path, child.key], lost);
    if (child.computed === undefined || lost(child, path, given === undefined)) continue;
    const result = follows(child, group);
    if (result === null) delete group[child.key];
    else if (result !== undefined) group[child.key] = result;
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
