// A table as a file by itself: CSV and Excel workbooks, as `shenbao validate` reads them, and CSV read back.
import { Cells } from "./cells";
import { formatDelimited, parseDelimited } from "../../data/delimited";
import { type Json, type JsonObject, member, type Node, type Spec } from "../../data/spec";
import { zipped } from "../../data/zip";
import { ListView, type View } from "../view";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
export const CSV = "text/csv";

/** The first hidden cells of a sheet of ours say so (media/excel/contract.py): of which table, where the header ends. */
const MARK = "shenbao ";
const SPARE_WIDTH = 12;
const WIDEST = 40;

/** The table of a page, nothing of a form. */
export function tableOf(spec: Spec, root: View): Cells | undefined {
  const [list] = root.children();
  return list instanceof ListView && list.element.classList.contains("gridded") ? new Cells(spec, list) : undefined;
}

/** Every row down to the last that says anything, as text; what follows from others is left out. */
function lines(cells: Cells): string[][] {
  const kept = cells.columns.map(({ node }) => node.computed === undefined);
  let last = cells.rows;
  while (last > 0 && !cells.list.rows[last - 1]?.view.filled(false)) last -= 1;
  return Array.from({ length: last }, (_, row) => cells.line(row).filter((_view, i) => kept[i]).map((view) => (view.shown ? cells.text(view) : "")));
}

function written(cells: Cells): { node: Node; title: string; path: string[] }[] {
  return cells.columns.filter(({ node }) => node.computed === undefined);
}

/** The mark before the text lets Excel see that it is UTF-8. */
export function csvText(cells: Cells): string {
  return `\uFEFF${formatDelimited([written(cells).map(({ title }) => title), ...lines(cells)], ",")}`;
}

/** How many cells a spreadsheet would run as formulas when it opens the CSV; a signed number is none. The words stay as they are (media/package/write.py). */
export function running(cells: Cells): number {
  return lines(cells).flat().filter((value) => /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠].)/.test(value) && !/^[+-]?[0-9]+(?:\.[0-9]+)?%?$/.test(value)).length;
}

/** The table as a workbook: a hidden line of places, the titles, a line for each row, every cell text or number. */
export function workbook(cells: Cells): Uint8Array<ArrayBuffer> {
  const { spec } = cells;
  const columns = written(cells);
  const body = lines(cells);
  const wide = columns.map(({ title }, i) => Math.min(WIDEST, Math.max(SPARE_WIDTH, 2 * title.length + 2, ...body.map((row) => 2 * (row[i]?.length ?? 0)))));
  const rows = [
    row(1, [text("A", 1, `${MARK}rows ${spec.ref}`), ...columns.map(({ node }, i) => text(letters(i + 1), 1, node.pointer))], ' hidden="1"'),
    row(2, [text("A", 2, `${MARK}head`), ...columns.map(({ node, title }, i) => text(letters(i + 1), 2, node.unit ? `${title}（${node.unit}）` : title, 1))]),
    ...body.map((line, at) => row(at + 3, line.map((value, i) => cell(letters(i + 1), at + 3, columns[i]?.node as Node, value)))),
  ];
  const widths = wide.map((width, i) => `<col min="${i + 2}" max="${i + 2}" width="${width}" customWidth="1"/>`).join("");
  const sheet =
    `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols><col min="1" max="1" width="2" hidden="1" customWidth="1"/>${widths}</cols><sheetData>${rows.join("")}</sheetData></worksheet>`;
  const parts: Record<string, string> = {
    "[Content_Types].xml": CONTENT,
    "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${escaped(sheetName(spec.title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml"),
    "xl/styles.xml": STYLES,
    "xl/worksheets/sheet1.xml": sheet,
  };
  return zipped(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${part}`])));
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const CONTENT =
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`;
/** Cells are text (format 49, @), titles bold on grey; the third is a number as it is. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>` +
  `<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE9EEF2"/></patternFill></fill></fills>` +
  `<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">` +
  `<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
  `<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>` +
  `<xf numFmtId="0" applyAlignment="1"><alignment vertical="top"/></xf></cellXfs></styleSheet>`;

function relations(...pairs: string[]): string {
  const made = pairs.flatMap((kind, i) => (i % 2 ? [] : [`<Relationship Id="rId${i / 2 + 1}" Type="${RELATIONS}/${kind}" Target="${pairs[i + 1] ?? ""}"/>`]));
  return `<Relationships xmlns="${PACKAGE}/relationships">${made.join("")}</Relationships>`;
}

function row(number: number, cells: string[], more = ""): string {
  return `<row r="${number}"${more}>${cells.join("")}</row>`;
}

function text(column: string, at: number, value: string, style = 0): string {
  return value === "" ? "" : `<c r="${column}${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

/** A number is a number for Excel; everything else is text, never a formula. */
function cell(column: string, at: number, node: Node, value: string): string {
  const number = node.control === "number" && /^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,14})?$/.test(value) && String(Number(value)) === value;
  return number ? `<c r="${column}${at}" s="2"><v>${value}</v></c>` : text(column, at, value);
}

function letters(column: number): string {
  const before = Math.floor(column / 26) - 1;
  return (before >= 0 ? letters(before) : "") + String.fromCharCode(65 + (column % 26));
}

/** Signs that XML 1.0 has no place for are left out: a control sign is none that people type. */
function escaped(value: string): string {
  return value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/&/g, "&amp;").replace(/[<]/g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function sheetName(title: string): string {
  return title.replace(/[[\]:*?/\\']/g, " ").trim().slice(0, 31) || "1";
}

type Read = { ok: true; data: JsonObject; lost: string[] } | { ok: false; message: "form-csv-encoding" | "form-csv-header"; found?: string };

/** The rows of a CSV file whose header names columns of the table; columns that it does not know are told. */
export function readCsv(cells: Cells, bytes: ArrayBuffer): Read {
  const decoded = decode(bytes);
  if (decoded === undefined) return { ok: false, message: "form-csv-encoding" };
  const delimiter = [",", "\t", ";"].map((sign) => ({ sign, count: named(cells, parseDelimited(decoded.slice(0, 20_000), sign)[0] ?? []).filter(Boolean).length })).sort((a, b) => b.count - a.count)[0]?.sign ?? ",";
  const [header = [], ...rows] = parseDelimited(decoded, delimiter);
  const places = named(cells, header);
  if (!places.some(Boolean)) return { ok: false, message: "form-csv-header", found: header.join("、").slice(0, 80) };
  const lost = header.filter((title, i) => !places[i] && title.trim() !== "" && !COUNTING.has(bare(title)) && rows.some((line) => (line[i] ?? "").trim() !== ""));
  const filled = rows.filter((line) => line.some((value) => value.trim() !== ""));
  const data = filled.map((line) => {
    const made: JsonObject = {};
    line.forEach((value, i) => {
      const place = places[i];
      if (place && value.trim() !== "") putAt(made, place.path, place.node.control === "checks" ? value.split("；") : value);
    });
    return made;
  });
  return { ok: true, data: { [cells.list.node.key]: data }, lost };
}

const COUNTING = new Set(["序号", "行号", "no", "no."]);

function decode(bytes: ArrayBuffer): string | undefined {
  const start = new Uint8Array(bytes.slice(0, 2));
  const wide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  const encodings = wide ? [start[0] === 0xff ? "utf-16le" : "utf-16be"] : ["utf-8", "gb18030"];
  for (const encoding of encodings) {
    try {
      const found = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return found.includes("\0") ? undefined : found;
    } catch {
      // The next encoding; bytes that none can read are no text.
    }
  }
  return undefined;
}

/** The columns that a header names: by title, with those of the groups or alone where that is enough, or by key. */
function named(cells: Cells, header: string[]): ({ node: Node; path: string[] } | undefined)[] {
  const columns = written(cells);
  const names = columns.flatMap((column) => {
    const own = columns.filter(({ node }) => node.title === column.node.title).length === 1 ? [column.node.title] : [];
    return [column.title, ...own, column.path.join("/"), column.path.join(".")].map((name): [string, (typeof columns)[number]] => [bare(name), column]);
  });
  const known = new Map([...names].reverse());
  return header.map((title) => known.get(bare(title)));
}

function bare(title: string): string {
  return title.replace(/[\s＊*※\uFEFF]/g, "").replace(/[（(][^（()）]*[)）]$/, "").toLowerCase();
}

function putAt(row: JsonObject, path: string[], value: Json): void {
  const [key = "", ...rest] = path;
  if (rest.length === 0) row[key] = value;
  else {
    const inner = (member(row, key) as JsonObject | undefined) ?? {};
    row[key] = inner;
    putAt(inner, rest, value);
  }
}
