// What the generator embeds in the page: the form, its rules, lists and words.
import type { Reads } from "./mentions";

export type Severity = "error" | "warning" | "review" | "info";
export type Control = "text" | "textarea" | "number" | "date" | "select" | "radio" | "checkbox" | "checks" | "combo" | "locked" | "computed";

interface Case {
  assert: string;
  severity: Severity;
  message: string;
  at?: string;
}

export interface Rule {
  id: string;
  when?: string;
  at?: string;
  /** Named CEL values, in order: the cases use `value.<name>`, messages `{name}`. */
  values: Record<string, string>;
  keywords: string[];
  cases: Case[];
  message: string;
  severity: Severity;
  clauses: string[];
  basis: string;
  readings: string[];
  lists: string[];
}

/** The plain keywords of a node, as JSON Schema has them. */
export interface Keywords {
  type: string;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
}

export interface Node {
  key: string;
  pointer: string;
  kind: "object" | "array" | "string" | "number" | "integer" | "boolean";
  title: string;
  required: boolean;
  /** Whether leaving it out is wrong; what only custom asks for is but reminded of. */
  demanded?: boolean;
  when?: string;
  schema: Keywords;
  basis: string;
  /** Of a field that has to be filled in and that the source asks for: the clauses. */
  clauses?: string[];
  unit?: string;
  control?: Control;
  choices?: string;
  /** What it may look like, where a finding shows it. */
  example?: string;
  /** CEL over `self`, the group or row around: the value follows from others. */
  computed?: string;
  /** Whether somebody states, confirms or signs it, so that no other file may say it. */
  attested?: boolean;
  /** Of a repeatable list: the column that takes each choice once, for filling in all rows. */
  fill?: string;
  children: Node[];
  item?: Node;
  rules: Rule[];
}

export interface List {
  title: string;
  columns: string[];
  rows: string[][];
  /** Codes with further names that the notice uses. */
  aliases?: string[][];
}

export interface Spec {
  ref: string;
  notice: string;
  form: string;
  edition: string;
  digest: string;
  title: string;
  purpose: string;
  noticeTitle: string;
  root: Node;
  /** Lists that rules demand rows of, always or where `when` holds. */
  least: { pointer: string; rows: number; when?: string }[];
  /** Choices of the fields and lists of the rules; a list that the source lacks is absent. */
  lists: Record<string, List>;
  /** Lists that the rules name and the source does not give: name and title. */
  missing: Record<string, string>;
  /** What each expression of the form looks at. */
  reads: Record<string, Reads>;
  /** Roles that targets look at, and the fields that play them (rows as `*`). */
  roles: Record<string, string>;
  targets: Target[];
  readings: Record<string, { question: string; option: string; text: string }>;
  /** Days of the notice, as expressions name them: deadlines, periods, issued. */
  days: JsonObject;
  clauses: Record<string, { number: string; quote: string }>;
  messages: string;
  /** Of a table: what its rows have to hold together. */
  whole: Whole | null;
  /** What the empty form holds: the rows that a table carries. */
  start: JsonObject;
  /** What the page begins with, if anything beyond that. */
  given: JsonObject | null;
  /** Fields that say what a filled form is about and whose it is (rows as `*`). */
  named: string[];
  /** The columns that nobody changes in the rows of `start`. */
  fixed: string[];
  /** Where the values of other forms go, by their short names. */
  others: Record<string, Other>;
}

/**
 * Another form: which of its values stand at the same place here, which elsewhere, which nowhere,
 * and which nobody but the signer may give.
 */
export interface Other {
  title: string;
  attested: Record<string, string>;
  same: string[];
  moved: Record<string, string>;
  left: Record<string, string>;
  computed: string[];
  /** What its lists call their codes, by place, where that is something else. */
  called: Record<string, Record<string, string>>;
}

/** Columns that tell rows apart; `open` are those that nothing but the primary key demands. */
export interface Whole {
  primary: string[];
  open: string[];
  unique: string[][];
  carried: Carried | null;
}

/** The rows that a table carries: those of a list, or every pair of two, for each value of `per`. */
export interface Carried {
  from: { list: string; column: string }[];
  per: string[];
  /** CEL over `item`, `item2`, `row` and `app`: which of the rows are meant. */
  applies: string | null;
  rule: { id: string; severity: Severity; message: string; clauses: string[]; readings: string[] };
}

/** A value that has to be reached, by every entry alone or by many together. */
export interface Target {
  id: string;
  title: string;
  severity: Severity;
  role: string;
  /** CEL over `role` and `form`: which entries it speaks of. */
  where: string | null;
  /** Roles and the lists of those who have to be there before many can be judged together. */
  members: [string, string][];
  /** Those of the lists of which the form itself says who stands in none of their rows. */
  closed: string[];
  aggregate: "each" | "min" | "mean" | "sum" | "all";
  least: number | null;
  most: number | null;
  /** The bound, the unit and the term, in words. */
  words: { sentence: string; bound: string; unit: string; due: string };
  clauses: string[];
  readings: string[];
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The own member `key` of an object; nothing inherited. */
export function member(value: unknown, key: string): Json | undefined {
  return isObject(value) && Object.prototype.hasOwnProperty.call(value, key) ? value[key] : undefined;
}

/** The label of a choice, or the code itself. */
export function labelOf(spec: Spec, node: Node, code: string): string {
  const rows = node.choices ? spec.lists[node.choices]?.rows : undefined;
  return rows?.find((row) => row[0] === code)?.[1] ?? code;
}

/** Between the choices of a value that takes several; Excel and the command join alike. */
const SEVERAL = "；";

/** A value as people read it: labels, 是 and 否; nothing for a group. */
export function textOf(spec: Spec, node: Node, value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (Array.isArray(value)) return value.map((one) => textOf(spec, node, one)).join(SEVERAL);
  return typeof value === "object" ? "" : labelOf(spec, node, String(value));
}

/** A title without its printed number: 三、项目负责人 is 项目负责人. */
export function bareTitle(title: string): string {
  return title.replace(/^[一二三四五六七八九十]+、/, "");
}
