// The states of a form that somebody can go back to. States share what did not change between them, so that
// a hundred states of a large table take little more room than one.
import { isObject, type Json } from "./spec";

/** So many steps back are kept. */
const MOST = 100;

export interface Step {
  before: Json;
  after: Json;
}

export class History {
  private readonly past: Json[] = [];
  private readonly future: Json[] = [];

  constructor(private present: Json) {}

  get now(): Json {
    return this.present;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Take the state as it is now; one that says the same as before is no step. */
  record(state: Json): boolean {
    const next = shared(this.present, state);
    if (next === this.present) return false;
    this.past.push(this.present);
    if (this.past.length > MOST) this.past.shift();
    this.future.length = 0;
    this.present = next;
    return true;
  }

  /** What followed from the last step by itself belongs to it. */
  amend(state: Json): void {
    this.present = shared(this.present, state);
  }

  undo(): Step | undefined {
    return this.go(this.past, this.future);
  }

  redo(): Step | undefined {
    return this.go(this.future, this.past);
  }

  /** Begin anew: nothing before `state` comes back. */
  reset(state: Json): void {
    this.past.length = 0;
    this.future.length = 0;
    this.present = state;
  }

  private go(from: Json[], to: Json[]): Step | undefined {
    const after = from.pop();
    if (after === undefined) return undefined;
    const before = this.present;
    to.push(before);
    this.present = after;
    return { before, after };
  }
}

/** `next` with the parts of `before` where both say the same: equal states are one. */
export function shared(before: Json | undefined, next: Json): Json {
  if (Array.isArray(before) && Array.isArray(next)) {
    const made = next.map((item, i) => shared(before[i], item));
    return made.length === before.length && made.every((item, i) => item === before[i]) ? before : made;
  }
  if (isObject(before) && isObject(next)) {
    const keys = Object.keys(next);
    const made = keys.map((key): [string, Json] => [key, shared(own(before, key), next[key] as Json)]);
    const same = keys.length === Object.keys(before).length && made.every(([key, value]) => own(before, key) === value);
    return same ? before : Object.fromEntries(made);
  }
  return Object.is(before, next) ? (before as Json) : next;
}

/** Whether two states say the same; it stops at the first difference. */
export function same(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, i) => same(item, other[i]));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => own(other, key) !== undefined && same(one[key], own(other, key)));
}

function own(value: { [key: string]: Json }, key: string): Json | undefined {
  return Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined;
}
