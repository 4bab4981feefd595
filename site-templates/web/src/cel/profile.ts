// Where the runtime differs from the profile (docs/reference/cel.md), the parsed expression calls
// functions of our own. Python (policy/cel/engine) answers alike: see tests/conformance/vectors/cel.json.
import { type CelMap, CelScalar, type CelValue, celFunc, isCelList, isCelMap, isCelUint, parse } from "@bufbuild/cel";

type Parsed = ReturnType<typeof parse>;
type Expr = NonNullable<Parsed["expr"]>;
type Key = Parameters<CelMap["get"]>[0];

/** So often the loops of an expression may ask whether to go on, in all. */
const MOST_STEPS = 10_000;
const LARGEST_INT = 2n ** 63n;

const { BOOL, DOUBLE, DYN, INT, STRING } = CelScalar;
const ORDERED = ["_<_", "_<=_", "_>_", "_>=_"];
/** Whose place our own take, also by the names that Python gives them (policy/cel/engine/functions.py). */
const NUMBERS = new Map([["double", "@double"], ["int", "@int"], ["shenbao_as_double", "@double"], ["shenbao_as_int", "@int"]]);

let steps = 0;

/** The value of an evaluation; nothing where there was more to go through than may be. */
export function counted<T>(evaluate: () => T): T | undefined {
  steps = 0;
  const result = evaluate();
  return steps < MOST_STEPS ? result : undefined;
}

export const OWN = [
  celFunc("@has", [DYN, STRING], BOOL, (group, key) => {
    if (!isCelMap(group)) throw new Error("not a group");
    return group.get(key) !== undefined;
  }),
  celFunc("@within", [DYN, DYN], BOOL, (value, holder) => {
    if (isCelList(holder)) return [...holder].some((item) => same(item, value));
    if (!isCelMap(holder) || (typeof value === "object" && !isCelUint(value))) throw new Error("nothing is in it");
    return holder.get(value) !== undefined;
  }),
  celFunc("@ordered", [DYN], DYN, (value) => (typeof value === "string" ? byCharacter(value) : value)),
  celFunc("@double", [DYN], DOUBLE, (value) => {
    if (typeof value !== "number" && typeof value !== "bigint") throw new Error("not a number");
    return Number(value);
  }),
  celFunc("@int", [DYN], INT, (value) => {
    if (typeof value === "bigint") return value;
    if (typeof value !== "number") throw new Error("not a number");
    const whole = BigInt(Math.trunc(value));
    if (whole >= LARGEST_INT || whole <= -LARGEST_INT) throw new RangeError("too large");
    return whole;
  }),
  celFunc("@step", [], BOOL, () => {
    steps += 1;
    return true;
  }),
];

/** An expression as the profile means it. */
export function parsed(expression: string): Parsed {
  const found = parse(expression);
  if (found.expr) ours(found.expr);
  return found;
}

/** Whether two values are equal: numbers by their value, null to null, lists and groups by what is in them. */
function same(a: CelValue, b: CelValue): boolean {
  if (isCelList(a)) return isCelList(b) && a.size === b.size && [...a].every((item, i) => same(item, b.get(i) as CelValue));
  if (isCelMap(a)) {
    const inB = (key: Key, value: CelValue): boolean => isCelMap(b) && b.get(key) !== undefined && same(value, b.get(key) as CelValue);
    return isCelMap(b) && a.size === b.size && [...a].every(([key, value]) => inB(key, value));
  }
  const numbers = [a, b].every((value) => typeof value === "number" || typeof value === "bigint");
  return numbers ? a == b : a === b;
}

/** A text whose code units stand in the order of its characters: the runtime compares code units. */
function byCharacter(text: string): string {
  return text.replace(/[\ud800-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return String.fromCharCode(code >= 0xe000 ? code - 0x800 : code + 0x2000);
  });
}

function call(name: string, ...args: Expr[]): Expr["exprKind"] {
  return { case: "callExpr", value: { $typeName: "cel.expr.Expr.Call", function: name, args } };
}

/** An expression of the given kind; the number of one that stands for another is that one's. */
function made({ id }: Expr, exprKind: Expr["exprKind"]): Expr {
  return { $typeName: "cel.expr.Expr", id, exprKind };
}

function constant(of: Expr, value: string | boolean): Expr {
  const constantKind = typeof value === "string" ? ({ case: "stringValue", value } as const) : ({ case: "boolValue", value } as const);
  return made(of, { case: "constExpr", value: { $typeName: "cel.expr.Constant", constantKind } });
}

/** Put our functions in the place of what differs. */
function ours(expr: Expr): void {
  const { exprKind: kind } = expr;
  for (const part of partsOf(kind)) if (part) ours(part);
  if (kind.case === "selectExpr" && kind.value.testOnly && kind.value.operand) {
    expr.exprKind = call("@has", kind.value.operand, constant(expr, kind.value.field));
  } else if (kind.case === "comprehensionExpr" && kind.value.loopCondition) {
    const { loopCondition } = kind.value;
    kind.value.loopCondition = made(loopCondition, call("_?_:_", made(loopCondition, call("@step")), loopCondition, constant(loopCondition, false)));
  } else if (kind.case === "callExpr") {
    const { value } = kind;
    if (ORDERED.includes(value.function)) value.args = value.args.map((part) => made(part, call("@ordered", part)));
    else if (value.function === "@in") value.function = "@within";
    else if (value.target === undefined) value.function = NUMBERS.get(value.function) ?? value.function;
  }
}

function partsOf(kind: Expr["exprKind"]): (Expr | undefined)[] {
  switch (kind.case) {
    case "selectExpr":
      return [kind.value.operand];
    case "callExpr":
      return [kind.value.target, ...kind.value.args];
    case "listExpr":
      return kind.value.elements;
    case "structExpr":
      return kind.value.entries.flatMap(({ keyKind, value }) => [keyKind.case === "mapKey" ? keyKind.value : undefined, value]);
    case "comprehensionExpr": {
      const { iterRange, accuInit, loopCondition, loopStep, result } = kind.value;
      return [iterRange, accuInit, loopCondition, loopStep, result];
    }
    default:
      return [];
  }
}
