// The script of 我能报什么: reads the answers, judges every track, shows the results.
import { check } from "./check/validate";
import type { Problem } from "./check/problem";
import { ControlAccess } from "./page/control";
import { type Answers, type Data, nodeOf, ofNotice, type Outcome, outcomes, type Question } from "./eligibility/outcome";
import { begin, Later } from "./page/pending";
import { byId, make } from "./page/page";
import { Results } from "./eligibility/results";
import type { Json, JsonObject } from "./data/spec";
import { joinSite } from "./page/site";
import { sentence, speaker } from "./page/words";

const TYPING_DELAY = 350;
const BLUR_DELAY = 250;

/** A question in the page. */
class Asked {
  private readonly control: ControlAccess;
  private readonly box: HTMLElement;

  constructor(
    private readonly data: Data,
    readonly question: Question,
  ) {
    this.box = byId(`${question.id}_box`);
    const { spec, node } = nodeOf(data, question);
    this.control = new ControlAccess(spec, node, this.box);
  }

  /** Whether the person answered 不清楚. */
  unsure(): boolean {
    return this.box.querySelector("[data-none]:checked") !== null;
  }

  read(): Json | undefined {
    if (this.unsure()) return undefined;
    const value = this.control.read();
    return value === "" ? undefined : value;
  }

  has(target: EventTarget | null): boolean {
    return target instanceof Node && this.box.contains(target);
  }

  /** Take the typed text in its plain form, and say what is wrong with it. */
  tidy(say: ReturnType<typeof speaker>): void {
    this.control.normalise();
    const wrong = this.misread();
    const text = wrong ? sentence(nodeOf(this.data, this.question).spec, wrong, say) : "";
    const problems = byId(`${this.question.id}_problems`);
    if (problems.textContent !== text) problems.replaceChildren(...(text ? [make("p", text, "problem error")] : []));
    for (const entry of this.box.querySelectorAll("[data-entry]")) {
      if (wrong) entry.setAttribute("aria-invalid", "true");
      else entry.removeAttribute("aria-invalid");
    }
  }

  /** What is wrong with the entry itself; whether it is a fit answer is for the rules. */
  private misread(): Problem | undefined {
    const value = this.read();
    if (value === undefined) return undefined;
    const { spec, node } = nodeOf(this.data, this.question);
    const root = { ...spec.root, children: [{ ...node, key: "value", rules: node.rules.filter((rule) => rule.keywords.length > 0) }], rules: [] };
    const data: JsonObject = { value };
    return check({ ...spec, root }, data).find(({ broken, wording }) => broken && wording === undefined);
  }

  clear(): void {
    for (const entry of this.box.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[data-entry]")) {
      if (entry instanceof HTMLInputElement && entry.type === "radio") entry.checked = false;
      else entry.value = "";
    }
  }
}

class App {
  private readonly say = speaker(this.data.language, this.data.messages);
  private readonly asked = this.data.questions.map((question) => new Asked(this.data, question));
  private readonly results = new Results(this.data, this.say);
  private readonly showing = new Later(() => this.show());
  private composing = false;

  constructor(private readonly data: Data) {}

  start(): void {
    document.documentElement.classList.add("live");
    joinSite();
    const form = byId<HTMLFormElement>("questions");
    // Some browsers bring back what was entered before: nothing is kept here.
    for (const asked of this.asked) asked.clear();
    for (const entry of this.choices()) entry.checked = `#${entry.value}` === decodeURIComponent(location.hash);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("compositionstart", () => (this.composing = true));
    form.addEventListener("compositionend", () => {
      this.composing = false;
      this.later();
    });
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.show());
    form.addEventListener("focusout", (event) => this.left(event.target));
    byId("act-clear").addEventListener("click", () => this.clear());
    byId("act-print").addEventListener("click", () => print());
    this.unfoldOnPaper();
    byId("results").hidden = false;
    this.show();
    begin();
    setInterval(() => this.show(), 60_000);
  }

  private later(): void {
    if (this.composing) return;
    this.showing.in(TYPING_DELAY);
  }

  // A message that moves the layout at once would swallow the click that caused the blur.
  private left(target: EventTarget | null): void {
    const asked = this.asked.find((candidate) => candidate.has(target));
    if (asked) new Later(() => asked.tidy(this.say)).in(BLUR_DELAY);
  }

  private choices(): HTMLInputElement[] {
    return [...document.querySelectorAll<HTMLInputElement>("[data-choose]")];
  }

  /** The notice that is looked at: the chosen one, or the only one. */
  private notice(): string | undefined {
    const choices = this.choices();
    return choices.length > 0 ? choices.find((entry) => entry.checked)?.value : this.data.notices[0];
  }

  /** Show the questions of the notice, and hide those of the others. */
  private part(): Data {
    const notice = this.notice();
    for (const part of document.querySelectorAll<HTMLElement>("[data-notice]")) part.hidden = part.dataset.notice !== notice;
    const data = ofNotice(this.data, notice);
    for (const part of document.querySelectorAll<HTMLElement>(".tools, .strip")) part.hidden = data.questions.length === 0;
    const readings = document.getElementById("readings");
    if (readings) readings.hidden = readings.querySelector("[data-notice]:not([hidden])") === null;
    return data;
  }

  private show(): void {
    this.showing.cancel();
    const data = this.part();
    const answers: Answers = { values: new Map(), unsure: new Set() };
    for (const asked of this.asked) {
      if (!data.questions.includes(asked.question)) continue;
      const value = asked.read();
      if (value !== undefined) answers.values.set(asked.question.id, value);
      if (asked.unsure()) answers.unsure.add(asked.question.id);
    }
    const found: Outcome[] = outcomes(data, answers);
    this.results.show(data, found, answers.values.size + answers.unsure.size, Date.now());
  }

  private clear(): void {
    for (const asked of this.asked) {
      asked.clear();
      asked.tidy(this.say);
    }
    this.show();
    byId("title").focus();
    scrollTo({ top: 0 });
  }

  private unfoldOnPaper(): void {
    const folded = new Set<HTMLDetailsElement>();
    addEventListener("beforeprint", () => {
      for (const part of document.querySelectorAll<HTMLDetailsElement>("details:not([open])")) {
        folded.add(part);
        part.open = true;
      }
    });
    addEventListener("afterprint", () => {
      for (const part of folded) part.open = false;
      folded.clear();
    });
  }
}

new App(JSON.parse(byId("spec").textContent ?? "") as Data).start();
