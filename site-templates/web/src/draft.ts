// The draft in the browser: kept as people type, offered when they come back.
import { isObject, type Json, type JsonObject, type Spec } from "./spec";

const DELAY = 800;

interface Draft {
  at: string;
  data: JsonObject;
}

export class Drafts {
  private readonly key: string;
  private timer: number | undefined;
  /** While an older draft waits for an answer it is not written over. */
  waiting = false;
  /** Whether the last change is kept. */
  kept = true;

  constructor(
    spec: Spec,
    private readonly read: () => Json | undefined,
    private readonly told: (at: Date | undefined) => void,
  ) {
    this.key = `shenbao:draft:${spec.ref}:${spec.edition}`;
    addEventListener("pagehide", () => this.flush());
    addEventListener("beforeunload", (event) => {
      this.flush();
      if (!this.kept) event.preventDefault();
    });
  }

  changed(): void {
    this.kept = false;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), DELAY);
  }

  /** Write now what is not written yet. */
  flush(): void {
    clearTimeout(this.timer);
    if (this.kept || this.waiting) return;
    const now = new Date();
    try {
      localStorage.setItem(this.key, JSON.stringify({ at: now.toISOString(), data: this.read() ?? {} }));
      this.kept = true;
    } catch {
      // Storage may be off or full: the file is the safe place, and the page says so.
    }
    this.told(this.kept ? now : undefined);
  }

  find(): Draft | undefined {
    try {
      const draft = JSON.parse(localStorage.getItem(this.key) ?? "null") as Json;
      if (!isObject(draft) || typeof draft.at !== "string" || !isObject(draft.data)) return undefined;
      return { at: draft.at, data: draft.data };
    } catch {
      return undefined;
    }
  }

  forget(): void {
    clearTimeout(this.timer);
    this.kept = true;
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Nothing was kept, so nothing is to be removed.
    }
  }
}
