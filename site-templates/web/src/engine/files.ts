// The script of 检查文件: takes what is dropped, has the engine check it, shows and hands over what
// was found. Nothing leaves the page.
import { chosen, dropped, type Found, read, type Taken } from "./dropped";
import { Ended, Engine, Foreign, lacking, Missing } from "./loader";
import { onHanded } from "./handed";
import type { Dropped, Request } from "./messages";
import type { Answer } from "./report";
import { Results } from "./results";
import type { Answered, Asked } from "../storage/site_engine";
import { begin } from "../page/pending";
import { byId } from "../page/page";
import { joinSite } from "../page/site";
import { type Say, speaker } from "../page/words";

interface Data {
  language: string;
  folder: string;
  stamp: string;
  messages: string;
}

const KINDS: Record<string, string> = {
  workbook: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  overview: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  html: "text/html",
  json: "application/json",
  package: "application/zip",
};

/** So many files are named in one sentence. */
const MOST_TOLD = 5;

class App {
  private readonly say: Say = speaker(this.data.language, this.data.messages);
  private readonly engine = new Engine(this.data.folder, this.data.stamp);
  private readonly results = new Results(this.say);
  private taken: Taken | undefined;
  private lists: Dropped[] = [];
  private busy = false;
  private cancelled = false;
  /** Whether readings or lists were changed since a check began. */
  private changed = false;

  constructor(private readonly data: Data) {}

  start(): void {
    document.documentElement.classList.add("live");
    joinSite();
    const lacks = lacking();
    if (lacks !== undefined) {
      this.tell("files-lacking", { lacks });
      byId("drop").hidden = true;
      return;
    }
    const zone = byId("drop");
    for (const name of ["dragover", "dragenter"]) {
      document.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.add("over");
        this.engine.prepare();
      });
    }
    document.addEventListener("dragleave", (event) => {
      if ((event as DragEvent).relatedTarget === null) zone.classList.remove("over");
    });
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      const transfer = (event as DragEvent).dataTransfer;
      if (transfer) void dropped(transfer).then((found) => this.take(found));
    });
    this.onChoice("choose-files", (found) => this.take(found));
    this.onChoice("choose-folder", (found) => this.take(found));
    this.onChoice("choose-lists", async (found) => {
      this.lists = (await read(found)).files.map(({ path, content }) => ({ path: path.slice(path.lastIndexOf("/") + 1), content }));
      byId("lists-taken").textContent = this.say("files-lists-taken", { count: String(this.lists.length) });
      this.change();
    });
    byId("again").addEventListener("click", () => void this.check());
    byId("cancel").addEventListener("click", () => {
      this.cancelled = true;
      this.engine.end();
    });
    for (const select of this.readings()) select.addEventListener("change", () => this.change());
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-download]")) {
      button.addEventListener("click", () => void this.download(button));
    }
    begin();
    document.documentElement.classList.toggle("inside", parent !== window);
    onHanded((handed) => {
      if (handed.kind === "files") void this.take(handed.found);
      else void this.answer(handed).then((answered) => parent.postMessage({ ...answered, number: handed.number }, "*"));
    });
  }

  /** What a form on the site asks: the page shows nothing of it. */
  private async answer({ kind, name, content, form }: Asked): Promise<Omit<Answered, "number">> {
    const { language } = this.data;
    // The name of a file says of which kind it is; nothing else of it is kept.
    const file = { path: `file${/\.[A-Za-z]{1,5}$/.exec(name)?.[0] ?? ""}`, content };
    try {
      if (kind === "open") return JSON.parse(await this.engine.open(file, form, language)) as Answered;
      const checked = JSON.parse(await this.engine.check([file], [], { paths: [file.path], language }, () => undefined)) as Answer;
      if ("refused" in checked) return checked;
      if (checked.report.verdict === "fail" || checked.tables.length === 0) return { refused: this.say("files-package-fail") };
      const told = checked.report.verdict === "review" ? [this.say("files-next-review")] : [];
      return { file: await this.engine.download("package", language), told };
    } catch (error) {
      return { refused: this.say(failure(error), { why: lastLine(error) }) };
    }
  }

  private onChoice(id: string, take: (found: Found[]) => Promise<void>): void {
    const input = byId<HTMLInputElement>(id);
    input.addEventListener("click", () => this.engine.prepare());
    input.addEventListener("change", () => {
      const found = chosen(input.files ?? []);
      input.value = "";
      void take(found);
    });
  }

  private readings(): HTMLSelectElement[] {
    return [...document.querySelectorAll<HTMLSelectElement>("[data-reading]")];
  }

  /** What a check went by is another now: the same files can be checked again. */
  private change(): void {
    this.changed = true;
    byId("again").hidden = this.taken === undefined;
  }

  private async take(found: Found[]): Promise<void> {
    if (this.busy) return;
    if (found.length === 0) {
      this.tell("files-nothing");
      return;
    }
    this.begin();
    this.taken = undefined;
    byId("again").hidden = true;
    const taken = await read(found, () => this.cancelled);
    this.work(false);
    if (this.cancelled) this.tell("files-cancelled-reading");
    else if (taken.files.length === 0) this.tell("files-refused", { why: taken.refused.map(({ path, why }) => `${path} ${this.say(why)}`).slice(0, MOST_TOLD).join(" ") });
    else {
      this.taken = taken;
      await this.check();
    }
  }

  /** Nothing of a former run is left beside what is done now. */
  private begin(): void {
    this.cancelled = false;
    this.work(true);
    byId("results").hidden = true;
    byId("told").hidden = true;
  }

  private async check(): Promise<void> {
    if (!this.taken || this.busy) return;
    const { files, paths, refused } = this.taken;
    this.begin();
    this.changed = false;
    try {
      const asked: Request = { paths, language: this.data.language, readings: this.chosenReadings(), lists: this.lists.length > 0, leftOut: refused };
      const said = await this.engine.check(files, this.lists, asked, (name, done) => this.progress(name, done));
      const answer = JSON.parse(said) as Answer;
      if ("report" in answer) {
        this.results.show(answer);
        byId("results").hidden = false;
        byId("again").hidden = !this.changed;
        byId("verdict-title").focus();
      } else this.tell("files-refused", { why: answer.refused });
    } catch (error) {
      if (error instanceof Ended) this.tell("files-cancelled");
      else this.tell(failure(error), { why: lastLine(error) });
      byId("again").hidden = false;
    } finally {
      this.work(false);
    }
  }

  private chosenReadings(): Record<string, string> {
    const changed = this.readings().filter((select) => select.value !== select.dataset["default"]);
    return Object.fromEntries(changed.map((select) => [select.dataset["reading"] as string, select.value]));
  }

  private work(busy: boolean): void {
    this.busy = busy;
    byId("working").hidden = !busy;
    byId("drop").classList.toggle("busy", busy);
    for (const input of byId("drop").querySelectorAll("input")) input.disabled = busy;
    if (busy) byId("working").scrollIntoView({ block: "nearest" });
  }

  private progress(name: string, done: number): void {
    const bar = byId<HTMLProgressElement>("bar");
    const total = this.taken?.files.length ?? 1;
    const share = { loading: done / 12, starting: 0.5, "engine-python": 0.7, "engine-program": 0.8 }[name];
    if (share === undefined) bar.removeAttribute("value");
    else bar.value = share;
    const count = { done: String(done), total: String(total) };
    byId("state").textContent = share === undefined ? this.say("files-checking", count) : this.say("files-loading");
  }

  private tell(id: string, args: Record<string, string> = {}): void {
    byId("told").hidden = false;
    byId("told-text").textContent = this.say(id, args);
  }

  private async download(button: HTMLButtonElement): Promise<void> {
    const kind = button.dataset["download"] as string;
    let content: Uint8Array<ArrayBuffer>;
    button.disabled = true;
    try {
      content = await this.engine.download(kind, this.data.language);
    } catch (error) {
      // A new check has put other results in the place of these.
      if (this.busy || error instanceof Ended) return;
      this.tell("files-not-taken", { why: lastLine(error) });
      byId("again").hidden = false;
      return;
    } finally {
      button.disabled = false;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: KINDS[kind] ?? "" }));
    link.download = this.say(`files-name-${kind}`);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

/** The message on what went wrong. */
function failure(error: unknown): string {
  if (error instanceof Foreign) return "files-foreign";
  return error instanceof Missing ? "files-missing" : "files-failed";
}

/** What went wrong, of a report of Python's the last line. */
function lastLine(error: unknown): string {
  return (error as Error).message.trim().split("\n").pop() ?? "";
}

new App(JSON.parse(byId("data").textContent ?? "") as Data).start();
