// The results of 我能报什么: a card for each track, or for topics of equal outcome.
import type { Problem } from "../check/problem";
import type { Clause, Data, Outcome, Passed, Question, Row, Span, Topic } from "./outcome";
import { byId, make } from "../page/page";
import { bareTitle, isObject, type Json, labelOf, member, type Node } from "../data/spec";
import { type Say, sentence } from "../page/words";
import { type Standing, standing } from "./standing";

/** What a card says on top; `met`: nothing speaks against it, but the call has closed. */
type Kind = "open" | "met" | "review" | "need" | "closed";

const KINDS: Kind[] = ["open", "met", "review", "need", "closed"];
const LEAST_RANGE = 3;

export class Results {
  private now = 0;

  /** `data` is that of the notice that is shown. */
  constructor(
    private data: Data,
    private readonly say: Say,
  ) {}

  show(data: Data, outcomes: Outcome[], answered: number, now: number): void {
    this.data = data;
    this.now = now;
    const groups = KINDS.map((kind) => ({ kind, found: outcomes.filter((outcome) => this.kind(outcome) === kind) }));
    const filled = groups.filter(({ found }) => found.length > 0);
    this.counts(filled, answered);
    byId("ended").hidden = !this.data.rows.every((row) => this.ended(row)) || this.data.rows.length === 0;
    this.draw(filled.map(({ kind, found }) => this.group(kind, found)));
  }

  private kind(outcome: Outcome): Kind {
    return outcome.status === "open" && this.ended(outcome.row) ? "met" : outcome.status;
  }

  private ended(row: Row): boolean {
    return standing(row, this.now)?.kind === "ended";
  }

  private counts(groups: { kind: Kind; found: Outcome[] }[], answered: number): void {
    const { say } = this;
    const tallies = (): HTMLElement[] =>
      groups.map(({ kind, found }) => {
        const status = say(`eligibility-status-${kind}`);
        return make("span", ` ${say("eligibility-count", { status, count: String(found.length) })} `, `tally ${kind}`);
      });
    const all = String(this.data.questions.length);
    const first = answered === 0 ? say(this.waits()) : say("eligibility-answered", { done: String(answered), all });
    const counts = byId("counts");
    const fresh = [make("span", first, "answered"), ...tallies()];
    if (counts.textContent !== fresh.map((part) => part.textContent).join("")) counts.replaceChildren(...fresh);
    byId("strip-counts").replaceChildren(...tallies());
  }

  /** What stands where nothing is answered: no notice is chosen yet, or no question. */
  private waits(): string {
    if (this.data.rows.length === 0 && this.data.severalNotices) return "eligibility-choose-first";
    return this.data.questions.length > 0 ? "eligibility-empty" : "eligibility-unasked";
  }

  /** Put in the cards; the same ones are not drawn anew, and what was unfolded stays so. */
  private draw(parts: HTMLElement[]): void {
    const list = byId("list");
    if (list.textContent === parts.map((part) => part.textContent).join("")) return;
    const unfolded = new Set([...list.querySelectorAll("details[open]")].map((part) => part.getAttribute("data-of")));
    list.replaceChildren(...parts);
    for (const part of list.querySelectorAll<HTMLDetailsElement>("details")) {
      part.open = unfolded.has(part.getAttribute("data-of"));
    }
  }

  private group(kind: Kind, found: Outcome[]): HTMLElement {
    const part = make("section", "", `outcomes ${kind}`);
    const count = String(found.length);
    const status = this.say(`eligibility-status-${kind}`);
    part.append(make("h3", this.say("eligibility-count", { status, count })), ...found.map((outcome) => this.card(outcome, kind)));
    return part;
  }

  private card(outcome: Outcome, kind: Kind): HTMLElement {
    const { row, closed, review, remarks, need, wrong, unsure, passed } = outcome;
    const card = make("article", "", "card");
    card.dataset.status = kind;
    card.dataset.form = row.form;
    card.append(this.heading(outcome), this.facts(row));
    if (row.asked === 0) card.append(make("p", this.say("eligibility-unasked")));
    card.append(...this.reasons("closed", closed, row), ...this.reasons("review", review, row));
    card.append(...this.asking("unsure", unsure));
    if (closed.length === 0) {
      card.append(...this.asking("wrong", wrong), ...this.asking("need", need));
      card.append(...this.reasons("remarks", remarks, row));
    }
    card.append(...this.passed(outcome, passed));
    if (closed.length === 0) card.append(...this.lists(row, passed));
    card.append(...this.rest(row));
    return card;
  }

  private heading({ row, topics }: Outcome): HTMLElement {
    const top = make("header");
    const names = [this.data.severalNotices ? row.notice : "", row.programme].filter(Boolean).join(" · ");
    const title = make("h4", row.track);
    if (topics.length > 0) title.append(" ", make("span", this.say("eligibility-topics", { marks: this.marks(topics) }), "topics"));
    top.append(title, make("p", names, "of"));
    return top;
  }

  /** Marks in order; three or more in a row as the first and the last. */
  private marks(topics: Topic[]): string {
    const runs: Topic[][] = [];
    for (const topic of topics) {
      const last = runs[runs.length - 1];
      if (last && (last[last.length - 1] as Topic).at + 1 === topic.at) last.push(topic);
      else runs.push([topic]);
    }
    const join = this.say("eligibility-join");
    return runs
      .map((run) => {
        const marks = run.map(({ mark }) => mark);
        const [from, to] = [marks[0] as string, marks[marks.length - 1] as string];
        return run.length < LEAST_RANGE ? marks.join(join) : this.say("eligibility-range", { from, to });
      })
      .join(join);
  }

  private facts(row: Row): HTMLElement {
    const { say } = this;
    const list = make("dl");
    const add = (name: string, ...values: (string | HTMLElement)[]): void => {
      const pair = make("div");
      const value = make("dd");
      value.append(...values);
      pair.append(make("dt", say(`eligibility-${name}`)), " ", value);
      list.append(pair);
    };
    add("amount", row.amount);
    const { execution, application, validity } = row.spans;
    if (execution.length > 0) add("period", ...this.spans(execution));
    else add("period", say("eligibility-not-stated"));
    const state = standing(row, this.now);
    const clock = state === undefined ? [] : [" ", this.clock(state)];
    if (application.length > 0) add("window", ...this.spans(application), ...(row.closes === null ? clock : []));
    if (validity.length > 0) add("validity", ...this.spans(validity));
    if (row.closes === null) add("deadline", say("eligibility-not-stated"));
    else add("deadline", row.deadline, ...(row.moved ? [make("small", row.moved, "inferred")] : []), ...this.inferred([row.inferred]), ...clock);
    return list;
  }

  /** Days in words, then what of them the source does not give, each reason once. */
  private spans(items: Span[]): (string | HTMLElement)[] {
    return [items.map(({ text }) => text).join(this.say("eligibility-join")), ...this.inferred(items.map(({ inferred }) => inferred))];
  }

  private inferred(reasons: string[]): HTMLElement[] {
    return [...new Set(reasons.filter(Boolean))].map((reason) => make("small", this.say("eligibility-inferred", { reason }), "inferred"));
  }

  private clock({ kind, count }: Standing): HTMLElement {
    const soon = kind === "hours" || (kind === "days" && count < 8);
    const look = kind === "ended" ? "clock ended" : soon ? "clock soon" : "clock";
    return make("span", this.say(`eligibility-${kind}`, { count: String(count) }), look);
  }

  private reasons(kind: "closed" | "review" | "remarks", problems: Problem[], row: Row): HTMLElement[] {
    if (problems.length === 0) return [];
    const list = make("ul", "", `reasons ${kind}`);
    for (const problem of problems) {
      const line = make("li");
      line.dataset.rule = problem.rule;
      const spec = this.data.forms[row.form] as Data["forms"][string];
      line.append(make("p", sentence(spec, problem, this.say), "sentence"), ...this.sources(row, problem));
      list.append(line);
    }
    const title = kind === "remarks" ? "eligibility-remarks" : `eligibility-why-${kind}`;
    return [make("p", this.say(title), "why-title"), list];
  }

  /** The clauses, quoted and linked, and the readings in force. */
  private sources(row: Row, { clauses, readings }: { clauses: string[]; readings: string[] }): HTMLElement[] {
    const { say } = this;
    const spec = this.data.forms[row.form] as Data["forms"][string];
    const found = clauses.map((id) => spec.clauses[id]).filter((clause): clause is Clause => clause !== undefined);
    const lines = found.map((clause) => {
      const line = make("p", "", "source");
      const link = make("a", clause.number);
      link.href = clause.href;
      const words = clause.quote ? say("eligibility-quote", { quote: clause.quote }) : clause.gist;
      line.append(`${say("eligibility-cited")} `, link, " ", make("q", words));
      const { lines, document } = clause;
      line.append(document ? say("eligibility-lines-later", { lines, document }) : say("eligibility-lines", { lines }));
      return line;
    });
    for (const id of readings) {
      const reading = spec.readings[id];
      if (reading) lines.push(make("p", say("eligibility-reading", { question: reading.question, text: reading.text }), "source"));
    }
    return lines;
  }

  private asking(kind: "need" | "wrong" | "unsure", questions: Question[]): HTMLElement[] {
    if (questions.length === 0) return [];
    const list = make("ul", "", `asking ${kind}`);
    for (const question of questions) {
      const link = make("a", question.text);
      link.href = `#${question.id}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(question);
      });
      const line = make("li");
      line.append(link);
      list.append(line);
    }
    const title = this.say(`eligibility-why-${kind}`, { count: String(questions.length) });
    return [make("p", title, "why-title"), list];
  }

  private passed({ row, topics }: Outcome, passed: Passed[]): HTMLElement[] {
    if (passed.length === 0) return [];
    const fold = make("details", "", "passed");
    fold.dataset.of = `${row.form} ${topics.map(({ id }) => id).join(" ")}`;
    fold.append(make("summary", this.say("eligibility-passed", { count: String(passed.length) })));
    const list = make("ul", "", "reasons");
    for (const item of passed) {
      const line = make("li");
      line.append(make("p", this.answer(row, item), "sentence"), ...this.sources(row, item.rule));
      if (row.partly[item.rule.id]) line.append(make("p", this.say("eligibility-partly"), "source"));
      list.append(line);
    }
    fold.append(list);
    return [fold];
  }

  /** Lists that the rules go on to compare with, and that nobody has supplied. */
  private lists(row: Row, passed: Passed[]): HTMLElement[] {
    const names = new Set(passed.flatMap(({ rule }) => row.partly[rule.id] ?? []));
    const lists = [...names].join(this.say("eligibility-join"));
    return names.size > 0 ? [make("p", this.say("eligibility-lists", { lists }), "lists")] : [];
  }

  /** What was answered at the field of a rule, or at the fields of its group. */
  private answer(row: Row, { node, value }: Passed): string {
    if (isObject(value)) {
      const parts = node.children.filter((child) => member(value, child.key) !== undefined);
      return parts.map((child) => this.told(row, child, member(value, child.key) as Json)).join(this.say("eligibility-comma"));
    }
    return this.told(row, node, value);
  }

  private told(row: Row, node: Node, value: Json): string {
    const spec = this.data.forms[row.form] as Data["forms"][string];
    const yes = this.say(value === true ? "eligibility-yes" : "eligibility-no");
    const words = typeof value === "boolean" ? yes : labelOf(spec, node, String(value));
    return this.say("eligibility-answer", { title: bareTitle(node.title), answer: node.unit ? `${words} ${node.unit}` : words });
  }

  private rest(row: Row): HTMLElement[] {
    const { say } = this;
    const line = make("p", say("eligibility-rest"), "rest");
    const page = make("a", say("eligibility-rest-link"));
    page.href = row.programmeHref;
    const form = make("a", say("eligibility-form"));
    form.href = row.formHref;
    form.append(make("span", say("eligibility-form-of", { track: row.track }), "aside"));
    const { rules, quotas, items } = row.others;
    const count = say("eligibility-rest-count", { rules: String(rules), quotas: String(quotas), items: String(items) });
    line.append(page, count);
    const go = make("p", "", "go");
    go.append(form);
    return [line, go];
  }
}

function goTo({ id }: Question): void {
  const box = byId(`${id}_box`);
  const target = box.querySelector<HTMLElement>("input:checked") ?? byId(id);
  box.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
}
