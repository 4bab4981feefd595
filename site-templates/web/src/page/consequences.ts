// What follows from the data: parts that apply, and values that are computed from others.
import { applies, scopeOf } from "../check/validate";
import { fillIn } from "../check/computed";
import { type Json, type JsonObject, member, type Spec } from "../data/spec";
import { ComputedView, ListView, type Loss, type View } from "./view";

const ROUNDS = 6;

/** Show what applies and hide what does not; a condition may depend on another's field. */
export function settle(spec: Spec, root: View): JsonObject {
  let data: JsonObject = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    data = (root.read(false) as JsonObject | undefined) ?? {};
    if (!settleOnce(spec, root, data)) break;
  }
  return data;
}

function settleOnce(spec: Spec, root: View, data: JsonObject): boolean {
  const scope = scopeOf(spec, data);
  let changed = false;
  const visit = (view: View): void => {
    for (const child of view.children()) {
      if (child.node.when !== undefined) {
        const shown = applies(child.node, scope);
        changed = changed || shown !== child.shown;
        child.show(shown);
      }
      visit(child);
    }
  };
  visit(root);
  return changed;
}

/** Show what follows from the data; return the values of a file that differ from it. */
export function showComputed(spec: Spec, root: View, data: JsonObject): Loss[] {
  const losses: Loss[] = [];
  const visit = (view: View, value: Json | undefined, pointer: string): void => {
    if (view instanceof ComputedView) {
      view.display(value);
      const given = view.differing(value);
      if (given !== undefined) losses.push({ pointer, value: given, reason: "computed" });
      return;
    }
    view.children().forEach((child, i) => {
      const inRow = view instanceof ListView;
      const part = inRow ? (Array.isArray(value) ? value[i] : undefined) : member(value, child.node.key);
      visit(child, part, `${pointer}/${inRow ? i : child.node.key}`);
    });
  };
  visit(root, fillIn(spec.root, data), "");
  return losses;
}
