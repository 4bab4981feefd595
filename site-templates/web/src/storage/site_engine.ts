// A form that lies on its site asks 检查文件, in a frame that nobody sees, for what it cannot do
// alone: to read Word and Excel, to make a data package. From file:// no page knows the address of
// another: who is meant is said by the window alone.

/** The frame is ready to be asked. */
export const READY = "shenbao-ready";

export interface Asked {
  kind: "open" | "package";
  number: number;
  name: string;
  content: Uint8Array;
  /** The short name of the form. */
  form: string;
}

export interface Answered {
  number: number;
  /** Why nothing came of it. */
  refused?: string;
  /** What was read, as the page saves it, and what is to be said of it. */
  text?: string;
  told?: string[];
  file?: Uint8Array<ArrayBuffer>;
}

/** A frame that has loaded says that it is ready long before. */
const LATEST = 5000;

export class SiteEngine {
  private frame: Promise<Window | undefined> | undefined;
  private readonly waiting = new Map<number, (answered: Answered) => void>();

  constructor(private readonly address: string) {}

  /** The answer; nothing where there is no 检查文件 at the address. */
  async ask(asked: Omit<Asked, "number">): Promise<Answered | undefined> {
    const frame = await (this.frame ??= this.open());
    if (!frame) return undefined;
    const number = this.waiting.size + 1;
    return new Promise((done) => {
      this.waiting.set(number, done);
      frame.postMessage({ ...asked, number }, "*");
    });
  }

  private open(): Promise<Window | undefined> {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.src = this.address;
    return new Promise((done) => {
      addEventListener("message", ({ source, data }) => {
        if (!source || source !== frame.contentWindow) return;
        if (data === READY) done(source as Window);
        else this.waiting.get((data as Answered).number)?.(data as Answered);
      });
      frame.onload = () => setTimeout(() => done(undefined), LATEST);
      document.body.append(frame);
    });
  }
}
