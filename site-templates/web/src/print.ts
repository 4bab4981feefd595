// The printed form: labels and values in bordered tables, built anew before each printing.
import { byId, make, type Page } from "./page";
import { bareTitle, type Json, labelOf, type Node } from "./spec";
import { ListView, ValueView, type View } from "./view";

const WIDEST_TABLE = 7;
const WIDEST_LONG_TABLE = 4;
const SHORT = 50;
const MANY_LETTERS = 700;
const FEW_CHOICES = 6;
const BETWEEN = "　";
// A table that nobody has filled is for filling by hand.
const ROWS_BY_HAND = 4;

function isLong(node: Node): boolean {
  return node.control === "textarea" || (node.schema.maxLength ?? 0) > SHORT || node.control === "checks";
}

function choiceText(page: Page, node: Node, chosen: (code: string) => boolean): string {
  const rows = node.choices ? (page.spec.lists[node.choices]?.rows ?? []) : [];
  return rows.map((row) => `${chosen(row[0] ?? "") ? "☑" : "☐"} ${row[1]}`).join(BETWEEN);
}

function valueText(page: Page, view: View): string {
  const { node } = view;
  const value: Json | undefined = view.read(false);
  if (node.control === "checkbox") return value === true ? "☑" : "☐";
  if (node.control === "checks" && node.item) {
    const chosen = Array.isArray(value) ? value.map(String) : [];
    return choiceText(page, node.item, (code) => chosen.includes(code));
  }
  const few = node.choices ? (page.spec.lists[node.choices]?.rows.length ?? 0) <= FEW_CHOICES : false;
  if (node.control === "radio" && few) return choiceText(page, node, (code) => String(value) === code);
  const unit = node.unit ?? "";
  if (value === undefined) return unit ? `　　　　${unit}` : "";
  if (typeof value === "object") return "";
  return labelOf(page.spec, node, String(value)) + unit;
}

function cell(text: string, name: "th" | "td", span = 1): HTMLTableCellElement {
  const result = make(name, text);
  if (span > 1) result.colSpan = span;
  return result;
}

/** Each choice stays with its box: a line may break only between choices. */
function keepChoices(target: HTMLTableCellElement): HTMLTableCellElement {
  const choices = (target.textContent ?? "").split(BETWEEN).map((choice) => make("span", choice, "choice"));
  target.replaceChildren(...choices.flatMap((choice, i) => (i > 0 ? [BETWEEN, choice] : [choice])));
  return target;
}

function offers(view: View): boolean {
  return view.node.control === "radio" || view.node.control === "checks";
}

/** Label and value in a row; two short ones share a row. */
function pairs(page: Page, views: View[]): HTMLTableElement {
  const table = make("table", "", "pairs");
  let open: HTMLTableRowElement | undefined;
  for (const view of views) {
    const long = isLong(view.node);
    const label = cell(view.node.title, "th");
    const value = cell(valueText(page, view), "td", long ? 3 : 1);
    if (offers(view)) keepChoices(value);
    if (view.node.control === "textarea") value.className = "tall";
    // Text of about a page may break across pages; shorter text stays together.
    if ((value.textContent ?? "").length > MANY_LETTERS) value.classList.add("flowing");
    if (open && !long) {
      open.append(label, value);
      open = undefined;
      continue;
    }
    if (open) widen(open);
    const row = table.insertRow();
    row.append(label, value);
    open = long ? undefined : row;
  }
  if (open) widen(open);
  return table;
}

function widen(row: HTMLTableRowElement): void {
  if (row.cells[1]) row.cells[1].colSpan = 3;
}

function columnsOf(list: ListView): Node[] | undefined {
  const item = list.node.item;
  if (!item || item.control) return item ? [item] : undefined;
  const plain = item.children.every((child) => child.control && child.control !== "checks");
  const long = item.children.some((child) => child.control === "textarea");
  return plain && item.children.length <= (long ? WIDEST_LONG_TABLE : WIDEST_TABLE) ? item.children : undefined;
}

function rowsTable(page: Page, list: ListView, columns: Node[]): HTMLTableElement {
  const table = make("table", "", "rows");
  const head = table.createTHead().insertRow();
  head.append(cell(page.say("form-print-number"), "th"));
  for (const column of columns) head.append(cell(column.title + (column.unit ? `（${column.unit}）` : ""), "th"));
  const body = table.createTBody();
  list.rows.forEach(({ view }, i) => {
    const row = body.insertRow();
    row.append(cell(String(i + 1), "td"));
    for (const column of columns) {
      const value = cell(inColumn(page, view, column), "td");
      row.append(column.control === "radio" ? keepChoices(value) : value);
    }
  });
  const wanted = list.filled(false) ? 0 : Math.min(ROWS_BY_HAND, list.node.schema.maxItems ?? ROWS_BY_HAND);
  for (let number = list.rows.length + 1; number <= wanted; number += 1) {
    const row = body.insertRow();
    row.append(cell(String(number), "td"), ...columns.map(() => cell("", "td")));
  }
  return table;
}

function inColumn(page: Page, row: View, column: Node): string {
  const view = row instanceof ValueView ? row : row.child(column.key);
  if (!view?.shown) return "";
  const value = view.read(false);
  if (value === undefined || typeof value === "object") return "";
  return typeof value === "boolean" ? valueText(page, view) : labelOf(page.spec, column, String(value));
}

function block(page: Page, view: View, level: number): HTMLElement[] {
  if (!view.shown) return [];
  const parts: HTMLElement[] = [];
  if (view.node.title) parts.push(make(level === 2 ? "h2" : "h3", view.node.title));
  if (view instanceof ListView) {
    const columns = columnsOf(view);
    if (columns) return [...parts, rowsTable(page, view, columns)];
    view.rows.forEach(({ view: row }, i) => {
      parts.push(make("h4", `${bareTitle(view.node.title)} ${i + 1}`), ...inside(page, row, level + 1));
    });
    return parts;
  }
  return [...parts, ...inside(page, view, level + 1)];
}

/** The values of a group in tables, its lists and groups between them in their order. */
function inside(page: Page, view: View, level: number): HTMLElement[] {
  const parts: HTMLElement[] = [];
  let values: View[] = [];
  const flush = (): void => {
    if (values.length > 0) parts.push(pairs(page, values));
    values = [];
  };
  for (const child of view instanceof ValueView ? [view] : view.children()) {
    if (!child.shown) continue;
    if (child instanceof ValueView) {
      values.push(child);
      continue;
    }
    flush();
    parts.push(...block(page, child, level));
  }
  flush();
  return parts;
}

/** Build the paper; the page itself is not printed. */
export function buildPaper(page: Page): void {
  const { spec, say } = page;
  const head = make("header");
  head.append(make("p", spec.noticeTitle, "paper-notice"), make("h1", spec.title));
  const badge = document.querySelector("[data-badge]")?.textContent?.trim();
  if (badge) head.append(make("p", badge, "paper-badge"));
  const foot = make("p", say("form-print-foot", { ref: spec.ref, edition: spec.edition, digest: spec.digest.slice(0, 12) }), "paper-foot");
  byId("paper").replaceChildren(head, ...page.root.children().flatMap((view) => block(page, view, 2)), foot);
}
