// The cells of a table in the page: rows by number, the columns that are in sight, what a cell shows as text.
import { type Node, type Spec, textOf } from "../../data/spec";
import { ComputedView, ListView, ValueView, type View, viewAround, walk } from "../view";

/** What may stand between choices, the surest first. */
const APART = [/[；;]/, /[；;、]/];

export interface Cell {
  row: number;
  /** The number among the columns in sight. */
  column: number;
}

/** A table, as lines of cells. */
export class Cells {
  constructor(
    readonly spec: Spec,
    readonly list: ListView,
  ) {}

  /** The table around an element of a grid. */
  static around(spec: Spec, target: Element): Cells | undefined {
    const section = target.closest(".gridded");
    const view = section ? viewAround(section) : undefined;
    return view instanceof ListView ? new Cells(spec, view) : undefined;
  }

  /** The columns, those of groups among them, with their titles under those of the groups. */
  get columns(): { node: Node; title: string; path: string[] }[] {
    return this.list.node.item ? leaves(this.list.node.item, [], []) : [];
  }

  /** The numbers of the columns in sight. */
  get inSight(): number[] {
    const folded = this.list.element.classList.contains("folded");
    const once = this.onceAsked;
    return this.columns.flatMap(({ node }, i) => (folded && once.includes(node.pointer) ? [] : [i]));
  }

  /** The columns that are asked once above the table. */
  get onceAsked(): string[] {
    return [...this.list.element.querySelectorAll<HTMLElement>(":scope > .once [data-once]")].map(({ dataset }) => dataset["once"] ?? "");
  }

  get rows(): number {
    return this.list.rows.length;
  }

  /** The views of all cells of a row. */
  line(row: number): ValueView[] {
    const view = this.list.rows[row]?.view;
    return view ? leavesOf(view) : [];
  }

  at({ row, column }: Cell): ValueView | undefined {
    const place = this.inSight[column];
    return place === undefined ? undefined : this.line(row)[place];
  }

  of(target: Element): Cell | undefined {
    const line = target.closest("tr");
    const row = this.list.rows.findIndex(({ element }) => element === line);
    const box = target.closest("td.field");
    const place = row < 0 ? -1 : this.line(row).findIndex(({ element }) => element === box);
    const column = place < 0 ? -1 : this.inSight.indexOf(place);
    return column < 0 ? undefined : { row, column };
  }

  /** Whether somebody may write into a cell now. */
  open(view: ValueView): boolean {
    return view.shown && !view.fixed && !(view instanceof ComputedView) && view.node.control !== "locked";
  }

  text(view: ValueView): string {
    if (view instanceof ComputedView) return view.text;
    return textOf(this.spec, view.node, view.read());
  }

  /** Write a text as it would be typed; `false` where it cannot stand there. */
  write(view: ValueView, text: string): boolean {
    const wanted = text.trim();
    if (view.node.control === "checks" && wanted !== "") return writeSeveral(view, wanted);
    // A line of one has no place for a second one, nor for blanks at its edges.
    view.control.write(view.node.control === "textarea" ? text : wanted.replace(/\s*\n\s*/g, " "));
    return wanted === "" || view.read() !== undefined;
  }
}

/** Tick what a text names; `false` where a part of it is no choice. A choice may have a sign in its name that stands between two. */
function writeSeveral(view: ValueView, text: string): boolean {
  return APART.some((sign) => {
    const parts = text.split(sign).map((part) => part.trim()).filter(Boolean);
    view.control.write(parts);
    const value = view.read();
    return Array.isArray(value) && value.length === new Set(parts).size;
  });
}

const lines = new WeakMap<View, ValueView[]>();

function leavesOf(row: View): ValueView[] {
  let found = lines.get(row);
  if (!found) {
    found = [...walk(row)].filter((view) => view instanceof ValueView);
    lines.set(row, found);
  }
  return found;
}

function leaves(item: Node, groups: string[], path: string[]): { node: Node; title: string; path: string[] }[] {
  return item.children.flatMap((child) => {
    const here = [...path, child.key];
    if (child.kind === "object") return leaves(child, [...groups, child.title], here);
    return [{ node: child, title: [...groups, child.title].join("·"), path: here }];
  });
}
