// Which cells of a table are picked: those between the one that somebody began at and the one that they went to.
import type { Cell, Cells } from "./cells";

export class Selection {
  private anchor: Cell | undefined;
  private head: Cell | undefined;
  private marked: HTMLElement[] = [];

  /** The cell that a range goes on to, while there is one. */
  get end(): Cell | undefined {
    return this.several ? this.head : undefined;
  }

  get several(): boolean {
    const { anchor, head } = this;
    return anchor !== undefined && head !== undefined && (anchor.row !== head.row || anchor.column !== head.column);
  }

  start(cell: Cell | undefined): void {
    this.anchor = cell;
    this.head = cell;
    this.unmark();
  }

  extend(cells: Cells, to: Cell): void {
    this.anchor ??= to;
    this.head = to;
    this.unmark();
    if (!this.several) return;
    const { rows, columns } = this.range as { rows: number[]; columns: number[] };
    this.marked = rows.flatMap((row) => columns.flatMap((column) => cells.at({ row, column })?.element ?? []));
    for (const element of this.marked) element.classList.add("picked");
  }

  /** The numbers of the rows and of the columns in sight that are picked. */
  get range(): { rows: number[]; columns: number[] } | undefined {
    const { anchor, head } = this;
    return anchor && head ? { rows: between(anchor.row, head.row), columns: between(anchor.column, head.column) } : undefined;
  }

  private unmark(): void {
    for (const element of this.marked) element.classList.remove("picked");
    this.marked = [];
  }
}

function between(one: number, other: number): number[] {
  const first = Math.min(one, other);
  return Array.from({ length: Math.abs(one - other) + 1 }, (_, i) => first + i);
}
