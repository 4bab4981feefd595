// A table filled in like a sheet: arrows and Enter go from cell to cell, a block is pasted, copied, filled down.
import { blockOf, put, singleOf } from "./block";
import { type Cell, Cells } from "./cells";
import { paste } from "./paste";
import { Selection } from "./selection";
import { make, type Page } from "../page";
import { openTools } from "../rows";
import type { ListView, ValueView } from "../view";

/** What the form does after a change: `views` are the cells that somebody is done with. */
type Changed = (list: ListView, views: ValueView[]) => void;

type Entry = HTMLInputElement | HTMLTextAreaElement;

const ARROWS: Record<string, Cell> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** Let people fill in the tables of the page as they do in a sheet; `begin` makes what was typed before a block a step of its own. */
export function handleGrids(page: Page, begin: () => void, changed: Changed): void {
  if (page.form.querySelector(".gridded")) new Grids(page, begin, changed).listen();
}

class Grids {
  private readonly picked = new Selection();
  /** What the cell held when somebody came to it: a choice that is being typed keeps its arrows. */
  private before = "";

  constructor(
    private readonly page: Page,
    private readonly begin: () => void,
    private readonly changed: Changed,
  ) {}

  listen(): void {
    const { form } = this.page;
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K], cells: Cells, at: Cell) => void): void =>
      form.addEventListener(type, (event) => {
        const target = event.target as Element;
        const cells = target.closest(".grid") ? Cells.around(this.page.spec, target) : undefined;
        const at = cells?.of(target);
        if (cells && at) act(event, cells, at);
      });
    on("keydown", (event, cells, at) => this.key(event, cells, at));
    on("focusin", (event, _, at) => {
      this.before = textIn(event.target);
      this.picked.start(at);
    });
    on("paste", (event, cells, at) => this.paste(event, cells, at));
    on("copy", (event, cells, at) => void this.copy(event, cells, at));
    on("cut", (event, cells, at) => {
      if (this.copy(event, cells, at)) this.empty(cells);
    });
    on("mousedown", (event, cells, at) => {
      if (!event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      this.picked.extend(cells, at);
    });
    on("mouseover", (event, cells, at) => {
      const { range } = this.picked;
      if (!(event.buttons & 1) || !range || (range.rows[0] === at.row && range.columns[0] === at.column && !this.picked.several)) return;
      getSelection()?.removeAllRanges();
      this.picked.extend(cells, at);
    });
    form.addEventListener("keydown", (event) => this.onTools(event));
  }

  private key(event: KeyboardEvent, cells: Cells, at: Cell): void {
    if (event.isComposing || event.defaultPrevented) return;
    const { key } = event;
    const command = event.ctrlKey || event.metaKey;
    const target = event.target as HTMLElement;
    if (command && !event.altKey && key.toLowerCase() === "d") this.fillDown(cells, at);
    else if (command && (key === "Home" || key === "End")) this.go(cells, key === "Home" ? { row: 0, column: 0 } : { row: cells.rows - 1, column: cells.inSight.length - 1 }, ARROWS[key === "Home" ? "ArrowRight" : "ArrowLeft"] as Cell);
    else if (command) return;
    else if (key === "Enter" && event.altKey && target instanceof HTMLTextAreaElement) broken(target);
    else if (key === "Enter") this.enter(cells, at, event.shiftKey ? -1 : 1);
    else if (key === "Escape") this.leave(cells);
    else if (key === "F2" && isEntry(target)) target.setSelectionRange(target.value.length, target.value.length);
    else if ((key === "Delete" || key === "Backspace") && this.picked.several) this.empty(cells);
    else if (ARROWS[key] && !event.altKey) {
      if (!this.arrow(event, cells, at, ARROWS[key])) return;
    } else return;
    event.preventDefault();
  }

  /** Whether an arrow goes to another cell: inside a text it first goes to its end. */
  private arrow(event: KeyboardEvent, cells: Cells, at: Cell, by: Cell): boolean {
    const target = event.target as HTMLElement;
    if (event.shiftKey) {
      if (by.column !== 0 && !this.picked.several && isEntry(target) && !isWhole(target)) return false;
      const from = this.picked.end ?? at;
      const to = { row: within(from.row + by.row, cells.rows), column: within(from.column + by.column, cells.inSight.length) };
      this.picked.extend(cells, to);
      cells.at(to)?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
      return true;
    }
    if (isEntry(target)) {
      const vertical = by.row !== 0;
      // The arrows choose among what a list suggests, once somebody has typed.
      if (vertical && target instanceof HTMLInputElement && target.list && target.value !== this.before) return false;
      const free = isWhole(target) || (by.row + by.column < 0 ? target.selectionEnd === 0 : target.selectionStart === target.value.length);
      if (!free && !(vertical && target instanceof HTMLInputElement)) return false;
    }
    this.go(cells, { row: at.row + by.row, column: at.column + by.column }, by);
    return true;
  }

  /** Go to a cell; where nothing can be filled in, on in the same direction; behind the last column to the buttons of the row. */
  private go(cells: Cells, to: Cell, by: Cell): void {
    for (let { row, column } = to; row >= 0 && row < cells.rows && column >= 0; row += by.row, column += by.column) {
      if (column >= cells.inSight.length) {
        openTools(cells.list.rows[row]?.element)[0]?.focus();
        return;
      }
      const view = cells.at({ row, column });
      if (!view?.shown || view.node.control === "computed") continue;
      this.focus(view.focusTarget());
      return;
    }
  }

  private focus(target: HTMLElement): void {
    target.focus();
    if (isEntry(target)) target.select();
  }

  private enter(cells: Cells, at: Cell, by: number): void {
    const last = at.row === cells.rows - 1;
    if (by > 0 && last && !cells.list.full && cells.list.rows[at.row]?.view.filled(true)) {
      cells.list.add();
      this.changed(cells.list, []);
    }
    this.go(cells, { row: at.row + by, column: at.column }, { row: by, column: 0 });
  }

  /** From a cell out of the table, to what comes behind it. */
  private leave(cells: Cells): void {
    cells.list.element.querySelector<HTMLElement>(":scope > [data-act=add]")?.focus();
  }

  private fillDown(cells: Cells, at: Cell): void {
    this.begin();
    const range = this.picked.several ? this.picked.range : undefined;
    const rows = range && range.rows.length > 1 ? range.rows : at.row > 0 ? [at.row - 1, at.row] : [];
    const done: ValueView[] = [];
    for (const column of range?.columns ?? [at.column]) {
      const first = cells.at({ row: rows[0] ?? 0, column });
      if (!first) continue;
      for (const row of rows.slice(1)) {
        const view = cells.at({ row, column });
        if (!view || !cells.open(view)) continue;
        view.control.write(first.read());
        done.push(view);
      }
    }
    this.tell(cells.list, [this.page.say(done.length > 0 ? "form-grid-down-done" : "form-grid-no-down", { count: String(done.length) })]);
    this.changed(cells.list, done);
  }

  private empty(cells: Cells): void {
    this.begin();
    const done = this.views(cells).filter((view) => cells.open(view) && view.filled());
    for (const view of done) view.control.write(undefined);
    this.tell(cells.list, [this.page.say("form-grid-emptied", { count: String(done.length) })]);
    this.changed(cells.list, done);
  }

  private views(cells: Cells): ValueView[] {
    const { rows, columns } = this.picked.range ?? { rows: [], columns: [] };
    return rows.flatMap((row) => columns.flatMap((column) => cells.at({ row, column }) ?? []));
  }

  private paste(event: ClipboardEvent, cells: Cells, at: Cell): void {
    const data = event.clipboardData;
    if (!data) return;
    const block = blockOf(data) ?? (isEntry(event.target as Element) ? undefined : [[singleOf(data)]]);
    if (!block) return;
    event.preventDefault();
    this.begin();
    const { lines, views, last } = paste(cells, at, block, this.page.say);
    this.tell(cells.list, lines);
    this.changed(cells.list, views);
    this.picked.start(at);
    this.picked.extend(cells, last);
  }

  private copy(event: ClipboardEvent, cells: Cells, at: Cell): boolean {
    const chosen = isEntry(event.target as Element) && !this.picked.several;
    if (chosen || !event.clipboardData) return false;
    const { rows, columns } = this.picked.several && this.picked.range ? this.picked.range : { rows: [at.row], columns: [at.column] };
    const block = rows.map((row) => columns.map((column) => {
      const view = cells.at({ row, column });
      return view?.shown ? cells.text(view) : "";
    }));
    put(event.clipboardData, block);
    event.preventDefault();
    if (this.picked.several) this.tell(cells.list, [this.page.say("form-grid-copied", { rows: String(rows.length), columns: String(columns.length) })]);
    return true;
  }

  /** From the first button of a row the arrow goes back into its cells. */
  private onTools(event: KeyboardEvent): void {
    const button = (event.target as Element).closest<HTMLButtonElement>(".row-tools button");
    const line = button?.closest<HTMLElement>(".grid .row");
    if (!button || !line || event.key !== "ArrowLeft" || openTools(line)[0] !== button) return;
    const cells = Cells.around(this.page.spec, line);
    const row = cells?.list.rows.findIndex(({ element }) => element === line) ?? -1;
    if (cells && row >= 0) this.go(cells, { row, column: cells.inSight.length - 1 }, ARROWS["ArrowLeft"] as Cell);
  }

  private tell(list: ListView, lines: string[]): void {
    list.element.querySelector<HTMLElement>(":scope > .list-undo")?.replaceChildren(...lines.map((line) => make("span", line)));
  }
}

function isEntry(target: Element): target is Entry {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text" && !target.readOnly);
}

/** Whether all of a text is chosen, or there is none: an arrow then means the cell. */
function isWhole(target: Entry): boolean {
  return target.selectionStart === 0 && target.selectionEnd === target.value.length;
}

function textIn(target: EventTarget | null): string {
  return isEntry(target as Element) ? (target as Entry).value : "";
}

function broken(area: HTMLTextAreaElement): void {
  area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function within(number: number, count: number): number {
  return Math.max(0, Math.min(number, count - 1));
}
