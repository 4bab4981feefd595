// The printed form: the page holds it empty; before each printing the values are put in.
import { codeImage } from "./qr_code";
import { byId, make, type Page } from "../page/page";
import { type Json, labelOf, type Node } from "../data/spec";
import { ComputedView, ListView, ValueView, type View } from "../page/view";

const MANY_LETTERS = 500;
const FEW_CHOICES = 6;

/** What stands on paper beside the values. */
interface Extra {
  /** Nothing is filled in: the form is printed for filling in by hand, with every part. */
  empty: boolean;
  fingerprint: string;
  /** What a file held and the form did not take. */
  left: string[];
}

/** Put the values of the page into its printed form. */
export function buildPaper(page: Page, extra: Extra): void {
  const paper = byId("paper");
  for (const body of paper.querySelectorAll<HTMLElement>("[data-sheet]")) fillRows(page, body, extra);
  for (const slot of paper.querySelectorAll<HTMLElement>("[data-slot]:not([data-sheet] [data-slot])")) {
    fillSlot(page, slot, viewAt(page, slot.dataset["slot"] as string), extra);
  }
  for (const part of paper.querySelectorAll<HTMLElement>("[data-part]")) {
    const off = !extra.empty && viewAt(page, part.dataset["part"] as string)?.shown === false;
    part.classList.toggle("off", off);
  }
  const left = extra.left.map((line) => make("p", line, "left-line"));
  byId("paper-left").replaceChildren(...(left.length > 0 ? [make("h2", page.say("form-print-left")), ...left] : []));
  foot(page, extra);
}

/** The margins of each page carry the fingerprint, as text and as a code, and the form's name. */
function foot({ spec, say }: Page, { empty, fingerprint }: Extra): void {
  const print = empty ? say("paper-fingerprint-later") : say("paper-fingerprint", { print: fingerprint });
  const which = say("paper-edition", { ref: spec.ref, edition: spec.edition });
  const { style } = document.documentElement;
  style.setProperty("--print", JSON.stringify(print));
  style.setProperty("--which", JSON.stringify(which));
  if (empty) style.removeProperty("--code");
  else style.setProperty("--code", codeImage(`${spec.ref} ${fingerprint}`));
  byId("paper-foot").textContent = `${print}　${which}`;
  // Where the browser leaves the margins blank, the end of the form says it once.
  document.documentElement.classList.toggle("no-margin-boxes", !("CSSMarginRule" in window));
}

function viewAt(page: Page, pointer: string): View | undefined {
  let view: View | undefined = page.root;
  for (const key of pointer.split("/").slice(1)) view = view?.child(key);
  return view;
}

/** Repeat the line of a table for its filled rows; an empty table keeps lines to write on. */
function fillRows(page: Page, body: HTMLElement, extra: Extra): void {
  const pointer = body.dataset["sheet"] as string;
  const list = viewAt(page, pointer);
  if (!(list instanceof ListView)) return;
  const value = list.read(false);
  const filled = Array.isArray(value) ? value.length : 0;
  const wanted = filled > 0 ? filled : Number(body.dataset["printed"]);
  const lines = Array.from({ length: wanted }, () => blankOf(body).firstElementChild as HTMLElement);
  body.replaceChildren(...lines);
  lines.forEach((line, i) => {
    const number = line.querySelector("[data-row]");
    if (number) number.textContent = String(i + 1);
    for (const slot of line.querySelectorAll<HTMLElement>("[data-slot]")) {
      const keys = (slot.dataset["slot"] as string).slice(`${pointer}/*`.length).split("/").slice(1);
      let view: View | undefined = list.child(String(i));
      for (const key of keys) view = view?.child(key);
      fillSlot(page, slot, view, extra);
    }
  });
}

function fillSlot(page: Page, slot: HTMLElement, view: View | undefined, { empty }: Extra): void {
  slot.replaceChildren(blankOf(slot));
  if (!(view instanceof ValueView)) return;
  if (!empty && view.element.closest("[hidden]")) {
    slot.textContent = page.say("form-print-off-short");
    return;
  }
  // The cover repeats a choice by its name, without the others.
  const choices = slot.dataset["plain"] === undefined ? offered(page, view) : undefined;
  const text = textOf(page, view);
  if (choices) slot.replaceChildren(...choices);
  else if (text) slot.textContent = text;
  // A long text may break across pages; shorter text stays together.
  slot.classList.toggle("flowing", (slot.textContent ?? "").length > MANY_LETTERS);
}

const blanks = new WeakMap<HTMLElement, DocumentFragment>();

/** What stands in a place of the empty form, each time anew. */
function blankOf(place: HTMLElement): DocumentFragment {
  let kept = blanks.get(place);
  if (!kept) {
    kept = document.createDocumentFragment();
    kept.append(...[...place.childNodes].map((node) => node.cloneNode(true)));
    blanks.set(place, kept);
  }
  return kept.cloneNode(true) as DocumentFragment;
}

/** The choices with their boxes where there are few, each staying with its box. */
function offered(page: Page, view: ValueView): (HTMLElement | string)[] | undefined {
  const { node } = view;
  const of: Node = node.control === "checks" && node.item ? node.item : node;
  const rows = of.choices ? (page.spec.lists[of.choices]?.rows ?? []) : [];
  const value = view.read();
  const boxes = node.control === "checks" || (node.control === "radio" && rows.length <= FEW_CHOICES);
  if (!boxes) return undefined;
  const chosen = Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
  return rows.flatMap((row) => [
    make("span", `${chosen.includes(row[0] ?? "") ? "☑" : "☐"}${row[1] ?? ""}`, "choice"),
    " ",
  ]);
}

function textOf(page: Page, view: ValueView): string {
  const { node } = view;
  if (view instanceof ComputedView) return view.text || "—";
  const value: Json | undefined = view.read();
  if (node.control === "checkbox") return value === true ? "☑" : "☐";
  if (value === undefined || value === null || typeof value === "object") return "";
  return labelOf(page.spec, node, String(value));
}
