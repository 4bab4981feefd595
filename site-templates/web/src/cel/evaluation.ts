// The CEL profile of the rules. The Python side (policy/cel/engine) answers alike: see
// tests/conformance/vectors/cel.json. Numbers of a submission are doubles; whole numbers are
// results of the date functions and of dec only.
import { CelScalar, type CelList, celEnv, celFunc, isCelError, listType, plan } from "@bufbuild/cel";
import { addMonths, addYears, parseIso, toDays, yearsBetween } from "../data/dates";
import { counted, OWN, parsed } from "./profile";
import { folded } from "../data/text";

/** What an expression says: it holds, it does not, or it cannot be told. */
export type Answer = true | false | "undecided";

interface Variables {
  self: unknown;
  app?: unknown;
  ref?: unknown;
  reading?: unknown;
  notice?: unknown;
  role?: unknown;
  form?: unknown;
  value?: unknown;
  /** The first row of a set, and what lists say of a row that a table carries. */
  row?: unknown;
  item?: unknown;
  item2?: unknown;
}

export type Input = string | number | bigint | boolean | null | Input[] | Map<string, Input>;
export type Plan = (bindings: Record<string, Input>) => unknown;

const LOCAL_TIME = /T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$/;

/** The day of a date, or of a local time. */
function day(text: string): bigint {
  const found = parseIso(text.replace(LOCAL_TIME, ""));
  if (!found) throw new Error("not a day");
  return BigInt(toDays(found));
}

function total(list: CelList): number {
  let result = 0;
  for (const value of list) {
    if (typeof value !== "number" && typeof value !== "bigint") throw new Error("not a number");
    result += Number(value);
  }
  return result;
}

function distinct(list: CelList): boolean {
  const seen = new Set<string | number | boolean>();
  for (const value of list) {
    const key = typeof value === "bigint" ? Number(value) : value;
    if (typeof key === "object" || Number.isNaN(key)) throw new Error("not a plain value");
    seen.add(key);
  }
  return seen.size === list.size;
}

function foldedNames(list: CelList): string[] {
  return [...list].map((name) => {
    if (typeof name !== "string") throw new Error("not a name");
    return folded(name);
  });
}

/** 万元 as whole 元; half an 元 is rounded away from zero. */
function wholeYuan(amount: number): bigint {
  const scaled = Math.abs(amount) * 10000;
  if (!(scaled < 2 ** 53)) throw new Error("not an amount");
  const yuan = Math.round(scaled);
  return BigInt(amount < 0 ? -yuan : yuan);
}

const { STRING, INT, DOUBLE, BOOL, DYN } = CelScalar;

const environment = celEnv({
  variables: {
    ...{ self: DYN, app: DYN, ref: DYN, reading: DYN, notice: DYN, role: DYN, form: DYN, value: DYN },
    ...{ row: DYN, item: DYN, item2: DYN },
  },
  funcs: [
    ...OWN,
    celFunc("date", [STRING], INT, day),
    celFunc("addMonths", [INT, INT], INT, (days, months) => BigInt(addMonths(Number(days), Number(months)))),
    celFunc("addYears", [INT, INT], INT, (days, years) => BigInt(addYears(Number(days), Number(years)))),
    celFunc("yearsBetween", [INT, INT], INT, (from, to) => BigInt(yearsBetween(Number(from), Number(to)))),
    celFunc("sum", [listType(DYN)], DOUBLE, total),
    celFunc("unique", [listType(DYN)], BOOL, distinct),
    celFunc("dec", [DOUBLE], INT, wholeYuan),
    celFunc("fold", [STRING], STRING, folded),
    celFunc("fold", [listType(DYN)], listType(DYN), foldedNames),
  ],
});

const plans = new Map<string, Plan>();

/** An expression that is ready to be evaluated; raises Error for one that does not parse. */
export function compiled(expression: string): Plan {
  let found = plans.get(expression);
  if (!found) {
    found = plan(environment, parsed(expression)) as Plan;
    plans.set(expression, found);
  }
  return found;
}

/** Data as plans take it: maps, as a key such as "constructor" must be data like any other. */
export function input(value: unknown): Input {
  if (Array.isArray(value)) return value.map(input);
  if (typeof value === "object" && value !== null) {
    return new Map(
      Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([key, part]) => [key, input(part)]),
    );
  }
  return value as Input;
}

/** The value of an expression, nothing where it has none: an error is a value of the runtime. */
function valueOf(expression: string, bindings: Record<string, Input>): unknown {
  try {
    const result = counted(() => compiled(expression)(bindings));
    return isCelError(result) ? undefined : result;
  } catch {
    return undefined;
  }
}

/** A computed value as a message shows it: a list as its parts. */
function inWords(value: unknown): string {
  if (typeof value === "object" && value !== null && Symbol.iterator in value) {
    return [...(value as Iterable<unknown>)].map(inWords).join("、");
  }
  return String(value);
}

/** What is shown of a value that cannot be told. */
export const UNTOLD = "…";

/** Bindings for many expressions over one submission; `withSelf` changes only the node. */
export class Scope {
  private constructor(private readonly bindings: Record<string, Input>) {}

  static of(variables: Variables): Scope {
    const bindings: Record<string, Input> = {};
    for (const [name, value] of Object.entries(variables)) {
      if (value !== undefined) bindings[name] = input(value);
    }
    return new Scope(bindings);
  }

  withSelf(self: unknown): Scope {
    const { self: _previous, ...others } = this.bindings;
    return new Scope(self === undefined ? others : { ...others, self: input(self) });
  }

  with(variables: Omit<Variables, "self">): Scope {
    return new Scope({ ...this.bindings, ...Scope.of({ self: undefined, ...variables }).bindings });
  }

  /** Add a rule's named values, each computed in the light of those before it. */
  withValues(expressions: Record<string, string>): { scope: Scope; shown: Record<string, string> } {
    const values = new Map<string, Input>();
    const scope = new Scope({ ...this.bindings, value: values });
    const shown: Record<string, string> = {};
    for (const [name, expression] of Object.entries(expressions)) {
      const result = valueOf(expression, scope.bindings);
      if (result !== undefined) values.set(name, result as Input);
      shown[name] = result === undefined ? UNTOLD : inWords(result);
    }
    return { scope, shown };
  }

  /** The plain value of an expression; null for no finite number, nothing where it cannot be told. */
  compute(expression: string): string | number | boolean | null | undefined {
    const result = valueOf(expression, this.bindings);
    if (typeof result === "bigint") return Number(result);
    if (typeof result === "number") return Number.isFinite(result) ? result : null;
    if (result === null) return null;
    return typeof result === "boolean" || typeof result === "string" ? result : undefined;
  }

  /** Evaluate; an error, a missing value or a result that is not a truth value is undecided. */
  ask(expression: string): Answer {
    const result = valueOf(expression, this.bindings);
    return typeof result === "boolean" ? result : "undecided";
  }
}

