// Cells as text: what Excel and WPS put on the clipboard (tabs), and CSV files (RFC 4180).

/** The rows of a text; a quote opens a cell only where the cell begins, anywhere else it is a sign like any other. */
export function parseDelimited(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  // Where one quote is never closed, no later one is looked for to the end of a long text again.
  let closes = true;
  const end = text.length;
  while (at < end) {
    const held = closes && text[at] === '"' ? quoted(text, at, delimiter) : undefined;
    if (text[at] === '"' && !held) closes = false;
    const [cell, next] = held ?? bare(text, at, delimiter);
    row.push(cell);
    at = next;
    if (text[at] === delimiter) {
      at += 1;
      if (at === end) row.push("");
      continue;
    }
    rows.push(row);
    row = [];
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  return row.length > 0 ? [...rows, row] : rows;
}

function bare(text: string, from: number, delimiter: string): [string, number] {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at += 1;
  return [text.slice(from, at), at];
}

/** A quoted cell; none where nothing closes it before a delimiter or the end of a line. */
function quoted(text: string, from: number, delimiter: string): [string, number] | undefined {
  let close = from;
  do {
    close = text.indexOf('"', close + 1);
    while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  } while (close >= 0 && !ends(text, close + 1, delimiter));
  return close < 0 ? undefined : [text.slice(from + 1, close).replace(/""/g, '"'), close + 1];
}

function ends(text: string, at: number, delimiter: string): boolean {
  return at >= text.length || text[at] === delimiter || text[at] === "\n" || text[at] === "\r";
}

/** Rows as text; a cell that would be read otherwise is quoted. */
export function formatDelimited(rows: readonly (readonly string[])[], delimiter: string): string {
  const cell = (text: string): string => (text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(delimiter)}\r\n`).join("");
}
