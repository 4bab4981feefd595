// What was found, shown: the verdict, the files, the causes with their places, what was not checked.
import { byId, make } from "../page/page";
import type { Say } from "../page/words";
import { type Cause, causes, type Checked, type Finding, inWords, LEVELS, type Report, type Row } from "./report";

const MOST_PLACES = 200;
const MOST_CAUSES = 300;
const COLUMNS = ["file", "verdict", "form", "unit", "leader", "title", "amount"] as const;

export class Results {
  private causes: Cause[] = [];
  private rows: Row[] = [];

  constructor(private readonly say: Say) {
    for (const id of ["level", "of-file", "words"]) byId(id).addEventListener("input", () => this.filter());
  }

  show(checked: Checked): void {
    const report = inWords(checked);
    this.causes = causes(report.findings);
    this.rows = checked.overview;
    this.verdict(report, checked.schema);
    this.package(report, checked.tables.length > 0);
    this.overview();
    this.choices(report);
    this.filter();
    this.readings(report);
    this.notes(report.notes);
  }

  private verdict({ verdict, counts, files }: Report, schema: string): void {
    const box = byId("verdict");
    box.className = `verdict ${verdict}`;
    const told = LEVELS.filter((level) => counts[level] > 0).map((level) => {
      const part = make("li", "", level);
      part.append(make("span", this.say(`severity-${level}`)), " ", make("b", String(counts[level])));
      return part;
    });
    const list = make("ul", "", "counts");
    list.append(...told);
    const title = make("h2", this.say(`files-verdict-${verdict}`));
    title.id = "verdict-title";
    title.tabIndex = -1;
    const unread = this.rows.filter((row) => row.verdict === "unread").length;
    const counted = { count: String(files.length - unread), unread: String(unread) };
    const checked = make("p", this.say(unread > 0 ? "files-checked-besides" : "files-checked", counted), "meta");
    box.replaceChildren(title, make("p", this.say(`files-next-${verdict}`)), list, checked);
    if (schema) box.append(make("p", this.say("files-by-schema", { name: schema }), "meta"));
  }

  /** A package is handed in: of data with errors none is made. */
  private package({ verdict }: Report, hasTables: boolean): void {
    byId("take-package").hidden = !hasTables || verdict === "fail";
    const help = byId("package-help");
    help.hidden = !hasTables;
    help.textContent = this.say(`files-package-${verdict}`);
  }

  private overview(): void {
    byId("overview").hidden = this.rows.length < 2;
    const shown = COLUMNS.filter((name) => name === "file" || name === "verdict" || this.rows.some((row) => row[name] !== ""));
    const head = make("tr");
    for (const name of shown) {
      const cell = make("th", this.say(`files-column-${name}`));
      cell.scope = "col";
      head.append(cell);
    }
    const body = this.rows.map((row) => {
      const line = make("tr");
      for (const name of shown) {
        const text = name === "verdict" ? this.say(`files-verdict-${row.verdict}`) : row[name];
        const cell = make(name === "file" ? "th" : "td", "", name === "verdict" ? `result ${row.verdict}` : name);
        if (name === "file" && this.causes.some(({ places }) => places.some(({ file }) => file === row.file))) {
          const link = make("button", text, "plain");
          link.type = "button";
          link.addEventListener("click", () => this.only(row.file));
          cell.append(link);
        } else cell.textContent = text;
        if (cell.tagName === "TH") (cell as HTMLTableCellElement).scope = "row";
        line.append(cell);
      }
      return line;
    });
    byId("overview-head").replaceChildren(head);
    byId("overview-body").replaceChildren(...body);
  }

  private only(file: string): void {
    byId<HTMLSelectElement>("of-file").value = file;
    this.filter();
    byId("problems-title").focus();
  }

  private choices(report: Report): void {
    const every = (): HTMLOptionElement => new Option(this.say("files-every"), "");
    const levels = LEVELS.filter((level) => report.counts[level] > 0);
    byId("level").replaceChildren(every(), ...levels.map((level) => new Option(this.say(`severity-${level}`), level)));
    const files = [...new Set(report.findings.map(({ file }) => file ?? ""))].filter(Boolean);
    byId("of-file").replaceChildren(every(), ...files.map((file) => new Option(file, file)));
    byId<HTMLInputElement>("words").value = "";
    byId("filter").hidden = this.causes.length < 2 && files.length < 2;
  }

  private filter(): void {
    const level = byId<HTMLSelectElement>("level").value;
    const file = byId<HTMLSelectElement>("of-file").value;
    const words = byId<HTMLInputElement>("words").value.trim().toLowerCase();
    const has = (finding: Finding): boolean =>
      [finding.message, finding.label, finding.file, finding.found, finding.column, finding.rule].some((text) => text?.toLowerCase().includes(words));
    const wanted = this.causes
      .filter((cause) => level === "" || cause.level === level)
      .map((cause) => ({ ...cause, places: cause.places.filter((item) => (file === "" || item.file === file) && (words === "" || has(item))) }))
      .filter(({ places }) => places.length > 0);
    const shown = wanted.slice(0, MOST_CAUSES).map((cause) => this.cause(cause));
    if (wanted.length > MOST_CAUSES) shown.push(make("li", this.say("files-more-causes", { count: String(wanted.length - MOST_CAUSES) }), "rest"));
    byId("causes").replaceChildren(...shown);
    byId("problems").hidden = this.causes.length === 0;
    const total = String(this.causes.length);
    byId("filtered").textContent = this.say("files-filtered", { shown: String(wanted.length), total });
  }

  private cause({ first, level, message, places }: Cause): HTMLLIElement {
    const box = make("li", "", `cause ${level}`);
    const head = make("p", "", "cause-head");
    head.append(make("span", this.say(`severity-${level}`), `tag ${level}`), " ", make("b", message));
    if (places.length > 1) head.append(" ", make("span", this.say("files-places", { count: String(places.length) }), "count"));
    box.append(head);
    for (const [name, text] of [["files-repair", first.repair], ["files-hint", first.hint]] as const) {
      if (!text) continue;
      const line = make("p", "", "remedy");
      line.append(make("strong", this.say(name)), " ", text);
      box.append(line);
    }
    box.append(places.length > 1 ? this.places(places) : this.place(first));
    const source = make("p", "", "source");
    for (const { number, quote } of first.clauses) {
      const part = make("span", this.say("files-clause", { number }));
      if (quote) part.append(" ", make("q", quote));
      source.append(part);
    }
    source.append(make("span", this.say("files-rule", { rule: first.rule })));
    box.append(source);
    return box;
  }

  /** A single place as a line. */
  private place(item: Finding): HTMLElement {
    const line = make("p", "", "place");
    const row = item.row === null ? "" : this.say("files-row", { row: String(item.row) });
    line.append([item.file, item.sheet, row, item.column ?? item.label].filter(Boolean).join(" · "));
    if (item.found) line.append(" ", make("span", this.say("files-found", { found: item.found }), "found"));
    return line;
  }

  private places(places: Finding[]): HTMLElement {
    const table = make("table", "", "places");
    const columns = (["file", "sheet", "row", "column", "label", "found"] as const).filter((name) => places.some((item) => item[name] !== null && item[name] !== ""));
    const shown = columns.includes("column") ? columns.filter((name) => name !== "label" || places.some((item) => item.label && !item.column)) : columns;
    const head = table.createTHead().insertRow();
    for (const name of shown) {
      const cell = make("th", this.say(`files-place-${name}`));
      cell.scope = "col";
      head.append(cell);
    }
    const body = table.createTBody();
    for (const item of places.slice(0, MOST_PLACES)) {
      const line = body.insertRow();
      for (const name of shown) line.append(make("td", item[name] === null ? "" : String(item[name]), name));
    }
    const scroll = make("div", "", "scroll");
    scroll.append(table);
    if (places.length > MOST_PLACES) scroll.append(make("p", this.say("files-more-places", { count: String(places.length - MOST_PLACES) }), "rest"));
    if (places.length <= 8) return scroll;
    const more = make("details");
    more.append(make("summary", this.say("files-show-places", { count: String(places.length) })), scroll);
    return more;
  }

  private readings({ readings }: Report): void {
    byId("followed").hidden = readings.length === 0;
    const lines = readings.map(({ question, text }) => {
      const line = make("li");
      line.append(question, " ", make("b", text));
      return line;
    });
    byId("followed-list").replaceChildren(...lines);
  }

  private notes(notes: Finding[]): void {
    byId("notes").hidden = notes.length === 0;
    const lines = notes.slice(0, MOST_CAUSES).map((note) => {
      const line = make("li");
      const at = [note.file, note.sheet, note.row === null ? "" : this.say("files-row", { row: String(note.row) }), note.column].filter(Boolean).join(" · ");
      line.append(make("b", at), " ", note.message);
      if (note.found) line.append(" ", make("span", this.say("files-found", { found: note.found }), "found"));
      return line;
    });
    if (notes.length > MOST_CAUSES) lines.push(make("li", this.say("files-more-notes", { count: String(notes.length - MOST_CAUSES) })));
    byId("notes-list").replaceChildren(...lines);
  }
}
