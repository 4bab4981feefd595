// The check of one submission in the page: shape, rules, the table as a whole, targets, in document
// order. It reads the data only; what the page shows is not its concern.
import { type Answer, Scope, UNTOLD } from "../cel/evaluation";
import { fillIn } from "./computed";
import { lackingOf, type Problem } from "./problem";
import { type Path, pointerOf } from "../data/mentions";
import { isObject, type Json, type JsonObject, member, type Node, type Rule, type Severity, type Spec } from "../data/spec";
import { shapeProblems, unusableProblems } from "./structure";
import { instances, nodesOf, noticeScope, type Placed, readsOf, Subject, valueAt } from "./evaluation_context";
import { targetProblems } from "./targets";
import { wholeProblems } from "./table_checks";

/** What expressions see; values that follow from others are filled in. */
export function scopeOf(spec: Spec, given: JsonObject): Scope {
  return noticeScope(spec).with({ app: fillIn(spec.root, given) });
}

/** Whether a node applies. A condition speaks of the whole submission: it has no `self`. */
export function applies(node: Node, scope: Scope): boolean {
  return node.when === undefined || scope.withSelf(undefined).ask(node.when) === true;
}

export function check(spec: Spec, data: JsonObject): Problem[] {
  const refused = unusableProblems(spec, data);
  if (refused.length > 0) return refused;
  const subject = new Subject(spec, data);
  const rules = nodesOf(spec).flatMap((placed) => placed.node.rules.flatMap((rule) => ruleProblems(subject, placed, rule)));
  return inOrder(spec, [...shapeProblems(subject), ...rules, ...wholeProblems(subject), ...targetProblems(subject)]);
}

/** A step that does not hold, with the rule's named values; `asked` is what has no answer. */
interface Failing {
  step: Rule["cases"][number];
  shown: Record<string, string>;
  asked?: string;
}

function ruleProblems(subject: Subject, { node, pattern }: Placed, rule: Rule): Problem[] {
  if (rule.cases.length === 0) return [];
  return placesOf(subject, node, pattern).flatMap(([path, value]) => {
    if (subject.rests(path)) return [];
    const expressions = [...(rule.when === undefined ? [] : [rule.when]), ...Object.values(rule.values), ...rule.cases.map((step) => step.assert)];
    const looks = expressions.some(
      (expression) => subject.looksAtBroken(path, expression) && subject.looksAtBroken(path, expression, subject.rowsOf(expression, value)),
    );
    const failing = looks ? whateverItIs(subject, rule, path, expressions) : firstFailing(rule, subject.scope.withSelf(value));
    return failing && !isOwed(subject, rule, path, failing) ? [told(subject, node, rule, path, failing)] : [];
  });
}

/**
 * Whether all that a rule waits for are answers whose lack is an error of its own: one missing
 * answer is one finding, and the rule speaks when it is there.
 */
function isOwed(subject: Subject, rule: Rule, path: Path, { asked }: Failing): boolean {
  if (asked === undefined) return false;
  const needed = behind(subject.spec, asked, rule.values);
  if (lackingOf(subject, path, needed, rule.values).lists.length > 0) return false;
  const places = needed.flatMap((expression) => subject.lacking(path, expression, rule.values));
  return places.length > 0 && places.every((place) => subject.owes(place));
}

/** Every place of a rule; a list that has to be there is seen as one of no rows. */
function placesOf(subject: Subject, node: Node, pattern: Path): [Path, Json][] {
  if (node.kind !== "array" || !node.required) return instances(subject.app, pattern);
  return instances(subject.app, pattern.slice(0, -1)).flatMap(([above, group]): [Path, Json][] =>
    isObject(group) ? [[[...above, node.key], member(group, node.key) ?? []]] : [],
  );
}

/** What fails whatever the broken values should have been, nothing where it depends on them. */
function whateverItIs(subject: Subject, rule: Rule, path: Path, expressions: string[]): Failing | undefined {
  if (subject.broken.has(path) || expressions.some((expression) => subject.seesGap(path, expression))) return undefined;
  const { app, scope } = subject.readable;
  const failing = firstFailing(rule, scope.withSelf(valueAt(app, path) ?? null));
  if (failing?.asked !== undefined || Object.values(failing?.shown ?? {}).includes(UNTOLD)) return undefined;
  return failing;
}

function firstFailing(rule: Rule, plain: Scope): Failing | undefined {
  const concerns: Answer = rule.when === undefined ? true : plain.ask(rule.when);
  const [first] = rule.cases;
  if (concerns === "undecided" && first) return { step: first, shown: {}, asked: rule.when ?? "" };
  if (concerns === false) return undefined;
  const { scope, shown } = plain.withValues(rule.values);
  for (const step of rule.cases) {
    const answer = scope.ask(step.assert);
    if (answer === true) continue;
    return answer === false ? { step, shown } : { step, shown, asked: step.assert };
  }
  return undefined;
}

function told(subject: Subject, node: Node, rule: Rule, path: Path, { step, shown, asked }: Failing): Problem {
  return {
    rule: rule.id,
    severity: step.severity,
    verdict: asked === undefined ? "fail" : "undecided",
    pointer: pointerOf(placed(path, step.at ?? rule.at ?? "")),
    node,
    wording: step.message.replace(/\{([a-z][a-z0-9_]*)\}/g, (text, name: string) => shown[name] ?? (name in rule.values ? UNTOLD : text)),
    clauses: rule.clauses,
    readings: rule.readings,
    lacking: asked === undefined ? { lists: [], labels: [] } : lackingOf(subject, path, behind(subject.spec, asked, rule.values), rule.values),
  };
}

/** An expression with those of the named values that it is made of. */
function behind(spec: Spec, expression: string, values: Record<string, string>): string[] {
  const parts = new Set([expression]);
  for (const part of parts) {
    for (const { path } of readsOf(spec, part).mentions) {
      const made = path[0] === "value" ? values[path[1] ?? ""] : undefined;
      if (made !== undefined) parts.add(made);
    }
  }
  return [...parts];
}

/** The place that `path`, which may go up by `..`, leads to from `from`. */
function placed(from: Path, path: string): Path {
  const found = [...from];
  for (const step of path.split("/")) {
    if (step === "..") found.pop();
    else if (step) found.push(step);
  }
  return found;
}

const SEVERITIES: Severity[] = ["error", "warning", "review", "info"];

/** In the order of the document, rows by number, then by severity. */
function inOrder(spec: Spec, problems: Problem[]): Problem[] {
  const ranked = problems.map((problem) => ({ problem, at: rankOf(spec.root, problem.pointer) }));
  ranked.sort((a, b) => {
    const first = a.at.findIndex((rank, i) => rank !== b.at[i]);
    const place = first < 0 ? a.at.length - b.at.length : (a.at[first] as number) - (b.at[first] ?? -1);
    const severity = SEVERITIES.indexOf(a.problem.severity) - SEVERITIES.indexOf(b.problem.severity);
    return place || severity || (a.problem.rule < b.problem.rule ? -1 : Number(a.problem.rule > b.problem.rule));
  });
  return ranked.map(({ problem }) => problem);
}

function rankOf(root: Node, pointer: string): number[] {
  let node: Node | undefined = root;
  return pointer.split("/").slice(1).map((step) => {
    if (node?.item) {
      node = node.item;
      return Number(step);
    }
    const at: number = node ? node.children.findIndex(({ key }) => key === step) : -1;
    node = node?.children[at];
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  });
}
