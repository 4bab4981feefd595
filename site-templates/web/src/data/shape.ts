// Plain data shape: the keywords of one node against one value.
import { parseIso } from "./dates";
import type { Json, Keywords } from "./spec";

/** A keyword that the value breaks, with the limit it states. */
export interface Break {
  keyword: string;
  limit: string | number;
  got?: number;
  /** Whether it is broken cannot be told: the browser has no such pattern. */
  untold?: true;
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

function fits(type: string, value: Json): boolean {
  if (type === "integer") return typeof value === "number" && Number.isInteger(value);
  return typeOf(value) === type;
}

/** Equal values have equal texts: members in the order of their names. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.keys(value).sort();
    return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

function equal(a: unknown, b: Json): boolean {
  return canonical(a as Json) === canonical(b);
}

/** Whether a pattern is found in a text; nothing for one that the browser cannot read. */
export function matches(pattern: string, value: string): boolean | undefined {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return undefined;
  }
}

// Blanks are written out: \s is not the same in Python (validation/submission/json_schema.py) and in browsers.
const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const EMAIL = new RegExp(`^[^@${BLANK}]+@[^@${BLANK}.]+(\\.[^@${BLANK}.]+)+$`, "u");
const URI = new RegExp(`^[A-Za-z][A-Za-z0-9+.-]*:[^${BLANK}]+$`, "u");
const FORMATS: Record<string, (value: string) => boolean> = {
  date: (value) => parseIso(value) !== undefined,
  email: (value) => EMAIL.test(value),
  uri: (value) => URI.test(value),
};

function text(value: string, rules: Keywords): Break[] {
  const found: Break[] = [];
  const length = [...value].length;
  if (rules.minLength !== undefined && length < rules.minLength) {
    found.push({ keyword: "minLength", limit: rules.minLength, got: length });
  }
  if (rules.maxLength !== undefined && length > rules.maxLength) {
    found.push({ keyword: "maxLength", limit: rules.maxLength, got: length });
  }
  if (rules.pattern !== undefined) {
    const holds = matches(rules.pattern, value);
    if (holds === undefined) found.push({ keyword: "pattern", limit: rules.pattern, untold: true });
    else if (!holds) found.push({ keyword: "pattern", limit: rules.pattern });
  }
  const holds = rules.format === undefined ? undefined : FORMATS[rules.format];
  if (rules.format !== undefined && holds?.(value) === false) found.push({ keyword: "format", limit: rules.format });
  return found;
}

function number(value: number, rules: Keywords): Break[] {
  const found: Break[] = [];
  const limit = (keyword: keyof Keywords, broken: (bound: number) => boolean): void => {
    const bound = rules[keyword];
    if (typeof bound === "number" && broken(bound)) found.push({ keyword, limit: bound });
  };
  limit("minimum", (bound) => value < bound);
  limit("maximum", (bound) => value > bound);
  limit("exclusiveMinimum", (bound) => value <= bound);
  limit("exclusiveMaximum", (bound) => value >= bound);
  // 0.29 is no exact multiple of 0.01 as a double: the quotient is compared with tolerance.
  limit("multipleOf", (bound) => Math.abs(value / bound - Math.round(value / bound)) > 1e-9 * Math.max(1, value / bound));
  return found;
}

function rows(value: Json[], rules: Keywords): Break[] {
  const found: Break[] = [];
  if (rules.minItems !== undefined && value.length < rules.minItems) {
    found.push({ keyword: "minItems", limit: rules.minItems, got: value.length });
  }
  if (rules.maxItems !== undefined && value.length > rules.maxItems) {
    found.push({ keyword: "maxItems", limit: rules.maxItems, got: value.length });
  }
  if (rules.uniqueItems && new Set(value.map(canonical)).size < value.length) {
    found.push({ keyword: "uniqueItems", limit: "" });
  }
  return found;
}

/** The keywords that the value breaks; a wrong type is the only one reported. */
export function breaks(value: Json, rules: Keywords): Break[] {
  if (!fits(rules.type, value)) return [{ keyword: "type", limit: rules.type }];
  const found: Break[] = [];
  if (rules.const !== undefined && !equal(rules.const, value)) found.push({ keyword: "const", limit: String(rules.const) });
  if (rules.enum && !rules.enum.some((choice) => equal(choice, value))) found.push({ keyword: "enum", limit: "" });
  if (typeof value === "string") found.push(...text(value, rules));
  if (typeof value === "number") found.push(...number(value, rules));
  if (Array.isArray(value)) found.push(...rows(value, rules));
  return found;
}
