// The script of the fillable form: binds the page and wires its buttons.
import { carry, type Left } from "./storage/prefill";
import { type Draft, Drafts } from "./storage/drafts";
import { Errors } from "./page/finding_list";
import { download, LARGEST_FILE, readSubmission, submissionText } from "./storage/files";
import { History, same, type Step } from "./data/history";
import { computedOf, fingerprint } from "./data/fingerprint";
import { settle, showComputed } from "./page/consequences";
import { begin, Later } from "./page/pending";
import { SiteEngine } from "./storage/site_engine";
import { Losses } from "./storage/unplaced";
import { byId, goTo, make, type Page } from "./page/page";
import { buildPaper } from "./print/print";
import { showCounters, showProgress } from "./page/progress";
import { review } from "./print/review";
import { restore } from "./storage/restore";
import { handleRows, handleToolKeys, refreshLists, showColumnHint } from "./page/rows";
import { handleGrids } from "./page/grid/grid";
import { LongTable } from "./page/grid/long_table";
import { OnceAsked } from "./page/grid/once";
import { type Call, standing } from "./eligibility/standing";
import { CSV, csvText, readCsv, running, tableOf, workbook, XLSX } from "./page/grid/sheet_file";
import { type Json, type JsonObject, labelOf, type Other, type Spec } from "./data/spec";
import { instances, nodeAt } from "./check/evaluation_context";
import { shortened, stripped } from "./data/text";
import { bind, type GroupView, type Loss, ValueView, type View, viewAround, walk } from "./page/view";
import { joinSite, siteRoot } from "./page/site";
import { speaker } from "./page/words";

const BLUR_DELAY = 250;
/** What follows from a key comes after the key is on the screen; in a large table, after a pause. */
const SOON = 20;
const WHEN_SLOW = 300;
const SLOW = 25;
/** What is typed without so long a pause is one step to undo. */
const STEP_PAUSE = 700;
const LONGEST_NAME = 30;
/** Why a file is none of the page's own; the engine of the site may read it. */
const OTHER_MEDIA = ["form-open-document", "form-open-not-json"];

class App {
  private readonly errors: Errors;
  private readonly drafts: Drafts;
  private readonly losses: Losses;
  private readonly computed: Set<string>;
  /** What the page holds before anybody types. */
  private readonly blank: Json;
  /** The fingerprint of what is filled in now, nothing while nothing is. */
  private print = "";
  private composing = false;
  private readonly following = new Later(() => this.follow());
  private readonly history: History;
  private readonly once: OnceAsked | undefined;
  private readonly long: LongTable | undefined;
  /** Runs out when a step to undo is whole; nothing while there is none to take. */
  private step: number | undefined;
  /** How long it took last time to follow a change, in milliseconds. */
  private cost = 0;
  /** The engine of the site, where the page lies on it: a form that was sent alone has none. */
  private engine: SiteEngine | undefined;

  constructor(private readonly page: Page) {
    this.errors = new Errors(page);
    this.losses = new Losses(page);
    this.computed = computedOf(page.spec.root);
    page.root.write(page.spec.start, "", []);
    this.blank = this.state();
    this.history = new History(this.blank);
    this.once = OnceAsked.of(page, (list) => this.done(list));
    const table = tableOf(page.spec, page.root);
    this.long = table && new LongTable(table.list);
    this.drafts = new Drafts(page.spec, {
      read: () => (this.untouched() ? undefined : page.root.read(true)),
      kept: (at) => this.tellDraft(at),
      elsewhere: (draft) => this.tellElsewhere(draft),
    });
  }

  /** Beside the day that closes the call: what holds now, by the reader's clock. */
  private tellStanding(): void {
    const place = document.getElementById("call");
    const state = place && standing(JSON.parse(place.dataset["call"] as string) as Call, Date.now());
    if (state) place.append(" ", make("b", this.page.say(`form-call-${state.kind}`, { count: `${state.count}` }), "badge call"));
  }

  start(): void {
    const { given } = this.page.spec;
    if (siteRoot() !== undefined) this.engine = new SiteEngine(document.documentElement.dataset["engine"] ?? "");
    this.listen();
    this.buttons();
    if (given) this.load(given, "form-given", {}, []);
    else this.follow();
    this.offerDrafts();
    this.tellStanding();
    begin();
    document.documentElement.classList.add("live");
    this.long?.begin();
    joinSite();
    // On a phone the contents would push the form off the first screen.
    if (matchMedia("(max-width: 860px)").matches) document.querySelector(".contents > details")?.removeAttribute("open");
  }

  private listen(): void {
    const { form } = this.page;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("compositionstart", () => (this.composing = true));
    form.addEventListener("compositionend", () => {
      this.composing = false;
      this.edited();
    });
    form.addEventListener("input", () => this.edited());
    form.addEventListener("change", (event) => {
      const entry = event.target as HTMLElement;
      if (entry instanceof HTMLInputElement && entry.type === "checkbox") entry.dataset.touched = "true";
      this.edited();
    });
    form.addEventListener("focusin", (event) => showColumnHint(event.target as HTMLElement));
    form.addEventListener("focusout", (event) => this.left(event.target as HTMLElement));
    handleRows(this.page, (list) => this.done(list));
    handleToolKeys(this.page);
    handleGrids(this.page, () => this.endStep(), (list, views) => this.done(list, ...views));
    addEventListener("keydown", (event) => this.stepKey(event));
    addEventListener("beforeprint", () => {
      this.follow();
      buildPaper(this.page, { empty: this.untouched(), fingerprint: this.print, left: this.losses.lines });
    });
  }

  private buttons(): void {
    const press = (name: string, act: () => void): void => byId(`act-${name}`).addEventListener("click", act);
    const picker = byId<HTMLInputElement>("file-picker");
    press("check", () => this.errors.checkAll());
    press("save", () => this.save());
    press("open", () => picker.click());
    press("undo", () => this.back());
    press("redo", () => this.forth());
    if (tableOf(this.page.spec, this.page.root)) {
      press("csv", () => this.saveSheet("csv"));
      press("xlsx", () => this.saveSheet("xlsx"));
      press("package", () => void this.savePackage());
    }
    // An empty form is printed for filling in by hand: there is nothing to look through.
    press("print", () => (this.untouched() ? print() : review(this.page, () => print())));
    byId<HTMLInputElement>("show-basis").addEventListener("change", ({ target }) => showBasis((target as HTMLInputElement).checked));
    press("clear", () => this.ask("form-clear-question", "form-clear-yes", () => this.clear()));
    picker.addEventListener("change", () => {
      const [file] = picker.files ?? [];
      picker.value = "";
      if (file) void this.open(file);
    });
  }

  /** A change that is whole, such as a row or a pasted block: one step to undo. */
  private done(...views: View[]): void {
    this.edited();
    this.errors.visit(...views);
    this.record();
  }

  /** Everything that is filled in, parts that do not apply too. */
  private state(): Json {
    return this.page.root.read(true) ?? {};
  }

  private record(): void {
    clearTimeout(this.step);
    this.step = undefined;
    this.history.record(this.state());
    this.showSteps();
  }

  private showSteps(): void {
    byId<HTMLButtonElement>("act-undo").disabled = !this.history.canUndo && this.step === undefined;
    byId<HTMLButtonElement>("act-redo").disabled = !this.history.canRedo;
  }

  private stepKey(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || !["z", "y"].includes(key)) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) this.forth();
    else this.back();
  }

  /** What was typed up to now is a step of its own. */
  private endStep(): void {
    if (this.step !== undefined) this.record();
  }

  private back(): void {
    this.endStep();
    this.take(this.history.undo(), "form-undone");
  }

  private forth(): void {
    this.endStep();
    this.take(this.history.redo(), "form-redone");
  }

  /** Put a state of before in place of the present one, and go where it differs. */
  private take(step: Step | undefined, told: string): void {
    if (!step) return;
    const place = restore(this.page.root, step.before, step.after);
    this.once?.reset();
    this.follow();
    this.drafts.changed();
    this.errors.visit();
    this.showSteps();
    if (place !== undefined) goTo(this.page, place);
    byId("draft-status").textContent = this.page.say(told);
  }

  private edited(): void {
    if (this.composing) return;
    byId("unsaved").hidden = false;
    this.drafts.changed();
    clearTimeout(this.step);
    this.step = window.setTimeout(() => this.record(), STEP_PAUSE);
    this.showSteps();
    const slow = this.cost > SLOW;
    // A small form follows at once even while somebody types; a large one waits for a pause.
    if (this.following.waiting && !slow) return;
    this.following.in(slow ? WHEN_SLOW : SOON);
  }

  /** What follows from the data: conditional parts, computed values, rows, progress. */
  private follow(): Loss[] {
    const { spec, root } = this.page;
    this.following.cancel();
    const began = performance.now();
    const data = settle(spec, root);
    const losses = showComputed(spec, root, data);
    refreshLists(this.page);
    this.once?.follow();
    if (this.once && this.step === undefined) this.history.amend(this.state());
    this.long?.follow();
    showProgress(this.page, data);
    showCounters(this.page);
    this.print = this.untouched() ? "" : fingerprint(spec.ref, this.computed, data);
    byId("fingerprint").textContent = this.print || this.page.say("form-fingerprint-later");
    this.cost = performance.now() - began;
    return losses;
  }

  /** Whether nobody has filled anything in. */
  private untouched(): boolean {
    return same(this.state(), this.blank);
  }

  // A message that moves the layout at once would swallow the click that caused the blur.
  private left(target: HTMLElement): void {
    const view = this.viewOf(target);
    if (!view) return;
    view.control.normalise();
    new Later(() => {
      // What belongs to a field besides its entries, such as its clauses, is no place to fill in.
      const entered = document.activeElement?.closest<HTMLElement>("[data-entry]");
      if (!this.composing && !(entered && view.element.contains(entered))) this.errors.visit(view);
    }).in(BLUR_DELAY);
  }

  private viewOf(target: HTMLElement): ValueView | undefined {
    const view = viewAround(target);
    return view instanceof ValueView ? view : undefined;
  }

  private save(): void {
    const { spec } = this.page;
    const data = settle(spec, this.page.root);
    download(`${spec.notice}-${spec.form}.json`, submissionText(spec, data));
    this.tell("form-saved-file", {});
    this.showState("form-file-kept", new Date());
  }

  /** The table as a file of sheets, without anything that does not stand in it. */
  private saveSheet(kind: "csv" | "xlsx"): void {
    const { spec, root } = this.page;
    settle(spec, root);
    const cells = tableOf(spec, root);
    if (!cells) return;
    const name = `${spec.notice}-${spec.form}.${kind}`;
    if (kind === "csv") download(name, csvText(cells), CSV);
    else download(name, workbook(cells), XLSX);
    this.tell("form-saved-sheet", { name });
    const run = kind === "csv" ? running(cells) : 0;
    if (run > 0) byId("notice").append(make("p", this.page.say("form-saved-running", { count: String(run) })));
    byId("notice").classList.toggle("alarm", run > 0);
    this.showState("form-file-kept", new Date());
  }

  /** The data package to hand in, which the engine of the site makes. */
  private async savePackage(): Promise<void> {
    const { spec, root, say } = this.page;
    if (this.untouched()) return this.tell("form-package-refused", { why: say("form-package-empty") }, true);
    const content = new TextEncoder().encode(submissionText(spec, settle(spec, root)));
    this.tell("form-package-making", {});
    const answered = await this.engine?.ask({ kind: "package", name: "table.json", content, form: spec.ref });
    if (!answered?.file) return this.tell("form-package-refused", { why: answered?.refused ?? "" }, true);
    const name = `${spec.notice}-${spec.form}.zip`;
    download(name, answered.file, "application/zip");
    this.tell("form-package-saved", { name });
    byId("notice").append(...(answered.told ?? []).map((line) => make("p", line)));
  }

  private async open(file: File): Promise<void> {
    const { spec, root } = this.page;
    if (file.size > LARGEST_FILE) return this.tell("form-open-large", { name: file.name }, true);
    const cells = /\.(?:csv|txt|tsv)$/i.test(file.name) ? tableOf(spec, root) : undefined;
    if (cells) {
      const read = readCsv(cells, await file.arrayBuffer());
      const lost = read.ok && read.lost.length > 0 ? [this.page.say("form-csv-lost", { columns: read.lost.join("、") })] : [];
      if (read.ok) return this.replace(file.name, read.data, lost);
      if (!this.engine) return this.tell(read.message, { name: file.name, found: read.found ?? "" }, true);
    }
    let opened = readSubmission(spec, await file.text());
    let told: string[] = [];
    if (this.engine && (opened.ok ? !opened.fits : OTHER_MEDIA.includes(opened.message))) {
      this.tell("form-open-reading", { name: file.name });
      const answered = await this.engine.ask({ kind: "open", name: file.name, content: new Uint8Array(await file.arrayBuffer()), form: spec.ref });
      if (answered?.text !== undefined) [opened, told] = [readSubmission(spec, answered.text), answered.told ?? []];
      else if (answered && !opened.ok) return this.tell("form-open-refused", { name: file.name, why: answered.refused ?? "" }, true);
    }
    if (!opened.ok) return this.tell(opened.message, { name: file.name, purpose: spec.purpose }, true);
    if (!opened.fits) return this.offerOther(opened.data, opened.named ?? "");
    this.replace(file.name, opened.data, told);
  }

  /** Put what a file holds in place of what is filled in; `told` is what is to be said of the reading. */
  private replace(name: string, data: JsonObject, told: string[]): void {
    const take = (): void => {
      this.load(data, "form-opened", { name }, []);
      byId("notice").append(...told.map((line) => make("p", line)));
    };
    if (!this.untouched()) return this.ask("form-open-replace", "form-open-yes", take, { name });
    take();
  }

  /** The file of another form fills what is empty here; what is said already stays. */
  private offerOther(data: JsonObject, named: string): void {
    const from = this.otherForm(named);
    const take = (): void => {
      const here = this.untouched() ? {} : ((this.page.root.read(true) as JsonObject | undefined) ?? {});
      const { data: joined, count, left } = carry(this.page.spec, from, data, here);
      this.load(joined, "form-carried", { title: from?.title ?? named, count: String(count) }, left);
    };
    this.ask(from ? "form-open-carry" : "form-open-other", "form-open-anyway", take, { named: from?.title ?? named });
  }

  private otherForm(named: string): Other | undefined {
    const { others } = this.page.spec;
    const path = /\/schemas\/([^/]+\/[^/]+)\.schema\.json$/.exec(named)?.[1] ?? named;
    return Object.prototype.hasOwnProperty.call(others, path) ? others[path] : undefined;
  }

  private load(data: JsonObject, told: string, args: Record<string, string>, left: Left[]): void {
    const losses: Loss[] = [];
    this.page.root.write(data, "", losses);
    this.once?.reset();
    this.errors.reset();
    losses.push(...this.follow());
    byId("draft-offer").hidden = true;
    this.drafts.changed();
    this.record();
    this.tell(told, args);
    this.losses.tell(losses, left, this.hiddenParts());
  }

  private hiddenParts(): View[] {
    return [...walk(this.page.root)].filter((view) => !view.shown && view.filled(true));
  }

  private clear(): void {
    this.page.root.write(this.page.spec.start, "", []);
    this.once?.reset();
    this.errors.reset();
    this.losses.forget();
    this.drafts.forget();
    this.follow();
    clearTimeout(this.step);
    this.step = undefined;
    this.history.reset(this.state());
    this.showSteps();
    this.tell("form-cleared", {});
    byId("form-title").focus();
  }

  private tell(id: string, args: Record<string, string>, alarm = false): void {
    const notice = byId("notice");
    notice.className = alarm ? "notice alarm" : "notice";
    notice.replaceChildren(make("p", this.page.say(id, args)));
    notice.hidden = false;
    notice.scrollIntoView({ block: "nearest" });
  }

  private tellDraft(at: Date | undefined): void {
    this.showState(at ? "form-draft-kept" : "form-draft-failed", at);
  }

  /** Where what is filled in is kept now. */
  private showState(id: string, at: Date | undefined): void {
    const time = at?.toLocaleTimeString("zh-CN", { hour12: false, hour: "2-digit", minute: "2-digit" }) ?? "";
    byId("draft-status").textContent = this.page.say(id, { time });
    byId("unsaved").hidden = true;
  }

  /** The drafts that were left in this browser: whose each is, and what can be done with it. */
  private offerDrafts(): void {
    const drafts = this.drafts.kept();
    const offer = byId("draft-offer");
    offer.hidden = drafts.length === 0;
    byId("draft-offer-text").textContent = this.page.say("form-draft-found", { count: String(drafts.length) });
    byId("draft-list").replaceChildren(...drafts.map((draft, i) => this.offered(draft, `draft-${i}`)));
  }

  private offered(draft: Draft, id: string): HTMLElement {
    const { say } = this.page;
    const line = make("li");
    const name = say("form-draft-of", { name: nameOf(this.page.spec, draft.data) || "none" });
    const words = make("div", "", "draft");
    words.id = id;
    words.append(make("b", name), make("span", say(draft.open ? "form-draft-open" : "form-draft-time", { time: timeOf(draft.at) })));
    line.append(words);
    if (draft.open) return line;
    const button = (word: string, style: string, act: () => void): void => {
      const made = make("button", say(word), style);
      made.type = "button";
      made.setAttribute("aria-describedby", id);
      made.addEventListener("click", act);
      line.append(made);
    };
    button("form-draft-restore", "button", () => this.restore(draft));
    button("form-draft-delete", "button plain", () => this.ask("form-draft-delete-question", "form-draft-delete-yes", () => {
      this.drafts.forget(draft.key);
      this.offerDrafts();
      byId("form-title").focus();
    }, { name }));
    return line;
  }

  private restore(draft: Draft): void {
    const take = (): void => {
      this.drafts.adopt(draft);
      this.load(draft.data, "form-draft-restored", {}, []);
      goTo(this.page, "");
    };
    if (this.untouched() || this.page.spec.given !== null) take();
    else this.ask("form-draft-replace", "form-draft-restore", take);
  }

  /** Another page of this form is open: what it writes is a draft of its own. */
  private tellElsewhere(draft: Draft | undefined): void {
    const word = byId("draft-elsewhere");
    word.hidden = draft === undefined || !draft.open;
    if (draft) {
      const args = { name: nameOf(this.page.spec, draft.data) || "none", time: timeOf(draft.at) };
      word.textContent = this.page.say("form-draft-elsewhere", args);
    }
    if (!byId("draft-offer").hidden) this.offerDrafts();
  }

  private ask(question: string, yes: string, act: () => void, args: Record<string, string> = {}): void {
    const dialog = byId<HTMLDialogElement>("dialog");
    byId("dialog-text").textContent = this.page.say(question, args);
    byId("dialog-yes").textContent = this.page.say(yes);
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue === "yes") act();
    };
    dialog.showModal();
  }
}

/** Show or hide what each field rests on, all at once. */
function showBasis(shown: boolean): void {
  document.documentElement.classList.toggle("with-basis", shown);
  for (const basis of document.querySelectorAll<HTMLDetailsElement>("details.why")) basis.open = shown;
}

/** What a draft is called: what it is about, whose it is. */
function nameOf(spec: Spec, data: JsonObject): string {
  const words = spec.named.map((pointer) => {
    const [found] = instances(data, pointer.split("/").slice(1)).map(([path, value]) => ({ path, value }));
    return found === undefined || typeof found.value === "object" ? "" : labelOf(spec, nodeAt(spec, found.path), String(found.value));
  });
  return [...new Set(words.filter((word) => stripped(word) !== ""))].map((word) => shortened(word, LONGEST_NAME)).join(" · ");
}

function timeOf(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : time.toLocaleString("zh-CN", { hour12: false });
}

const spec = JSON.parse(byId("spec").textContent ?? "") as Spec;
const form = byId<HTMLFormElement>("form");
const root = bind(spec, spec.root, form) as GroupView;
new App({ spec, root, form, say: speaker("zh-CN", spec.messages) }).start();
