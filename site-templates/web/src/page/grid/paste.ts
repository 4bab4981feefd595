// Pasting a block: where each cell goes, rows that are made for it, and what did not fit, in words.
import type { Block } from "./block";
import type { Cell, Cells } from "./cells";
import { breaks } from "../../data/shape";
import type { Say } from "../words";
import type { ValueView } from "../view";

const TOLD = 8;
const LONGEST = 24;

interface Pasted {
  /** What is said of it, a line each. */
  lines: string[];
  /** The cells that were written. */
  views: ValueView[];
  last: Cell;
}

/** Put a block into a table from a cell on, with new rows where they are needed. */
export function paste(cells: Cells, from: Cell, given: Block, say: Say): Pasted {
  const columns = cells.inSight.map((at) => cells.columns[at]?.node);
  const titled = given.length > 1 && isHeader(given[0] ?? [], columns.slice(from.column).map((node) => node?.title ?? ""));
  const block = titled ? given.slice(1) : given;
  const wide = block[0]?.length ?? 0;
  const room = cells.inSight.length - from.column;
  while (cells.rows < from.row + block.length && !cells.list.full) cells.list.add();
  const fitting = Math.min(block.length, cells.rows - from.row);
  const views: ValueView[] = [];
  const kept: string[] = [];
  const odd: string[] = [];
  for (let down = 0; down < fitting; down += 1) {
    for (let across = 0; across < Math.min(wide, room); across += 1) {
      const text = block[down]?.[across] ?? "";
      const view = cells.at({ row: from.row + down, column: from.column + across });
      if (!view) continue;
      const args = { row: String(from.row + down + 1), column: view.node.title, text: short(text) };
      if (!cells.open(view)) {
        if (text.trim() !== "" && text.trim() !== cells.text(view)) kept.push(say("form-paste-kept-cell", args));
        continue;
      }
      const written = cells.write(view, text);
      views.push(view);
      if (!written) odd.push(say("form-paste-odd-cell", args));
      else if (!fits(view)) odd.push(say("form-paste-wrong-cell", args));
    }
  }
  const lines = [say("form-pasted", { rows: String(fitting), columns: String(Math.min(wide, room)) })];
  if (titled) lines.push(say("form-paste-header"));
  if (wide > room) lines.push(say("form-paste-wide", { count: String(wide - room), text: leftOver(block.map((row) => row.slice(room))) }));
  // Whole rows of a sheet have these columns too: all that was pasted then stands beside its column.
  const away = cells.columns.filter((_, at) => !cells.inSight.includes(at));
  if (wide > room && away.length > 0) lines.push(say("form-paste-folded", { columns: away.map(({ title }) => title).join("、") }));
  if (fitting < block.length) lines.push(say("form-paste-long", { count: String(block.length - fitting), most: String(cells.rows), text: leftOver(block.slice(fitting)) }));
  if (kept.length > 0) lines.push(say("form-paste-kept", { count: String(kept.length), cells: named(kept, say) }));
  if (odd.length > 0) lines.push(say("form-paste-odd", { count: String(odd.length), cells: named(odd, say) }));
  return { lines, views, last: { row: from.row + Math.max(fitting - 1, 0), column: from.column + Math.min(wide, room) - 1 } };
}

/** Whether the first row of a block only says again what stands over the columns. */
function isHeader(row: string[], titles: string[]): boolean {
  const bare = (text: string): string => text.replace(/[\s＊*※]|[（(][^（()）]*[)）]/g, "");
  const said = row.slice(0, titles.length);
  return said.some((text) => text.trim() !== "") && said.every((text, i) => text.trim() === "" || bare(text) === bare(titles[i] ?? ""));
}

function fits(view: ValueView): boolean {
  const value = view.read();
  return value === undefined || breaks(value, view.node.schema).length === 0;
}

function leftOver(block: Block): string {
  return short(block.flat().filter((text) => text.trim() !== "").slice(0, TOLD).join("、"), LONGEST * 3);
}

function named(cells: string[], say: Say): string {
  return cells.slice(0, TOLD).join("；") + (cells.length > TOLD ? say("joint-more") : "");
}

function short(text: string, most = LONGEST): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > most ? `${line.slice(0, most)}…` : line;
}
