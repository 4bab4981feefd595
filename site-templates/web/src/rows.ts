// Repeatable rows: add, delete with undo, move; the focus always has a place to go.
import { make, type Page } from "./page";
import { bareTitle } from "./spec";
import { ListView, type View, walk } from "./view";

function listAt(page: Page, element: Element): ListView | undefined {
  const home = element.closest("[data-list]");
  for (const view of walk(page.root)) if (view instanceof ListView && view.element === home) return view;
  return undefined;
}

function firstControl(view: View): HTMLElement {
  for (const part of walk(view)) if (part.shown && part.node.control && part.node.control !== "locked") return part.focusTarget();
  return view.focusTarget();
}

export function refreshLists(page: Page): void {
  for (const view of walk(page.root)) if (view instanceof ListView) refreshList(page, view);
}

function refreshList(page: Page, list: ListView): void {
  const add = list.element.querySelector<HTMLButtonElement>(":scope > [data-act=add]");
  const note = list.element.querySelector<HTMLElement>(":scope > .list-note");
  if (add) add.disabled = list.full;
  if (note) note.textContent = list.full ? page.say("form-rows-full", { count: String(list.rows.length) }) : "";
}

/** Handle clicks on the buttons of rows; `changed` runs after every change. */
export function handleRows(page: Page, changed: (list: ListView) => void): void {
  page.form.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-act]");
    const list = button ? listAt(page, button) : undefined;
    if (!button || !list) return;
    const at = list.rows.findIndex(({ element }) => element.contains(button));
    if (button.dataset.act === "add") addRow(list);
    else if (button.dataset.act === "up") moveRow(list, at);
    else if (button.dataset.act === "delete") deleteRow(page, list, at, changed);
    else return;
    refreshList(page, list);
    changed(list);
  });
}

function addRow(list: ListView): void {
  if (!list.full) firstControl(list.add()).focus();
}

function moveRow(list: ListView, at: number): void {
  if (at < 1) return;
  list.move(at, at - 1);
  const row = list.rows[at - 1]?.element;
  const up = row?.querySelector<HTMLButtonElement>(":scope > .row-head [data-act=up]");
  const fallback = row?.querySelector<HTMLButtonElement>(":scope > .row-head [data-act=delete]");
  (up && !up.disabled ? up : fallback)?.focus();
}

function deleteRow(page: Page, list: ListView, at: number, changed: (list: ListView) => void): void {
  const restore = list.remove(at);
  const place = list.element.querySelector<HTMLElement>(":scope > .list-undo");
  if (!place) return;
  const title = bareTitle(list.node.title);
  const undo = make("button", page.say("form-undo"), "button small");
  undo.type = "button";
  undo.addEventListener("click", () => {
    restore();
    place.replaceChildren();
    refreshList(page, list);
    changed(list);
    const back = list.rows[Math.min(at, list.rows.length - 1)];
    if (back) firstControl(back.view).focus();
  });
  place.replaceChildren(make("span", page.say("form-row-deleted", { title, number: String(at + 1) })), undo);
  undo.focus();
}
