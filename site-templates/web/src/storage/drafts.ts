// Drafts in the browser: kept as people type, one for each open page, offered when somebody comes
// back. Pages of one form hear of each other by the events of the storage, also from a folder.
import { isObject, type Json, type JsonObject, type Spec } from "../data/spec";

const DELAY = 800;

export interface Draft {
  key: string;
  at: string;
  data: JsonObject;
  /** Whether a page that is open now goes on writing it. */
  open: boolean;
}

/** What the page does with what it hears. */
interface Listener {
  /** What is filled in, nothing while nothing is. */
  read: () => Json | undefined;
  /** The draft was kept; nothing where the browser cannot. */
  kept: (at: Date | undefined) => void;
  /** Another page of the form wrote a draft, or went on with one; or one is gone. */
  elsewhere: (draft: Draft | undefined) => void;
}

export class Drafts {
  private readonly base: string;
  private key: string;
  private timer: number | undefined;
  /** Drafts that pages open elsewhere go on with. */
  private readonly others = new Set<string>();
  /** Whether the last change is kept. */
  private saved = true;

  constructor(
    spec: Spec,
    private readonly page: Listener,
  ) {
    this.base = `shenbao:draft:${spec.ref}:${spec.edition}`;
    this.key = `${this.base}:${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    addEventListener("storage", (event) => this.heard(event));
    addEventListener("pagehide", () => this.flush());
    addEventListener("beforeunload", (event) => {
      this.flush();
      if (!this.saved) event.preventDefault();
    });
    this.call("who");
  }

  changed(): void {
    this.saved = false;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), DELAY);
  }

  /** Write now what is not written yet. */
  flush(): void {
    clearTimeout(this.timer);
    if (this.saved) return;
    const data = this.page.read();
    const now = new Date();
    try {
      if (data === undefined) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ at: now.toISOString(), data }));
      this.saved = true;
    } catch {
      // Storage may be off or full: the file is the safe place, and the page says so.
    }
    this.page.kept(this.saved ? now : undefined);
  }

  /** The drafts of other pages, the newest first. */
  kept(): Draft[] {
    return this.keys()
      .filter((key) => key !== this.key)
      .flatMap((key) => this.find(key) ?? [])
      .sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** Go on with a draft: from now on this page writes it. What it wrote before stays a draft. */
  adopt(draft: Draft): void {
    this.flush();
    this.key = draft.key;
    this.call("here");
  }

  /** Delete a draft; without one, that of this page. */
  forget(key = this.key): void {
    if (key === this.key) {
      clearTimeout(this.timer);
      this.saved = true;
    }
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept, so nothing is to be removed.
    }
  }

  private keys(): string[] {
    try {
      const names = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? "");
      return names.filter((name) => name === this.base || name.startsWith(`${this.base}:`));
    } catch {
      return [];
    }
  }

  private find(key: string): Draft | undefined {
    try {
      const draft = JSON.parse(localStorage.getItem(key) ?? "null") as Json;
      if (!isObject(draft) || typeof draft.at !== "string" || !isObject(draft.data)) return undefined;
      return { key, at: draft.at, data: draft.data, open: this.others.has(key) };
    } catch {
      return undefined;
    }
  }

  /** Tell the other pages of the form which draft this one writes, and ask for theirs. */
  private call(word: "who" | "here"): void {
    try {
      localStorage.setItem(`${this.base}?${word}`, JSON.stringify({ key: this.key, at: performance.now() }));
      localStorage.removeItem(`${this.base}?${word}`);
    } catch {
      // Without a storage there are no drafts to tell of.
    }
  }

  private heard({ key, newValue }: StorageEvent): void {
    if (key === `${this.base}?who` && newValue !== null) return this.call("here");
    const own = key === `${this.base}?here` && newValue !== null ? (JSON.parse(newValue) as { key: string }).key : key;
    if (own === null || own === this.key || !(own === this.base || own.startsWith(`${this.base}:`))) return;
    if (key === own && newValue === null) this.others.delete(own);
    else this.others.add(own);
    this.page.elsewhere(this.find(own));
  }
}
