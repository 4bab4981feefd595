// CEL for Python in this page (host/cel.py says what is asked): texts in, texts out.
import { type CelError, isCelError, isCelList, isCelMap, isCelUint, parse } from "@bufbuild/cel";
import { ParsedExprSchema } from "@bufbuild/cel-spec/cel/expr/syntax_pb.js";
import { toBinary } from "@bufbuild/protobuf";
import { compiled, type Input, input, type Plan } from "../cel/evaluation";
import { counted } from "../cel/profile";

type Bindings = Record<string, Input>;
type Expr = NonNullable<ReturnType<typeof parse>["expr"]>;

const programs: { plan: Plan; text: string }[] = [];
const numbers = new Map<string, number>();
const MOST_GIVEN = 64;
const kept = new Map<number, Bindings>();
let givenNumber = 0;

/** The syntax in the wire format, as hex; "!" and what is wrong. */
export function parseText(text: string): string {
  try {
    const bytes = toBinary(ParsedExprSchema, parse(text));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch (error) {
    return `!${(error as Error).message}`;
  }
}

/** The number of a program; "!" and what is wrong. */
export function compileText(text: string): string {
  const known = numbers.get(text);
  if (known !== undefined) return String(known);
  try {
    programs.push({ plan: compiled(text), text });
  } catch (error) {
    return `!${(error as Error).message}`;
  }
  numbers.set(text, programs.length - 1);
  return String(programs.length - 1);
}

/** Keep variables for the next evaluations, those of the last few times; the number that names them. */
export function give(data: string): number {
  const read = JSON.parse(data) as Record<string, unknown>;
  givenNumber += 1;
  kept.set(givenNumber, Object.fromEntries(Object.entries(read).map(([name, value]) => [name, input(value)])));
  kept.delete(givenNumber - MOST_GIVEN);
  return givenNumber;
}

/** The value of a program as JSON; "!" and why there is none. */
export function run(number: number, given: number): string {
  const bindings = kept.get(given);
  if (bindings === undefined) throw new Error("what was given is gone");
  const { plan, text } = programs[number] as (typeof programs)[number];
  let result: unknown;
  try {
    result = counted(() => plan(bindings));
  } catch {
    return "!value";
  }
  if (result === undefined) return "!limit";
  if (typeof result === "boolean") return String(result);
  return isCelError(result) ? `!${isMissing(result, text, bindings) ? "missing" : "value"}` : JSON.stringify(told(result));
}

function told(value: unknown): unknown {
  if (typeof value === "bigint") return { i: String(value) };
  if (isCelUint(value)) return { i: String(value.value) };
  if (typeof value === "number") return { d: Object.is(value, -0) ? "-0.0" : String(value) };
  if (isCelList(value)) return [...value].map(told);
  if (Array.isArray(value)) return value.map(told);
  if (isCelMap(value)) return { m: [...value].map(([key, item]) => [told(key), told(item)]) };
  if (value instanceof Map) return { m: [...value].map(([key, item]) => [told(key), told(item)]) };
  return value;
}

/** Whether an error says that a value is not there; asked of a plain value for a part, it is the wrong kind. */
function isMissing(error: CelError, text: string, bindings: Bindings): boolean {
  const said = error.message;
  if (said.startsWith("unresolved attribute")) return true;
  if (!said.startsWith("field not found")) return false;
  const found = error.exprId === undefined ? undefined : nodeOf(parse(text).expr, error.exprId);
  const holder = found?.exprKind.case === "selectExpr" ? at(found.exprKind.value.operand, bindings) : undefined;
  return holder === undefined || holder instanceof Map;
}

/** The value at a chain of names, nothing for any other expression. */
function at(expr: Expr | undefined, bindings: Bindings): Input | undefined {
  if (expr?.exprKind.case === "identExpr") return bindings[expr.exprKind.value.name];
  if (expr?.exprKind.case !== "selectExpr") return undefined;
  const holder = at(expr.exprKind.value.operand, bindings);
  return holder instanceof Map ? holder.get(expr.exprKind.value.field) : undefined;
}

function nodeOf(part: unknown, id: bigint): Expr | undefined {
  if (typeof part !== "object" || part === null) return undefined;
  if ("exprKind" in part && (part as Expr).id === id) return part as Expr;
  for (const inner of Object.values(part)) {
    const found = nodeOf(inner, id);
    if (found) return found;
  }
  return undefined;
}
