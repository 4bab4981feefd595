// What all rows of a table say alike (the unit, the year, the specialty) is asked once above it; of the rows
// that the notice gives, those stay that are meant for what was answered.
import { scopeOf } from "../../check/validate";
import { carriedAnswers } from "../../check/table_checks";
import { canonical } from "../../data/shape";
import { isObject, type Json, type JsonObject, member } from "../../data/spec";
import { Cells } from "./cells";
import { byId, type Page } from "../page";
import { ListView, ValueView } from "../view";

type Entry = HTMLInputElement | HTMLSelectElement;

interface Column {
  key: string;
  entry: Entry;
}

/** The columns of a table that are asked once; nothing where it has none. */
export class OnceAsked {
  /** Whether somebody wants to fill them in row by row. */
  private apart = false;
  /** Whether the rows are others than those that somebody filled in here: a file, a step back. */
  private fresh = true;
  /** What was written into the rows last, as it was typed. */
  private readonly said = new Map<string, string>();

  private constructor(
    private readonly page: Page,
    private readonly list: ListView,
    private readonly columns: Column[],
    private readonly changed: (list: ListView) => void,
  ) {}

  static of(page: Page, changed: (list: ListView) => void): OnceAsked | undefined {
    const [list] = page.root.children();
    if (!(list instanceof ListView)) return undefined;
    const entries = [...list.element.querySelectorAll<Entry>(":scope > .once [data-once]")];
    const columns = entries.map((entry) => ({ key: (entry.dataset["once"] ?? "").replace("/rows/*/", ""), entry }));
    if (columns.length === 0) return undefined;
    const made = new OnceAsked(page, list, columns, changed);
    for (const column of columns) column.entry.addEventListener("change", () => made.answered(column));
    byId("once-apart").addEventListener("click", () => made.toggle());
    return made;
  }

  /** The rows were read from elsewhere: nothing is written into those that leave an answer out. */
  reset(): void {
    this.fresh = true;
  }

  /** Show what the rows say; fold the columns away while all rows say the same. */
  follow(): void {
    const rows = this.list.rows.filter(({ view }) => view.filled(true));
    const said = this.columns.map(({ key }) => rows.map(({ view }) => shownIn(view.child(key))));
    const alike = said.every((values) => new Set(values.filter((value) => this.fresh || value !== "")).size <= 1);
    if (this.fresh || !alike) this.apart = !alike;
    this.fresh = false;
    const folded = alike && !this.apart;
    for (const { key, entry } of this.columns) {
      const first = rows.map(({ view }) => view.child(key)).find((cell) => cell?.filled(true));
      if (folded && first instanceof ValueView && document.activeElement !== entry) this.show(entry, key, first);
      if (folded && !first && document.activeElement !== entry) entry.value = "";
      entry.disabled = !folded;
    }
    // What is asked once holds in a row that somebody only begins now.
    if (folded) for (const column of this.columns) this.write(column, rows.map(({ view }) => view.child(column.key)), "");
    this.list.element.classList.toggle("folded", folded);
    const button = byId<HTMLButtonElement>("once-apart");
    button.textContent = this.page.say(folded ? "form-once-apart" : alike ? "form-once-together" : "form-once-differs");
    button.disabled = !alike;
  }

  private show(entry: Entry, key: string, cell: ValueView): void {
    const text = new Cells(this.page.spec, this.list).text(cell);
    entry.value = entry instanceof HTMLSelectElement ? String(cell.read() ?? "") : text;
    this.said.set(key, entry.value);
  }

  private toggle(): void {
    this.apart = !this.apart;
    this.follow();
  }

  private answered(column: Column): void {
    const before = this.said.get(column.key) ?? "";
    const meant = this.meant();
    this.write(column, this.list.rows.filter(({ view }) => view.filled(true)).map(({ view }) => view.child(column.key)), before);
    this.said.set(column.key, column.entry.value);
    this.keepMeant(meant);
    this.changed(this.list);
  }

  /** Write an answer into the cells that are empty, or still say what was answered before. */
  private write({ entry }: Column, cells: unknown[], before: string): void {
    if (entry.value.trim() === "" && before === "") return;
    const open = cells.filter((cell) => cell instanceof ValueView);
    const old = before === "" ? undefined : canonical(open.find((cell) => cell.filled())?.read() ?? null);
    for (const cell of open) {
      const value = cell.read();
      if (value === undefined || (old !== undefined && canonical(value) === old)) cell.control.write(entry.value);
    }
  }

  /** Which of the rows that the notice gives are meant by what the first row says. */
  private meant(): boolean[] {
    const { spec, root } = this.page;
    const first = this.list.rows.find(({ view }) => view.filled(true))?.view.read(true);
    const row = isObject(first) ? first : {};
    return carriedAnswers(spec, scopeOf(spec, (root.read(true) as JsonObject | undefined) ?? {}), row).map((answer) => answer !== false);
  }

  /** Take out given rows that are meant no longer and that nobody filled in; put those back that are meant again. */
  private keepMeant(before: boolean[]): void {
    const { spec } = this.page;
    const given = member(spec.start, this.list.node.key);
    if (!Array.isArray(given) || !spec.whole?.carried || spec.whole.carried.applies === null) return;
    const now = this.meant();
    const asked = new Set([...spec.fixed, ...this.columns.map(({ key }) => key)]);
    given.forEach((row, i) => {
      const at = this.placeOf(row);
      const { view } = this.list.rows[at] ?? {};
      if (now[i] === false && view && !view.children().some((cell) => !asked.has(cell.node.key) && cell.filled(true))) this.list.remove(at);
      if (now[i] === true && before[i] === false && !view) this.putBack(given, i);
    });
    this.list.fixGiven();
  }

  private putBack(given: Json[], i: number): void {
    const after = given.slice(0, i).map((row) => this.placeOf(row));
    const view = this.list.add(Math.max(-1, ...after) + 1);
    view.write(given[i], "", []);
    for (const { key, entry } of this.columns) {
      const cell = view.child(key);
      if (cell instanceof ValueView) cell.control.write(entry.value);
    }
  }

  /** Where a given row stands now; -1 where it does not. */
  private placeOf(row: Json): number {
    const said = (of: (key: string) => Json | undefined): string => this.page.spec.fixed.map((key) => canonical(of(key) ?? null)).join();
    const wanted = said((key) => member(row, key));
    return this.list.rows.findIndex(({ view }) => said((key) => view.child(key)?.read(true)) === wanted);
  }
}

function shownIn(view: unknown): string {
  const value = view instanceof ValueView ? view.read() : undefined;
  return value === undefined ? "" : canonical(value);
}
