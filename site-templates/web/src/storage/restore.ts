// Puts a state of the form in place of another: only what differs is written, so that a step back in a large
// table is as quick as in a small one.
import { isObject, type Json, member } from "../data/spec";
import { ListView, type View } from "../page/view";

/** Write `after` where the page shows `before`; return the first place that changed. */
export function restore(view: View, before: Json | undefined, after: Json | undefined, pointer = ""): string | undefined {
  if (before === after) return undefined;
  if (view instanceof ListView) return restoreRows(view, before, after, pointer);
  const parts = view.children();
  if (parts.length === 0 || !isObject(before ?? {}) || !isObject(after ?? {})) {
    view.write(after, pointer, []);
    return pointer;
  }
  let first: string | undefined;
  for (const part of parts) {
    const { key } = part.node;
    const changed = restore(part, member(before, key), member(after, key), `${pointer}/${key}`);
    first ??= changed;
  }
  return first;
}

function restoreRows(list: ListView, before: Json | undefined, after: Json | undefined, pointer: string): string | undefined {
  const [shown, wanted] = [before, after].map((value) => (Array.isArray(value) ? value : []));
  const kept = list.resize(wanted?.length ?? 0);
  let first: string | undefined;
  list.rows.forEach(({ view }, i) => {
    const place = `${pointer}/${i}`;
    const changed = restore(view, i < kept ? shown?.[i] : undefined, wanted?.[i], place);
    first ??= changed;
  });
  list.fixGiven();
  return first ?? pointer;
}
