// The engine as the page has it: loaded once when first needed, asked one thing at a time, ended
// when somebody cancels. The next check starts it again from what was loaded.
import { type Asked, type Dropped, type Part, PARTS, type Request, type Told } from "./messages";

/** The scripts that hand over the parts, the worker's own first. */
const SCRIPTS = ["worker", ...PARTS] as const;

type Progress = (name: string, done: number) => void;

/** Somebody cancelled. */
export class Ended extends Error {}

/** The engine stopped for a reason of its own: no memory, a part that cannot be read. */
export class Failed extends Error {}

/** A script of the engine is not beside the page. */
export class Missing extends Failed {}

/** A script of the engine is of another build than the page. */
export class Foreign extends Failed {}

/** What an old browser lacks; nothing where it has all that is needed. */
export function lacking(): string | undefined {
  if (typeof WebAssembly !== "object") return "WebAssembly";
  // The engine throws and catches in WebAssembly; older browsers refuse it as a whole.
  if (!("Tag" in WebAssembly)) return "WebAssembly.Tag";
  if (typeof DecompressionStream !== "function") return "DecompressionStream";
  if (typeof Worker !== "function") return "Worker";
  return typeof BigInt === "function" ? undefined : "BigInt";
}

async function text(packed: string): Promise<string> {
  const signs = atob(packed);
  const bytes = Uint8Array.from({ length: signs.length }, (_, at) => signs.charCodeAt(at));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

export class Engine {
  private readonly loaded = new Map<string, string>();
  private readonly foreign = new Set<string>();
  private worker: Worker | undefined;
  private ready: Promise<void> | undefined;
  /** Who waits for an answer; the worker answers in the order in which it was asked. */
  private waiting: { done: (told: Told) => void; failed: (error: Error) => void }[] = [];
  private progress: Progress = () => undefined;
  private abort: (error: Error) => void = () => undefined;
  /** Counts the workers: one that was ended while it began is not gone on with. */
  private turn = 0;

  /** `stamp` is that of the build of the page: what is made with every site has to have the same. */
  constructor(private readonly folder: string, private readonly stamp: string) {
    const take = (name: string, packed: string, made = stamp): void => void (made === this.stamp ? this.loaded.set(name, packed) : this.foreign.add(name));
    Object.assign(globalThis, { shenbaoEngine: take });
  }

  /** Check files; the answer of host/browser.py. */
  check(files: Dropped[], lists: Dropped[], asked: Request, progress: Progress): Promise<string> {
    this.progress = progress;
    const ended = new Promise<never>((_, failed) => (this.abort = failed));
    // Of the two the one that comes too late is nobody's mistake: a race hears both.
    return Promise.race([this.checked(files, lists, asked), ended]);
  }

  private async checked(files: Dropped[], lists: Dropped[], asked: Request): Promise<string> {
    const { turn } = this;
    await this.start();
    if (turn !== this.turn) throw new Ended();
    return this.answer({ kind: "check", files, lists, asked });
  }

  /** What a form takes over of a file; the answer of host/opening.py. */
  async open(file: Dropped, form: string, language: string): Promise<string> {
    await this.start();
    return this.answer({ kind: "open", file, form, language });
  }

  private async answer(asked: Asked): Promise<string> {
    const told = await this.ask(asked);
    return told.kind === "checked" ? told.answer : "";
  }

  /** Begin to load what a check will need: somebody is about to choose files. */
  prepare(): void {
    void this.start().catch(() => undefined);
  }

  /** What was checked last, as a file. */
  async download(name: string, language: string): Promise<Uint8Array<ArrayBuffer>> {
    // Another worker knows nothing of what was checked.
    if (this.worker === undefined) throw new Failed("");
    const told = await this.ask({ kind: "download", name, language });
    return told.kind === "file" ? told.content : new Uint8Array();
  }

  /** End the worker with all that it holds. */
  end(): void {
    this.turn += 1;
    this.progress = () => undefined;
    this.drop(new Ended());
    this.abort(new Ended());
  }

  private drop(why: Error): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.ready = undefined;
    for (const { failed } of this.waiting.splice(0)) failed(why);
  }

  private start(): Promise<void> {
    const turn = this.turn;
    this.ready ??= this.begin(turn).catch((error: Error) => {
      if (turn === this.turn) this.ready = undefined;
      throw error;
    });
    return this.ready;
  }

  private async begin(turn: number): Promise<void> {
    for (const [at, name] of SCRIPTS.entries()) {
      this.progress("loading", at);
      if (!this.loaded.has(name)) await this.load(name);
      if (turn !== this.turn) throw new Ended();
    }
    this.progress("starting", 0);
    const source = new Blob([await text(this.loaded.get("worker") as string)], { type: "text/javascript" });
    if (turn !== this.turn) throw new Ended();
    const address = URL.createObjectURL(source);
    this.worker = new Worker(address);
    this.worker.onmessage = ({ data }: MessageEvent<Told>) => this.hear(data);
    this.worker.onerror = (event) => this.hear({ kind: "failed", why: event.message });
    for (const part of PARTS) this.send({ kind: "part", part: part as Part, text: this.loaded.get(part) as string });
    await this.ask({ kind: "start" });
    URL.revokeObjectURL(address);
  }

  private load(name: string): Promise<void> {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${this.folder}/${name}.js`;
      const why = (): Failed => new (this.foreign.delete(name) ? Foreign : Missing)(script.src);
      script.onload = () => (this.loaded.has(name) ? done() : failed(why()));
      script.onerror = () => failed(new Missing(script.src));
      document.head.append(script);
    });
  }

  private send(asked: Asked): void {
    this.worker?.postMessage(asked);
  }

  private ask(asked: Asked): Promise<Told> {
    return new Promise((done, failed) => {
      this.waiting.push({ done, failed });
      this.send(asked);
    });
  }

  private hear(told: Told): void {
    if (told.kind === "progress") {
      this.progress(told.name, told.done);
      return;
    }
    // A worker without memory answers nothing more: the next check begins with another.
    if (told.kind === "failed") this.drop(new Failed(told.why));
    else this.waiting.shift()?.done(told);
  }
}
