// Before printing: what was answered, part by part, what is still missing, and how many places are wrong.
import { check } from "../check/validate";
import { textOf } from "../data/spec";
import { settle } from "../page/consequences";
import { byId, goTo, make, type Page } from "../page/page";
import { ComputedView, ListView, ValueView, type View } from "../page/view";

const MOST_LETTERS = 120;
/** So many rows are shown of a list; a table is looked at where it stands. */
const MOST_ROWS = 20;

/** Show the answers for checking; `print` runs when somebody agrees. */
export function review(page: Page, print: () => void): void {
  const { say } = page;
  const dialog = byId<HTMLDialogElement>("review");
  const wrong = check(page.spec, settle(page.spec, page.root)).filter(({ verdict, severity }) => verdict === "fail" && severity === "error").length;
  const verdict = make("p", say(wrong > 0 ? "form-review-wrong" : "form-review-right", { count: String(wrong) }), wrong > 0 ? "problem error" : "note");
  const parts = page.root.children().filter(({ shown }) => shown).map((section) => part(page, section, () => dialog.close()));
  byId("review-answers").replaceChildren(verdict, ...parts);
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue === "print") print();
  };
  dialog.showModal();
  dialog.scrollTop = 0;
}

function part(page: Page, section: View, close: () => void): HTMLElement {
  const { say } = page;
  const made = make("section");
  const head = make("div", "", "answers-head");
  const change = make("button", say("form-review-change"), "button small");
  change.type = "button";
  change.append(make("span", `：${section.node.title}`, "aside"));
  change.addEventListener("click", () => {
    close();
    goTo(page, section.node.pointer);
  });
  head.append(make("h3", section.node.title), change);
  const list = make("dl");
  list.append(...answers(page, section, ""));
  made.append(head, list.children.length > 0 ? list : make("p", say("form-review-empty"), "note"));
  return made;
}

function answers(page: Page, view: View, around: string): HTMLElement[] {
  if (!view.shown) return [];
  const title = [around, view.node.title].filter(Boolean).join(" · ");
  if (view instanceof ListView) return rows(page, view, title);
  if (view instanceof ValueView) return answer(page, view, title);
  return view.children().flatMap((child) => answers(page, child, view.node.pointer.split("/").length > 2 ? title : ""));
}

function rows(page: Page, list: ListView, title: string): HTMLElement[] {
  const { say } = page;
  const filled = list.rows.map(({ view }, i) => ({ view, number: String(i + 1) })).filter(({ view }) => view.filled(false));
  const table = list.element.classList.contains("gridded") || filled.length > MOST_ROWS;
  const lines = table ? [] : filled.flatMap(({ view, number }) => {
    const said = view instanceof ValueView ? wordsOf(page, view) : view.children().map((child) => short(page, child)).filter(Boolean).join("；");
    return entry(say("form-row", { number }), said);
  });
  return [...entry(title, say("form-review-rows", { count: String(filled.length) })), ...lines];
}

function short(page: Page, view: View): string {
  if (!view.shown || !view.filled(false)) return "";
  const said = view instanceof ValueView ? wordsOf(page, view) : view.children().map((child) => short(page, child)).filter(Boolean).join("，");
  return said && `${view.node.title} ${said}`;
}

function answer(page: Page, view: ValueView, title: string): HTMLElement[] {
  const said = wordsOf(page, view);
  if (said) return entry(title, said);
  const missing = view.node.demanded && view.node.control !== "computed";
  return entry(title, page.say(missing ? "form-review-missing" : "form-review-none"), missing ? "missing" : "none");
}

function wordsOf({ spec }: Page, view: ValueView): string {
  const text = view instanceof ComputedView ? view.text : textOf(spec, view.node, view.read());
  const unit = text && view.node.unit && view.node.kind !== "string" ? ` ${view.node.unit}` : "";
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…（${text.length}）` : text + unit;
}

function entry(title: string, said: string, style = ""): HTMLElement[] {
  return [make("dt", title), make("dd", said, style)];
}
