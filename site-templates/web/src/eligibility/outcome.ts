// What the answers say of each track: the partial submission, judged by the form's own check.
import { applies, check, scopeOf } from "../check/validate";
import type { Problem } from "../check/problem";
import { type Control, isObject, type Json, type JsonObject, member, type Node, type Rule, type Spec } from "../data/spec";

export interface Question {
  id: string;
  notice: string;
  text: string;
  control: Control;
  /** The fields that the answer fills. */
  places: { form: string; pointer: string }[];
}

export interface Topic {
  id: string;
  mark: string;
  /** Its place among the topics of the programme. */
  at: number;
}

/** A span of days in words; `inferred` says what of it the source does not give. */
export interface Span {
  text: string;
  inferred: string;
}

/** A track as the generator describes it. */
export interface Row {
  form: string;
  noticeId: string;
  notice: string;
  programme: string;
  track: string;
  /** How many fields of the form are asked. */
  asked: number;
  topicAt: string | null;
  topics: Topic[];
  amount: string;
  /** When projects run, when applications are taken, how long the scheme holds. */
  spans: Record<"execution" | "application" | "validity", Span[]>;
  /** What of the deadline the source does not give. */
  inferred: string;
  closes: string | null;
  /** Where there is no deadline: when each span of application opens and is over. */
  windows: [string, string][];
  deadline: string;
  /** That a later document moved the deadline, in words; empty where none did. */
  moved: string;
  programmeHref: string;
  formHref: string;
  others: { rules: number; quotas: number; items: number };
  /** Rules of which only some steps are judged, with the missing lists of the others. */
  partly: Record<string, string[]>;
}

export interface Clause {
  number: string;
  quote: string;
  gist: string;
  lines: string;
  /** The title of a later document that says it; empty for the notice itself. */
  document: string;
  href: string;
}

export interface Data {
  language: string;
  /** The notices that can be chosen, by id. */
  notices: string[];
  questions: Question[];
  forms: Record<string, Spec & { clauses: Record<string, Clause> }>;
  rows: Row[];
  severalNotices: boolean;
  messages: string;
}

type Status = "open" | "review" | "need" | "closed";

/** A rule that the answers fulfil, with the field that it stands on. */
export interface Passed {
  rule: Rule;
  node: Node;
  value: Json;
}

export interface Outcome {
  row: Row;
  topics: Topic[];
  status: Status;
  closed: Problem[];
  review: Problem[];
  remarks: Problem[];
  /** Questions without an answer, those with an unreadable one, and those answered 不清楚. */
  need: Question[];
  wrong: Question[];
  unsure: Question[];
  passed: Passed[];
}

/** What was answered, by question; `unsure` are those that the person cannot answer. */
export interface Answers {
  values: Map<string, Json>;
  unsure: Set<string>;
}

/** What is shown of a notice alone: nobody is asked for another. */
export function ofNotice(data: Data, notice: string | undefined): Data {
  return {
    ...data,
    questions: data.questions.filter((question) => question.notice === notice),
    rows: data.rows.filter((row) => row.noticeId === notice),
  };
}

/** The outcome of every track; topics of equal outcome stand together. */
export function outcomes(data: Data, answers: Answers): Outcome[] {
  return data.rows.flatMap((row) => {
    const variants = row.topicAt !== null && row.topics.length > 0 ? row.topics : [undefined];
    const found = new Map<string, Outcome>();
    for (const topic of variants) {
      const outcome = judge(data, row, answers, topic);
      const key = signature(outcome);
      const same = found.get(key);
      if (same) same.topics.push(...outcome.topics);
      else found.set(key, outcome);
    }
    return [...found.values()];
  });
}

function judge(data: Data, row: Row, answers: Answers, topic: Topic | undefined): Outcome {
  const spec = data.forms[row.form] as Spec;
  const filled: JsonObject = {};
  if (topic && row.topicAt !== null) put(filled, row.topicAt, topic.id);
  for (const { id, places } of data.questions) {
    const value = answers.values.get(id);
    for (const { form, pointer } of places) {
      if (form === row.form && value !== undefined) put(filled, pointer, value);
    }
  }
  const submission = applying(spec.root, filled, spec, filled) as JsonObject;
  const outcome: Outcome = {
    ...{ row, topics: topic ? [topic] : [], status: "open", closed: [], review: [], remarks: [] },
    ...{ need: [], wrong: [], unsure: [], passed: [] },
  };
  const problems = check(spec, submission);
  for (const problem of problems) sort(problem, outcome, data, answers);
  outcome.passed = passed(spec, submission, problems);
  outcome.status = statusOf(outcome);
  return outcome;
}

function sort(problem: Problem, outcome: Outcome, data: Data, answers: Answers): void {
  const { broken, verdict, severity, lacking } = problem;
  const question = questionAt(data, outcome.row.form, problem.pointer);
  if (broken?.keyword === "required") {
    if (question) (answers.unsure.has(question.id) ? outcome.unsure : outcome.need).push(question);
  } else if (broken && problem.wording === undefined) {
    // No rule of the policy: what was entered is no such value.
    if (question) outcome.wrong.push(question);
  } else if (verdict === "undecided") {
    // What waits for another answer is listed with the questions.
    if (lacking.labels.length === 0) outcome.review.push(problem);
  } else if (severity === "error") outcome.closed.push(problem);
  else if (severity === "review") outcome.review.push(problem);
  else outcome.remarks.push(problem);
}

function statusOf({ row, closed, need, wrong, unsure, review }: Outcome): Status {
  if (closed.length > 0) return "closed";
  if (need.length > 0 || wrong.length > 0) return "need";
  return review.length > 0 || unsure.length > 0 || row.asked === 0 ? "review" : "open";
}

/** The rules that concern the submission and hold. */
function passed(spec: Spec, submission: JsonObject, problems: Problem[]): Passed[] {
  const scope = scopeOf(spec, submission);
  const failed = new Set(problems.filter(({ severity }) => severity !== "info").map(({ rule }) => rule));
  const found: Passed[] = [];
  const visit = (node: Node, value: Json): void => {
    const here = scope.withSelf(value);
    for (const rule of node.rules) {
      const concerns = rule.when === undefined || here.ask(rule.when) === true;
      if (concerns && !failed.has(rule.id)) found.push({ rule, node, value });
    }
    for (const child of node.children) {
      const below = member(value, child.key);
      if (below !== undefined) visit(child, below);
    }
  };
  visit(spec.root, submission);
  return found;
}

/** The value without the parts whose condition does not hold. */
function applying(node: Node, value: Json, spec: Spec, whole: JsonObject): Json {
  if (!isObject(value)) return value;
  const scope = scopeOf(spec, whole);
  const kept: JsonObject = {};
  for (const child of node.children) {
    const below = member(value, child.key);
    if (below !== undefined && applies(child, scope)) kept[child.key] = applying(child, below, spec, whole);
  }
  return kept;
}

function put(data: JsonObject, pointer: string, value: Json): void {
  const keys = pointer.split("/").slice(1);
  const last = keys.pop() as string;
  let holder = data;
  for (const key of keys) {
    const next = member(holder, key);
    holder = isObject(next) ? next : ((holder[key] = {}) as JsonObject);
  }
  holder[last] = value;
}

function questionAt(data: Data, form: string, pointer: string): Question | undefined {
  return data.questions.find(({ places }) =>
    places.some((place) => place.form === form && place.pointer === pointer),
  );
}

/** The description of the field that a question's answer fills first. */
export function nodeOf(data: Data, question: Question): { spec: Spec; node: Node } {
  const [place] = question.places as [{ form: string; pointer: string }];
  const spec = data.forms[place.form] as Spec;
  let node = spec.root;
  for (const key of place.pointer.split("/").slice(1)) {
    node = node.children.find((child) => child.key === key) as Node;
  }
  return { spec, node: { ...node, control: question.control } };
}

function signature(outcome: Outcome): string {
  const told = (problem: Problem): unknown[] => [problem.rule, problem.pointer, problem.severity, problem.wording];
  return JSON.stringify([
    [outcome.closed, outcome.review, outcome.remarks].map((problems) => problems.map(told)),
    [outcome.need, outcome.wrong, outcome.unsure].map((questions) => questions.map(({ id }) => id)),
    outcome.passed.map(({ rule }) => rule.id),
  ]);
}
