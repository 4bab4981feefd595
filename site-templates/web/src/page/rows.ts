// Repeatable rows: add, delete with undo, move; the focus always has a place to go.
import { make, type Page } from "./page";
import { bareTitle } from "../data/spec";
import { ListView, rowButton, ValueView, type View, viewAround, walk } from "./view";

function listAt(element: Element): ListView | undefined {
  const home = element.closest("[data-list]");
  const view = home ? viewAround(home) : undefined;
  return view instanceof ListView ? view : undefined;
}

/** Controls that nobody fills in. */
const FIXED = ["locked", "computed"];

function firstControl(view: View): HTMLElement {
  for (const part of walk(view)) {
    const open = part instanceof ValueView && part.shown && !part.fixed && !FIXED.includes(part.node.control ?? "") && !isFolded(part.element);
    if (open) return part.focusTarget();
  }
  return view.focusTarget();
}

/** Whether a cell is of a column that is asked once above its table. */
function isFolded(cell: HTMLElement): boolean {
  return cell.classList.contains("asked") && cell.closest(".folded") !== null;
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
    const list = button ? listAt(button) : undefined;
    if (!button || !list) return;
    const at = list.rows.findIndex(({ element }) => element.contains(button));
    if (button.dataset.act === "add") addRow(list);
    else if (button.dataset.act === "fill") fillRows(page, list);
    else if (button.dataset.act === "up") moveRow(list, at, at - 1, "up");
    else if (button.dataset.act === "below") moveRow(list, at, at + 1, "below");
    else if (button.dataset.act === "delete") deleteRow(page, list, at, changed);
    else return;
    refreshList(page, list);
    changed(list);
  });
}

/** The buttons of a row are one stop of the Tab key; the arrows go from one to the other. */
export function handleToolKeys(page: Page): void {
  page.form.addEventListener("keydown", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>(".row-tools button");
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!button || by === undefined) return;
    const open = openTools(button.closest<HTMLElement>(".row") ?? undefined);
    event.preventDefault();
    open[open.indexOf(button) + by]?.focus();
  });
}

/** The buttons of a row that can be pressed now. */
export function openTools(row: HTMLElement | undefined): HTMLButtonElement[] {
  const buttons = row?.querySelectorAll<HTMLButtonElement>(":scope > .row-head button");
  return [...(buttons ?? [])].filter(({ disabled }) => !disabled);
}

function addRow(list: ListView): void {
  if (!list.full) firstControl(list.add()).focus();
}

/** Give every choice of the list's column a row of its own; empty rows are used first. */
function fillRows(page: Page, list: ListView): void {
  const key = list.node.fill as string;
  const choices = list.node.item?.children.find((child) => child.key === key)?.choices;
  const codes = choices ? (page.spec.lists[choices]?.rows ?? []).map((row) => row[0] as string) : [];
  const there = new Set(list.rows.map(({ view }) => view.child(key)?.read(true)));
  let count = 0;
  for (const code of codes.filter((one) => !there.has(one))) {
    const empty = list.rows.find(({ view }) => !view.filled(true))?.view;
    if (!empty && list.full) break;
    (empty ?? list.add()).child(key)?.write(code, "", []);
    count += 1;
  }
  tell(list, page.say(count > 0 ? "form-row-filled" : "form-row-filled-none", { count: String(count) }));
}

function tell(list: ListView, text: string): void {
  list.element.querySelector<HTMLElement>(":scope > .list-undo")?.replaceChildren(make("span", text));
}

/** Move a row; the button that did it keeps the focus at the row's new place, while it can go on. */
function moveRow(list: ListView, from: number, to: number, act: "up" | "below"): void {
  if (to < 0 || to >= list.rows.length) return;
  list.move(from, to);
  const row = list.rows[to]?.element;
  if (!row) return;
  const pressed = rowButton(row, act);
  (pressed && !pressed.disabled ? pressed : rowButton(row, "delete"))?.focus();
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

/** Over a grid stands the help for the column that is being filled in; it describes the control anyway. */
export function showColumnHint(entry: HTMLElement): void {
  const place = entry.closest(".gridded")?.querySelector<HTMLElement>(":scope > .grid-hint");
  const cell = entry.closest<HTMLElement>("td[data-title]");
  if (!place || !cell) return;
  const [helpId] = (entry.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id.endsWith("_help"));
  const help = helpId ? document.getElementById(helpId) : null;
  const lines = [...(help?.children ?? [])].map((line) => line.textContent ?? "");
  place.replaceChildren(make("b", cell.dataset["title"] ?? ""), lines.length > 0 ? `：${lines.join(" ")}` : "");
}
