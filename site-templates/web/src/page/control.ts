// One value in the page: reading its control, writing it, in the types of the data.
import { readAs, tidyNumber } from "../data/writings";
import { type Json, labelOf, type Node, type Spec } from "../data/spec";

type Entry = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Reads and writes the control inside `box`. */
export class ControlAccess {
  private readonly found: Entry[];
  /** What was read last. */
  private last: { text: string; code: string | undefined; value: Json | undefined } | undefined;

  constructor(
    private readonly spec: Spec,
    private readonly node: Node,
    private readonly box: HTMLElement,
  ) {
    this.found = [...box.querySelectorAll<Entry>("[data-entry]")];
  }

  private entries(): Entry[] {
    return this.found;
  }

  /** Show the value as text that nobody changes, or as what can be filled in again. */
  fix(fixed: boolean): void {
    this.box.classList.toggle("given", fixed);
    this.box.querySelector(":scope > .given-text")?.remove();
    for (const entry of this.found) entry.hidden = fixed;
    if (!fixed) return;
    const text = document.createElement("span");
    text.className = "given-text";
    text.textContent = labelOf(this.spec, this.node, String(this.read() ?? ""));
    const title = this.box.querySelector(":scope > .cell-title");
    if (title) title.after(text);
    else this.box.prepend(text);
  }

  private inputs(): HTMLInputElement[] {
    return this.entries() as HTMLInputElement[];
  }

  focusTarget(): HTMLElement {
    const entries = this.inputs();
    return entries.find((entry) => entry.type === "radio" && entry.checked) ?? entries[0] ?? this.box;
  }

  read(): Json | undefined {
    switch (this.node.control) {
      case "locked":
        return this.node.schema.const as Json;
      case "checkbox": {
        const [entry] = this.inputs();
        if (entry?.checked) return true;
        return entry?.dataset.touched ? false : undefined;
      }
      case "checks": {
        const chosen = this.inputs().filter((entry) => entry.checked);
        return chosen.length > 0 ? chosen.map((entry) => this.choice(entry.value)) : undefined;
      }
      case "radio": {
        const chosen = this.inputs().find((entry) => entry.checked);
        return chosen ? this.meant(chosen.value) : undefined;
      }
      default:
        return this.readText();
    }
  }

  /** The whole form is read after every key: what a text stands for is worked out once. */
  private readText(): Json | undefined {
    const [entry] = this.entries();
    const text = (entry?.value ?? "").replace(/\r\n?/g, "\n");
    if (text === "") return undefined;
    const code = entry?.dataset.code;
    if (this.last?.text !== text || this.last.code !== code) {
      const value = this.node.control === "combo" ? this.code(text) : this.meant(text);
      this.last = { text, code, value: text.trim() === "" ? undefined : value };
    }
    return this.last.value;
  }

  /** What a value stands for here: a text is read as every medium reads it. */
  meant(value: Json | undefined): Json | undefined {
    if (Array.isArray(value)) return this.node.control === "checks" ? value.map((item) => this.choice(item)) : value;
    return typeof value === "string" && value.trim() !== "" ? readAs(this.node, value, this.rows()) : value;
  }

  private choice(value: Json): Json {
    return typeof value === "string" ? (readAs(this.node.item as Node, value, this.rows()) ?? null) : value;
  }

  private rows(): string[][] {
    const list = this.node.choices ? this.spec.lists[this.node.choices] : undefined;
    return [...(list?.rows ?? []), ...(list?.aliases ?? [])];
  }

  /** What a text of a combination box stands for: only a list that binds has codes to choose. */
  private code(text: string): string {
    const rows = this.rows();
    if (!this.node.schema.enum) {
      const { code } = this.entries()[0]?.dataset ?? {};
      return code !== undefined && labelOf(this.spec, this.node, code) === text ? code : text;
    }
    return String(readAs(this.node, text, rows) ?? "");
  }

  write(given: Json | undefined): void {
    const value = this.meant(given);
    switch (this.node.control) {
      case "locked":
        return;
      case "checkbox":
        for (const entry of this.inputs()) {
          entry.checked = value === true;
          if (value === false) entry.dataset.touched = "true";
          else delete entry.dataset.touched;
        }
        return;
      case "checks": {
        const chosen = Array.isArray(value) ? value.map(String) : [];
        for (const entry of this.inputs()) entry.checked = chosen.includes(entry.value);
        return;
      }
      case "radio":
        for (const entry of this.inputs()) entry.checked = plain(value) && entry.value === String(value);
        return;
      default:
        this.writeText(plain(value) ? String(value) : "");
    }
  }

  private writeText(text: string): void {
    const entry = this.entries()[0];
    if (!entry) return;
    if (this.node.control === "combo") {
      entry.value = labelOf(this.spec, this.node, text);
      if (entry.value === text) delete entry.dataset.code;
      else entry.dataset.code = text;
      return;
    }
    if (entry instanceof HTMLSelectElement) keepForeign(entry, text);
    entry.value = text;
  }

  /** Tidy what was typed: dates and numbers take their plain form, edges lose blanks. */
  normalise(): void {
    const entry = this.entries()[0];
    if (!entry || entry instanceof HTMLSelectElement) return;
    const { control } = this.node;
    let text = entry.value;
    if (control === "number") text = tidyNumber(this.node, text);
    else if (control === "date" || control === "text") text = String(this.meant(text) ?? "").trim();
    else if (control === "combo") text = text.trim();
    if (text !== entry.value) entry.value = text;
  }
}

function plain(value: Json | undefined): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

// A value that the list does not have stays visible as a choice of its own, and is reported.
function keepForeign(select: HTMLSelectElement, text: string): void {
  for (const option of [...select.options]) if (option.dataset.foreign) option.remove();
  if (text === "" || [...select.options].some((option) => option.value === text)) return;
  const option = new Option(text, text);
  option.dataset.foreign = "true";
  select.add(option);
}
