// What the parts of the page share: the form's description, its views and its words.
import { bareTitle, type Control, labelOf, type Spec } from "../data/spec";
import type { GroupView, View } from "./view";
import { locate } from "./view";
import type { Say } from "./words";

export { make } from "./elements";

export interface Page {
  readonly spec: Spec;
  readonly root: GroupView;
  readonly form: HTMLFormElement;
  readonly say: Say;
}

export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element ${id}`);
  return element as T;
}

/** Where a pointer is, in the words of the page: section, row with its title, field. */
export function placeName(page: Page, pointer: string): string {
  const names: string[] = [];
  let view: View = page.root;
  for (const key of pointer.split("/").slice(1)) {
    const next = view.child(key);
    if (!next) break;
    if (view.node.kind === "array") names.push(rowName(page, view, Number(key)));
    const title = bareTitle(next.node.title);
    if (title && view.node.kind !== "array") names.push(title);
    view = next;
  }
  return names.join(" · ") || page.spec.title;
}

/** Controls whose value names the row that they stand in. */
const NAMING: (Control | undefined)[] = ["text", "select", "combo"];

function rowName(page: Page, list: View, index: number): string {
  const row = list.child(String(index));
  const first = row?.children().find((view) => view.node.kind === "string" && NAMING.includes(view.node.control));
  const value = first?.read(false);
  const title = first && typeof value === "string" ? labelOf(page.spec, first.node, value) : undefined;
  const number = String(index + 1);
  return typeof title === "string" && title.length <= 24
    ? page.say("form-row-titled", { number, title })
    : page.say("form-row", { number });
}

/** Bring a place into view and focus its control, opening what hides it. */
export function goTo(page: Page, pointer: string): void {
  const view = locate(page.root, pointer);
  const target = insteadOf(view) ?? view.focusTarget();
  target.closest("details")?.setAttribute("open", "");
  (view.element.offsetParent ? view.element : target).scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}

/** A column that is asked once above its table is filled in there. */
function insteadOf({ node, element }: View): HTMLElement | undefined {
  const folded = element.classList.contains("asked") ? element.closest(".folded") : null;
  return folded?.querySelector<HTMLElement>(`:scope > .once [data-once=${JSON.stringify(node.pointer)}]`) ?? undefined;
}
