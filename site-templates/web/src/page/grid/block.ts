// A block of cells on the clipboard: as Excel, WPS and Word put it there, and as they take it.
import { formatDelimited, parseDelimited } from "../../data/delimited";

export type Block = string[][];

/** So long a page is looked at; a longer one is pasted by its text, which says the same in a tenth of the signs. */
const LONGEST = 4_000_000;
const MOST_SPAN = 1_000;

/** The cells of what is pasted; none where it is no more than one text. */
export function blockOf(data: DataTransfer): Block | undefined {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const plain = trimmed(parseDelimited(text, "\t"));
  // Tabs are exact but for cells of several lines that a program did not quote: then the table has fewer rows.
  const table = html.length <= LONGEST && /<table[\s>]/i.test(html) ? trimmed(tablesOf(html)) : [];
  const fits = table.length === 0 || (plain.length === table.length && width(plain) === width(table));
  const block = fits ? plain : table;
  return block.length > 1 || width(block) > 1 ? block : undefined;
}

/** The one cell of what is pasted, without the end of the line that Excel puts behind it. */
export function singleOf(data: DataTransfer): string {
  return (parseDelimited(data.getData("text/plain").slice(0, LONGEST), "\t")[0]?.[0] ?? "").trim();
}

function width(block: Block): number {
  return block.reduce((most, row) => Math.max(most, row.length), 0);
}

/** Without empty rows at the end, all rows equally long. */
function trimmed(block: Block): Block {
  let last = block.length;
  while (last > 0 && block[last - 1]?.every((cell) => cell.trim() === "")) last -= 1;
  const kept = block.slice(0, last);
  const wide = width(kept);
  return kept.map((row) => [...row, ...Array.from({ length: wide - row.length }, () => "")]);
}

/** The rows of all tables, one below the other: Word breaks what is one table to people into several. */
function tablesOf(html: string): Block {
  // A parsed document is inert: nothing in it runs, nothing is fetched.
  const tables = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("table")];
  return tables.filter((table) => !table.parentElement?.closest("table")).flatMap(tableOf);
}

function tableOf(table: HTMLTableElement): Block {
  const block: Block = [];
  for (const [at, row] of [...table.rows].entries()) {
    const line = (block[at] ??= []);
    let column = 0;
    for (const cell of row.cells) {
      while (line[column] !== undefined) column += 1;
      cover(block, at, column, cell);
      column += Math.min(cell.colSpan, MOST_SPAN);
    }
  }
  return block.map((line) => Array.from(line, (cell) => cell ?? ""));
}

/** Merged cells have their text in the first of them. */
function cover(block: Block, row: number, column: number, cell: HTMLTableCellElement): void {
  for (let down = 0; down < Math.min(cell.rowSpan, MOST_SPAN); down += 1) {
    const line = (block[row + down] ??= []);
    for (let across = 0; across < Math.min(cell.colSpan, MOST_SPAN); across += 1) line[column + across] = "";
  }
  (block[row] as string[])[column] = textOf(cell);
}

/** The text of a cell; only breaks and paragraphs end a line, not the lines of the source. */
function textOf(cell: HTMLElement): string {
  for (const line of cell.querySelectorAll("br")) line.replaceWith("\u2028");
  for (const part of cell.querySelectorAll("p + p, div + div")) part.prepend("\u2028");
  return (cell.textContent ?? "").replace(/[\t\n\r \u00a0]+/g, " ").replace(/ ?\u2028 ?/g, "\n").trim();
}

/** What a sheet takes for the number that it is; any other text would lose digits or become a formula there. */
const NUMBER = /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,14})?$/;
const AS_TEXT = ` style="mso-number-format:'\\@'"`;

/** Put a block on the clipboard, for sheets and for documents. */
export function put(data: DataTransfer, block: Block): void {
  data.setData("text/plain", formatDelimited(block, "\t").replace(/\r\n$/, ""));
  const cell = (text: string): string => `<td${NUMBER.test(text) ? "" : AS_TEXT}>${escaped(text).replace(/\n/g, "<br>")}</td>`;
  data.setData("text/html", `<table>${block.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</table>`);
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/[<]/g, "&lt;").replace(/>/g, "&gt;");
}
