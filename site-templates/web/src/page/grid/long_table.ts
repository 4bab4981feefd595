// A long table lays out and paints the rows in sight alone: with a thousand rows a key would wait for all others.
import type { ListView } from "../view";

/** A table of fewer rows is laid out by the browser as any table is. */
const MANY = 100;
const CARDS = "(max-width: 860px)";

/** Rows that are skipped cannot tell how wide their columns want to be: the widths are taken once, from all of them. */
export class LongTable {
  private taken = "";
  private begun = false;

  constructor(private readonly list: ListView) {}

  /** Before this the buttons of the rows are hidden, and their column has no width. */
  begin(): void {
    this.begun = true;
    matchMedia(CARDS).addEventListener("change", () => this.follow());
    // Columns are folded away and shown again by a class of the section.
    new MutationObserver(() => this.follow()).observe(this.list.element, { attributeFilter: ["class"] });
    this.follow();
  }

  /** Take the widths where the table became long, or other columns stand in sight. */
  follow(): void {
    const { element, rows } = this.list;
    const grid = element.querySelector<HTMLElement>(":scope > .grid");
    const first = rows[0]?.element;
    const many = this.begun && rows.length >= MANY && !matchMedia(CARDS).matches;
    const wanted = many ? `long ${element.classList.contains("folded")}` : "";
    if (!grid || wanted === this.taken) return;
    this.taken = wanted;
    grid.classList.remove("long");
    if (!many || !first) return;
    const widths = [...first.children].map((cell) => cell.getBoundingClientRect().width).filter((width) => width > 0);
    grid.style.setProperty("--columns", widths.map((width) => `${Math.ceil(width)}px`).join(" "));
    for (const cell of grid.querySelectorAll<HTMLTableCellElement>("thead :is(th, td)")) cell.style.gridArea = `span ${cell.rowSpan} / span ${cell.colSpan}`;
    grid.classList.add("long");
  }
}
