// The live form: views bind the nodes of the schema to their places in the page.
import { agree, rounded } from "../check/computed";
import { ControlAccess } from "./control";
import { isBlank } from "../data/empty_parts";
import { canonical } from "../data/shape";
import { isObject, type Json, type JsonObject, labelOf, member, type Node, type Spec } from "../data/spec";

/** Something of a file that the form could not take over. */
export interface Loss {
  pointer: string;
  value: Json;
  reason: "unknown" | "unfit" | "empty" | "computed";
}

/** What a place cannot hold; null is an answer that somebody left out. */
function refused(pointer: string, value: Json): Loss {
  return { pointer, value, reason: value === null ? "empty" : "unfit" };
}

export abstract class View {
  shown = true;

  constructor(
    readonly node: Node,
    readonly element: HTMLElement,
  ) {}

  abstract children(): View[];
  abstract child(key: string): View | undefined;
  /** The value now; parts that do not apply are left out unless `hidden` is true. */
  abstract read(hidden: boolean): Json | undefined;
  /** Whether a person has put anything in here; parts that do not apply count only if `hidden`. */
  abstract filled(hidden: boolean): boolean;
  abstract write(value: Json | undefined, pointer: string, losses: Loss[]): void;
  abstract focusTarget(): HTMLElement;

  show(shown: boolean): void {
    this.shown = shown;
    this.element.hidden = !shown;
  }
}

export class ValueView extends View {
  readonly control: ControlAccess;
  /** Whether it came with the form and is not to be changed. */
  fixed = false;

  constructor(spec: Spec, node: Node, element: HTMLElement) {
    super(node, element);
    this.control = new ControlAccess(spec, node, element);
  }

  children(): View[] {
    return [];
  }

  child(): undefined {
    return undefined;
  }

  read(): Json | undefined {
    return this.control.read();
  }

  filled(): boolean {
    return this.node.control !== "locked" && this.read() !== undefined;
  }

  write(value: Json | undefined, pointer: string, losses: Loss[]): void {
    this.control.write(value);
    const meant = this.control.meant(value);
    if (value === undefined || meant === undefined || (meant !== null && isBlank(meant))) return;
    const kept = this.read();
    if (kept === undefined || canonical(kept) !== canonical(meant)) losses.push(refused(pointer, value));
  }

  fix(fixed: boolean): void {
    if (!fixed && !this.fixed) return;
    this.fixed = fixed;
    this.control.fix(fixed);
    if (fixed) this.element.tabIndex = -1;
  }

  focusTarget(): HTMLElement {
    return this.fixed ? this.element : this.control.focusTarget();
  }
}

/** A value that follows from others: shown, never entered, and no part of the data. */
export class ComputedView extends ValueView {
  text = "";
  private given: Json | undefined;

  constructor(
    private readonly of: Spec,
    node: Node,
    element: HTMLElement,
  ) {
    super(of, node, element);
  }

  override read(): Json | undefined {
    return undefined;
  }

  override filled(): boolean {
    return false;
  }

  override write(value: Json | undefined): void {
    this.given = value;
  }

  override focusTarget(): HTMLElement {
    return this.element.querySelector<HTMLElement>("output") ?? this.element;
  }

  display(value: Json | undefined): void {
    this.text = this.inWords(value);
    const output = this.element.querySelector("output");
    const shown = this.text || "—";
    if (output && output.textContent !== shown) output.textContent = shown;
  }

  /** The value of a file that differs from what follows; asked once. */
  differing(value: Json | undefined): Json | undefined {
    const { given } = this;
    this.given = undefined;
    return given === undefined || agree(given, value) ? undefined : given;
  }

  private inWords(value: Json | undefined): string {
    if (typeof value === "number") return rounded(value);
    return typeof value === "string" || typeof value === "boolean" ? labelOf(this.of, this.node, String(value)) : "";
  }
}

export class GroupView extends View {
  private readonly parts: Map<string, View>;

  constructor(spec: Spec, node: Node, element: HTMLElement) {
    super(node, element);
    this.parts = new Map(node.children.map((child) => [child.key, bind(spec, child, element)]));
  }

  children(): View[] {
    return [...this.parts.values()];
  }

  child(key: string): View | undefined {
    return this.parts.get(key);
  }

  read(hidden: boolean): Json | undefined {
    const result: JsonObject = {};
    for (const [key, view] of this.parts) {
      if (!view.shown && !hidden) continue;
      const value = view.read(hidden);
      if (value !== undefined) result[key] = value;
    }
    return this.node.required || this.filled(hidden) ? result : undefined;
  }

  filled(hidden: boolean): boolean {
    return this.children().some((view) => (view.shown || hidden) && view.filled(hidden));
  }

  write(value: Json | undefined, pointer: string, losses: Loss[]): void {
    if (value !== undefined && !isObject(value)) losses.push(refused(pointer, value));
    const members = isObject(value) ? value : {};
    for (const [key, view] of this.parts) view.write(member(members, key), `${pointer}/${key}`, losses);
    for (const [key, part] of Object.entries(members)) {
      if (!this.parts.has(key)) losses.push({ pointer: `${pointer}/${key}`, value: part, reason: "unknown" });
    }
  }

  focusTarget(): HTMLElement {
    return this.element.querySelector<HTMLElement>("[data-heading]") ?? this.element;
  }
}

/** A group whose values stand as cells in the line of a grid, without an element of its own. */
export class LooseGroupView extends GroupView {
  override show(shown: boolean): void {
    this.shown = shown;
    for (const view of walk(this)) if (view !== this && !(view instanceof LooseGroupView)) view.element.hidden = !(shown && view.shown);
  }
}

let nextRow = 1000;

export class ListView extends View {
  readonly rows: { element: HTMLElement; view: View }[] = [];
  private readonly place: HTMLElement;
  private readonly template: string;
  private readonly token: string;

  constructor(
    private readonly spec: Spec,
    node: Node,
    element: HTMLElement,
  ) {
    super(node, element);
    this.place = element.querySelector<HTMLElement>("[data-rows]") as HTMLElement;
    const template = element.querySelector<HTMLTemplateElement>(":scope > template") as HTMLTemplateElement;
    this.template = template.innerHTML;
    this.token = template.dataset.token as string;
    for (const row of [...this.place.children]) this.adopt(row as HTMLElement, this.rows.length);
    this.renumber();
  }

  private adopt(element: HTMLElement, at: number): View {
    const view = bind(this.spec, this.node.item as Node, element);
    this.rows.splice(at, 0, { element, view });
    return view;
  }

  /** Whether the empty form has rows of this list filled in. */
  get carries(): boolean {
    const given = member(this.spec.start, this.node.key);
    return this.node.pointer === `/${this.node.key}` && Array.isArray(given) && given.length > 0;
  }

  /** The rows that the empty form shows. */
  get initial(): number {
    return Number(this.element.dataset.initial);
  }

  get full(): boolean {
    return this.rows.length >= (this.node.schema.maxItems ?? Infinity);
  }

  add(at = this.rows.length): View {
    const view = this.insert(at);
    this.renumber(at);
    return view;
  }

  private insert(at: number): View {
    const holder = document.createElement("template");
    holder.innerHTML = this.template.split(this.token).join(String(nextRow++));
    const element = holder.content.firstElementChild as HTMLElement;
    this.place.insertBefore(element, this.rows[at]?.element ?? null);
    return this.adopt(element, at);
  }

  /** Take a row out and return what puts it back. */
  remove(at: number): () => void {
    const [row] = this.rows.splice(at, 1);
    row?.element.remove();
    this.renumber();
    return () => {
      if (!row) return;
      const place = Math.min(at, this.rows.length);
      this.place.insertBefore(row.element, this.rows[place]?.element ?? null);
      this.rows.splice(place, 0, row);
      this.renumber();
    };
  }

  move(from: number, to: number): void {
    const [row] = this.rows.splice(from, 1);
    if (!row) return;
    this.place.insertBefore(row.element, this.rows[to]?.element ?? null);
    this.rows.splice(to, 0, row);
    this.renumber();
  }

  private renumber(from = 0): void {
    // The row before the first changed one may have been the last, which goes no further down.
    const start = Math.max(0, from - 1);
    this.rows.slice(start).forEach(({ element }, place) => {
      const i = start + place;
      // The row's own numbers come first; those of a list inside the row belong to that list.
      for (const mark of element.querySelectorAll(":scope > .row-head [data-number]")) mark.textContent = String(i + 1);
      const up = rowButton(element, "up");
      if (up) up.disabled = i === 0;
      const below = rowButton(element, "below");
      if (below) below.disabled = i === this.rows.length - 1;
    });
  }

  /** A row is named by the number that the notice gives it and by what is chosen in it, else by its first text. */
  private nameOf(cells: ValueView[]): string {
    const { counted } = this.element.dataset;
    const chosen = cells.filter(({ node }) => node.choices !== undefined);
    const naming = [...cells.filter(({ node }) => node.key === counted), ...(chosen.length > 0 ? chosen : cells.slice(0, 1))];
    return naming.map((cell) => labelOf(this.spec, cell.node, String(cell.read() ?? ""))).join(" ");
  }

  children(): View[] {
    return this.rows.map(({ view }) => view);
  }

  child(key: string): View | undefined {
    return this.rows[Number(key)]?.view;
  }

  // Empty rows at the end are paper, not data; one in between keeps the numbers right.
  read(hidden: boolean): Json | undefined {
    let last = this.rows.length;
    while (last > 0 && !this.rows[last - 1]?.view.filled(hidden)) last -= 1;
    const value = this.rows.slice(0, last).map(({ view }) => view.read(hidden) ?? (view instanceof GroupView ? {} : ""));
    return value.length > 0 ? value : undefined;
  }

  filled(hidden: boolean): boolean {
    return this.rows.some(({ view }) => view.filled(hidden));
  }

  write(value: Json | undefined, pointer: string, losses: Loss[]): void {
    if (value !== undefined && !Array.isArray(value)) losses.push(refused(pointer, value));
    const rows = Array.isArray(value) ? value : [];
    this.resize(rows.length);
    this.rows.forEach(({ view }, i) => view.write(rows[i], `${pointer}/${i}`, losses));
    this.fixGiven();
  }

  /** Have so many rows, or as many as the empty form shows; return how many stayed. */
  resize(count: number): number {
    const wanted = Math.max(count, this.initial);
    for (const { element } of this.rows.splice(wanted)) element.remove();
    const kept = this.rows.length;
    while (this.rows.length < wanted) this.insert(this.rows.length);
    this.renumber(kept);
    return kept;
  }

  /** The cells that came with the form are text in the rows that still say what they said. */
  fixGiven(): void {
    const { fixed, start } = this.spec;
    const given = member(start, this.node.key);
    if (!Array.isArray(given) || this.node.pointer !== `/${this.node.key}`) return;
    const said = (row: (key: string) => Json | undefined): string => fixed.map((key) => canonical(row(key) ?? null)).join();
    const known = new Set(given.map((row) => said((key) => member(row, key))));
    for (const { element, view } of this.rows) {
      const unchanged = known.has(said((key) => view.child(key)?.read(true)));
      const cells = fixed.map((key) => view.child(key)).filter((cell) => cell instanceof ValueView);
      for (const cell of cells) cell.fix(unchanged && cell.filled());
      const name = element.querySelector(":scope > .row-head > .row-name");
      if (name) name.textContent = unchanged ? this.nameOf(cells) : "";
    }
  }

  focusTarget(): HTMLElement {
    return this.element.querySelector<HTMLElement>(":scope > [data-act=add]") ?? this.element;
  }
}

/** Bind `node` to its element inside `scope`. */
export function bind(spec: Spec, node: Node, scope: HTMLElement): View {
  const selector = `[data-node=${JSON.stringify(node.pointer)}]`;
  const element = scope.matches(selector) ? scope : scope.querySelector<HTMLElement>(selector);
  if (!element && node.kind === "object") return new LooseGroupView(spec, node, scope);
  if (!element) throw new Error(`no element for ${node.pointer}`);
  return remember(made(spec, node, element));
}

function made(spec: Spec, node: Node, element: HTMLElement): View {
  if (node.control === "computed") return new ComputedView(spec, node, element);
  if (node.control) return new ValueView(spec, node, element);
  return node.kind === "array" ? new ListView(spec, node, element) : new GroupView(spec, node, element);
}

const views = new WeakMap<Element, View>();

function remember(view: View): View {
  views.set(view.element, view);
  return view;
}

/** The view whose element holds `target` most closely. */
export function viewAround(target: Element): View | undefined {
  const element = target.closest("[data-node]");
  return element ? views.get(element) : undefined;
}

/** A button of a row; the rows inside it have their own. */
export function rowButton(row: HTMLElement, act: "up" | "below" | "delete"): HTMLButtonElement | null {
  return row.querySelector<HTMLButtonElement>(`:scope > .row-head [data-act=${act}]`);
}

/** The view at a JSON Pointer, or the nearest one around it. */
export function locate(root: View, pointer: string): View {
  let view = root;
  for (const key of pointer.split("/").slice(1)) {
    const next = view.child(key);
    if (!next) break;
    view = next;
  }
  return view;
}

export function* walk(view: View): IterableIterator<View> {
  yield view;
  for (const child of view.children()) yield* walk(child);
}
