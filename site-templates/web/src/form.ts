// The script of the fillable form: binds the page and wires its buttons.
import { Drafts } from "./draft";
import { Errors } from "./errors";
import { download, inShort, LARGEST_FILE, readSubmission, submissionText } from "./files";
import { byId, goTo, make, type Page, placeName } from "./page";
import { buildPaper } from "./print";
import { showProgress } from "./progress";
import { handleRows, refreshLists } from "./rows";
import type { JsonObject, Spec } from "./spec";
import { bind, type GroupView, type Loss, settle, ValueView, type View, walk } from "./view";
import { speaker } from "./words";

const BLUR_DELAY = 250;

class App {
  private readonly errors: Errors;
  private readonly drafts: Drafts;
  private composing = false;
  private pending: number | undefined;

  constructor(private readonly page: Page) {
    this.errors = new Errors(page);
    this.drafts = new Drafts(
      page.spec,
      () => page.root.read(true),
      (at) => this.tellDraft(at),
    );
  }

  start(): void {
    this.listen();
    this.buttons();
    this.follow();
    this.offerDraft();
    const { classList, dataset } = document.documentElement;
    classList.add("live");
    if (decodeURIComponent(location.pathname).endsWith(dataset["home"] ?? "/")) this.linkGuide();
    // On a phone the contents would push the form off the first screen.
    if (matchMedia("(max-width: 860px)").matches) document.querySelector(".contents > details")?.removeAttribute("open");
  }

  /** A form that was copied out of the site has no guide around it, so the file itself links nowhere. */
  private linkGuide(): void {
    const back = byId("back");
    for (const link of back.querySelectorAll("a")) link.href = link.dataset["target"] ?? "";
    back.hidden = false;
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
    form.addEventListener("focusout", (event) => this.left(event.target as HTMLElement));
    handleRows(this.page, (list) => {
      this.edited();
      this.errors.visit(list);
    });
    addEventListener("beforeprint", () => {
      this.follow();
      buildPaper(this.page);
    });
  }

  private buttons(): void {
    const press = (name: string, act: () => void): void => byId(`act-${name}`).addEventListener("click", act);
    const picker = byId<HTMLInputElement>("file-picker");
    press("check", () => this.errors.checkAll());
    press("save", () => this.save());
    press("open", () => picker.click());
    press("print", () => print());
    press("clear", () => this.ask("form-clear-question", "form-clear-yes", () => this.clear()));
    picker.addEventListener("change", () => {
      const [file] = picker.files ?? [];
      picker.value = "";
      if (file) void this.open(file);
    });
  }

  private edited(): void {
    if (this.composing) return;
    this.drafts.changed();
    cancelAnimationFrame(this.pending ?? 0);
    this.pending = requestAnimationFrame(() => this.follow());
  }

  /** What follows from the data: conditional parts, rows, progress. */
  private follow(): void {
    settle(this.page.spec, this.page.root);
    refreshLists(this.page);
    showProgress(this.page);
  }

  // A message that moves the layout at once would swallow the click that caused the blur.
  private left(target: HTMLElement): void {
    const view = this.viewOf(target);
    if (!view) return;
    view.control.normalise();
    setTimeout(() => {
      const stillIn = view.element.contains(document.activeElement) && view.node.control !== "text";
      if (!this.composing && !stillIn) this.errors.visit(view);
    }, BLUR_DELAY);
  }

  private viewOf(target: HTMLElement): ValueView | undefined {
    const element = target.closest<HTMLElement>("[data-node]");
    for (const view of walk(this.page.root)) if (view instanceof ValueView && view.element === element) return view;
    return undefined;
  }

  private save(): void {
    const { spec } = this.page;
    const data = settle(spec, this.page.root);
    download(`${spec.notice}-${spec.form}.json`, submissionText(spec, data));
    this.tell("form-saved-file", {});
  }

  private async open(file: File): Promise<void> {
    const { spec } = this.page;
    if (file.size > LARGEST_FILE) return this.tell("form-open-large", { name: file.name }, true);
    const opened = readSubmission(spec, await file.text());
    if (!opened.ok) return this.tell(opened.message, { name: file.name }, true);
    const { data } = opened;
    const take = (): void => this.load(data, "form-opened", { name: file.name });
    if (!opened.fits) return this.ask("form-open-other", "form-open-anyway", take, { named: opened.named ?? "" });
    if (this.page.root.filled(true)) return this.ask("form-open-replace", "form-open-yes", take, { name: file.name });
    take();
  }

  private load(data: JsonObject, told: string, args: Record<string, string>): void {
    const losses: Loss[] = [];
    this.page.root.write(data, "", losses);
    this.errors.reset();
    this.follow();
    this.drafts.waiting = false;
    byId("draft-offer").hidden = true;
    this.drafts.changed();
    this.tell(told, args);
    this.tellLosses(losses);
  }

  private tellLosses(losses: Loss[]): void {
    const { say } = this.page;
    const list = make("ul");
    for (const { pointer, value, reason } of losses) {
      const place = reason === "unknown" ? pointer : placeName(this.page, pointer);
      list.append(make("li", say(`form-loss-${reason}`, { place, value: inShort(value) })));
    }
    this.hiddenParts().forEach((view) => list.append(make("li", say("form-loss-hidden", { place: view.node.title }))));
    if (list.children.length === 0) return;
    byId("notice").append(make("p", say("form-losses")), list);
  }

  private hiddenParts(): View[] {
    return [...walk(this.page.root)].filter((view) => !view.shown && view.filled(true));
  }

  private clear(): void {
    this.page.root.write(undefined, "", []);
    this.errors.reset();
    this.drafts.forget();
    this.follow();
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
    const time = at?.toLocaleTimeString("zh-CN", { hour12: false, hour: "2-digit", minute: "2-digit" });
    byId("draft-status").textContent = time ? this.page.say("form-draft-kept", { time }) : this.page.say("form-draft-failed");
  }

  private offerDraft(): void {
    const draft = this.drafts.find();
    if (!draft || Object.keys(draft.data).length === 0) return;
    const offer = byId("draft-offer");
    const at = new Date(draft.at);
    const time = Number.isNaN(at.getTime()) ? draft.at : at.toLocaleString("zh-CN", { hour12: false });
    byId("draft-offer-text").textContent = this.page.say("form-draft-found", { time });
    this.drafts.waiting = true;
    offer.hidden = false;
    byId("act-restore").addEventListener("click", () => {
      this.load(draft.data, "form-draft-restored", {});
      goTo(this.page, "");
    });
    byId("act-discard").addEventListener("click", () => {
      this.drafts.waiting = false;
      this.drafts.forget();
      offer.hidden = true;
      if (this.page.root.filled(true)) this.drafts.changed();
      byId("form-title").focus();
    });
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

const spec = JSON.parse(byId("spec").textContent ?? "") as Spec;
const form = byId<HTMLFormElement>("form");
const root = bind(spec, spec.root, form) as GroupView;
new App({ spec, root, form, say: speaker("zh-CN", spec.messages) }).start();
