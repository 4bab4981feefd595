// The data as they are judged: a part in which nothing was filled in is a part that is missing.
// Python (validation/submission/empty_parts.py) answers alike: see tests/conformance/vectors/parts.json.
import { isObject, type Json, type JsonObject, member, type Node } from "./spec";
import { stripped } from "./text";

/** Whether nothing was filled in: no value, or text of spaces only. */
export function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || (typeof value === "string" && stripped(value) === "");
}

/** The data without groups, lists and last rows in which nothing was filled in; a table keeps its list. */
export function filledParts(root: Node, data: JsonObject, isTable: boolean): JsonObject {
  const rows = member(data, "rows");
  if (!isTable) return group(root, data);
  if (rows !== undefined && rows !== null && !Array.isArray(rows)) return data;
  return { ...data, rows: used(root.children[0]?.item, rows ?? []) };
}

function saysNothing(value: Json): boolean {
  if (Array.isArray(value)) return value.every(saysNothing);
  return isObject(value) ? Object.values(value).every(saysNothing) : isBlank(value);
}

function group(node: Node, value: JsonObject): JsonObject {
  const kept = { ...value };
  for (const child of node.children) {
    if (child.kind !== "object" && child.kind !== "array") continue;
    const given = member(kept, child.key);
    const rows = child.kind === "array" && Array.isArray(given) ? used(child.item, given) : undefined;
    if (given === null || rows?.length === 0) delete kept[child.key];
    else if (rows) kept[child.key] = rows;
    else if (child.kind === "object" && isObject(given)) {
      if (saysNothing(given)) delete kept[child.key];
      else kept[child.key] = group(child, given);
    }
  }
  return kept;
}

/** The rows up to the last one that says something: those below are paper. */
function used(item: Node | undefined, rows: Json[]): Json[] {
  let end = rows.length;
  while (end > 0 && saysNothing(rows[end - 1] as Json)) end -= 1;
  return rows.slice(0, end).map((row) => (item && isObject(row) ? group(item, row) : row));
}
