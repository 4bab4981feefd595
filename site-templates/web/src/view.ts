// The live form: views bind the nodes of the schema to their places in the page.
import { applies, scopeOf } from "./check";
import { ControlAccess } from "./control";
import { canonical } from "./shape";
import { isObject, type Json, type JsonObject, member, type Node, type Spec } from "./spec";

/** Something of a file that the form could not take over. */
export interface Loss {
  pointer: string;
  value: Json;
  reason: "unknown" | "unfit";
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
    if (value === undefined || value === "") return;
    const kept = this.read();
    if (kept === undefined || canonical(kept) !== canonical(value)) losses.push({ pointer, value, reason: "unfit" });
  }

  focusTarget(): HTMLElement {
    return this.control.focusTarget();
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
    if (value !== undefined && !isObject(value)) losses.push({ pointer, value, reason: "unfit" });
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
    this.place = element.querySelector<HTMLElement>(":scope > [data-rows]") as HTMLElement;
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

  /** The rows that the empty form shows. */
  get initial(): number {
    return Number(this.element.dataset.initial);
  }

  get full(): boolean {
    return this.rows.length >= (this.node.schema.maxItems ?? Infinity);
  }

  add(at = this.rows.length): View {
    const holder = document.createElement("template");
    holder.innerHTML = this.template.split(this.token).join(String(nextRow++));
    const element = holder.content.firstElementChild as HTMLElement;
    this.place.insertBefore(element, this.rows[at]?.element ?? null);
    const view = this.adopt(element, at);
    this.renumber();
    return view;
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

  private renumber(): void {
    this.rows.forEach(({ element }, i) => {
      // The row's own numbers come first; those of a list inside the row belong to that list.
      for (const mark of element.querySelectorAll(":scope > .row-head [data-number]")) mark.textContent = String(i + 1);
      const up = element.querySelector<HTMLButtonElement>(":scope > .row-head [data-act=up]");
      if (up) up.disabled = i === 0;
    });
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
    if (value !== undefined && !Array.isArray(value)) losses.push({ pointer, value, reason: "unfit" });
    const rows = Array.isArray(value) ? value : [];
    const wanted = Math.max(rows.length, this.initial);
    while (this.rows.length > wanted) this.remove(this.rows.length - 1);
    while (this.rows.length < wanted) this.add();
    this.rows.forEach(({ view }, i) => view.write(rows[i], `${pointer}/${i}`, losses));
  }

  focusTarget(): HTMLElement {
    return this.element.querySelector<HTMLElement>(":scope > [data-act=add]") ?? this.element;
  }
}

/** Bind `node` to its element inside `scope`. */
export function bind(spec: Spec, node: Node, scope: HTMLElement): View {
  const selector = `[data-node=${JSON.stringify(node.pointer)}]`;
  const element = scope.matches(selector) ? scope : scope.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`no element for ${node.pointer}`);
  if (node.control) return new ValueView(spec, node, element);
  return node.kind === "array" ? new ListView(spec, node, element) : new GroupView(spec, node, element);
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

const ROUNDS = 6;

/** Show what applies and hide what does not; a condition may depend on another's field. */
export function settle(spec: Spec, root: View): JsonObject {
  let data: JsonObject = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    data = (root.read(false) as JsonObject | undefined) ?? {};
    if (!settleOnce(spec, root, data)) break;
  }
  return data;
}

function settleOnce(spec: Spec, root: View, data: JsonObject): boolean {
  const scope = scopeOf(spec, data);
  let changed = false;
  const visit = (view: View): void => {
    for (const child of view.children()) {
      if (child.node.when !== undefined) {
        const shown = applies(child.node, scope);
        changed = changed || shown !== child.shown;
        child.show(shown);
      }
      visit(child);
    }
  };
  visit(root);
  return changed;
}
