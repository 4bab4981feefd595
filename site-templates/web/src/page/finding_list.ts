// Findings in the page: at their fields, and as a linked summary on top.
import { check } from "../check/validate";
import type { Problem } from "../check/problem";
import { settle } from "./consequences";
import { byId, goTo, make, type Page, placeName } from "./page";
import type { JsonObject, Severity } from "../data/spec";
import { locate, LooseGroupView, type View } from "./view";
import { remarks, sentence } from "./words";

const ORDER: (Severity | "undecided")[] = ["error", "warning", "review", "info", "undecided"];

/** A group of more findings than this shows the first ones and folds the others. */
const LONG = 16;
const SHOWN = 12;

function kind(problem: Problem): Severity | "undecided" {
  return problem.verdict === "undecided" ? "undecided" : problem.severity;
}

function boxOf(view: View): HTMLElement | null {
  if (view instanceof LooseGroupView) return null;
  return view.element.querySelector<HTMLElement>(":scope > .problems, :scope > fieldset > .problems, :scope > .row-tools > .problems");
}

export class Errors {
  /** After a full check every field shows its findings; before it only those left behind. */
  private checked = false;
  private readonly visited = new Set<View>();
  /** The views that show something now. */
  private marked = new Set<View>();

  constructor(private readonly page: Page) {}

  /** The whole check, with the summary focused. */
  checkAll(): void {
    this.checked = true;
    const problems = this.refresh();
    this.summarise(problems);
    const summary = byId("summary");
    summary.hidden = false;
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: "start" });
  }

  /** Show what is wrong with the fields that were left, and keep the summary true. */
  visit(...views: View[]): void {
    for (const view of views) this.visited.add(view);
    const problems = this.refresh();
    if (this.checked) this.summarise(problems);
  }

  reset(): void {
    this.checked = false;
    this.visited.clear();
    byId("summary").hidden = true;
    this.mark([]);
  }

  private refresh(): Problem[] {
    const data: JsonObject = settle(this.page.spec, this.page.root);
    const problems = check(this.page.spec, data);
    this.mark(problems.filter((problem) => problem.verdict === "fail" && this.due(problem)));
    return problems;
  }

  private due(problem: Problem): boolean {
    if (this.checked) return true;
    return problem.broken?.keyword !== "required" && this.visited.has(locate(this.page.root, problem.pointer));
  }

  private mark(problems: Problem[]): void {
    const wanted = new Map<View, Problem[]>();
    for (const problem of problems) {
      const view = locate(this.page.root, problem.pointer);
      wanted.set(view, [...(wanted.get(view) ?? []), problem]);
    }
    for (const view of new Set([...this.marked, ...wanted.keys()])) this.markOne(view, wanted.get(view) ?? []);
    this.marked = new Set(wanted.keys());
  }

  private markOne(view: View, problems: Problem[]): void {
    const box = boxOf(view);
    if (!box) return;
    const { spec, say } = this.page;
    const texts = problems.map((problem) => {
      const line = make("p", "", `problem ${kind(problem)}`);
      line.append(make("strong", say(`severity-${kind(problem)}`)), ` ${sentence(spec, problem, say)}`);
      return line;
    });
    if (box.textContent !== texts.map((line) => line.textContent).join("")) box.replaceChildren(...texts);
    const wrong = problems.some((problem) => problem.severity === "error");
    view.element.classList.toggle("has-error", wrong);
    view.element.classList.toggle("has-remark", problems.length > 0 && !wrong);
    if (view.children().length > 0) return;
    for (const entry of view.element.querySelectorAll("[data-entry]")) {
      if (wrong) entry.setAttribute("aria-invalid", "true");
      else entry.removeAttribute("aria-invalid");
    }
  }

  private summarise(problems: Problem[]): void {
    const { say } = this.page;
    const summary = byId("summary");
    const failed = problems.filter((problem) => kind(problem) === "error").length;
    const title = make("h2", say(this.headline(problems), { count: String(failed) }));
    title.id = "summary-title";
    const groups = ORDER.flatMap((severity) => this.group(severity, problems));
    // The same findings are not drawn anew: a reader may be in the middle of them.
    const notes = [say("form-summary-note", { purpose: this.page.spec.purpose })];
    const fresh = [title, ...notes.map((note) => make("p", note, "note")), ...this.readings(), ...groups];
    if (summary.textContent !== fresh.map((part) => part.textContent).join("")) summary.replaceChildren(...fresh);
    summary.dataset.verdict = failed > 0 ? "fail" : problems.length > 0 ? "review" : "pass";
    if (this.checked) summary.hidden = false;
  }

  /** By which readings of unclear clauses it was checked, whatever came of it. */
  private readings(): HTMLElement[] {
    const names = Object.keys(this.page.spec.readings);
    if (names.length === 0) return [];
    const line = make("p", "", "note");
    const link = make("a", this.page.say("form-summary-readings", { readings: names.join("、") }));
    link.href = "#readings";
    link.addEventListener("click", () => {
      byId<HTMLDetailsElement>("readings").open = true;
    });
    line.append(link);
    return [line];
  }

  private headline(problems: Problem[]): string {
    if (problems.some((problem) => kind(problem) === "error")) return "form-summary-fail";
    return problems.length > 0 ? "form-summary-review" : "form-summary-pass";
  }

  private group(severity: Severity | "undecided", problems: Problem[]): HTMLElement[] {
    const { say } = this.page;
    const members = problems.filter((problem) => kind(problem) === severity);
    if (members.length === 0) return [];
    const heading = say("form-summary-group", { severity: say(`severity-${severity}`), count: String(members.length) });
    const list = make("ul");
    const lines = members.map((problem) => this.item(problem));
    list.append(...lines.splice(0, lines.length > LONG ? SHOWN : LONG));
    // What cannot be told yet is mostly what is not filled in yet: folded, never left out.
    if (severity === "undecided" || severity === "info") {
      const fold = make("details", "", `group ${severity}`);
      list.append(...lines);
      fold.append(make("summary", heading), list);
      const alone = problems.every((problem) => ["info", "undecided"].includes(kind(problem)));
      fold.open = alone || byId("summary").querySelector(`details.${severity}[open]`) !== null;
      return [fold];
    }
    const group = make("div", "", `group ${severity}`);
    group.append(make("h3", heading), list);
    if (lines.length > 0) group.append(this.rest(severity, lines));
    return [group];
  }

  /** The lines beyond the first of a long group: at hand, but not in the way of what follows. */
  private rest(severity: string, lines: HTMLElement[]): HTMLElement {
    const fold = make("details", "", `rest ${severity}`);
    const list = make("ul");
    list.append(...lines);
    fold.append(make("summary", this.page.say("form-summary-rest", { count: String(lines.length) })), list);
    fold.open = byId("summary").querySelector(`details.rest.${severity}[open]`) !== null;
    return fold;
  }

  private item(problem: Problem): HTMLElement {
    const { page } = this;
    const line = make("li");
    line.dataset.rule = problem.rule;
    line.dataset.pointer = problem.pointer;
    const link = make("a");
    link.href = `#${locate(page.root, problem.pointer).focusTarget().id}`;
    // A sentence on plain shape names the field itself.
    const around = problem.pointer.replace(/\/[^/]*$/, "");
    const at = problem.wording === undefined && around ? around : problem.pointer;
    link.append(make("span", placeName(page, at), "place"), "：", sentence(page.spec, problem, page.say));
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(page, problem.pointer);
    });
    line.append(link);
    const notes = remarks(page.spec, problem, page.say);
    if (notes.length > 0) line.append(make("div", notes.join(" "), "remarks"));
    return line;
  }
}
