// How much of each section is filled: required fields that apply, and the rows that rules demand.
import { scopeOf } from "../check/validate";
import type { JsonObject } from "../data/spec";
import { byId, type Page } from "./page";
import { ListView, ValueView, type View } from "./view";

/** From so much of its room on, a short text is counted. */
const NEARLY = 0.8;

interface Count {
  done: number;
  all: number;
}

/** How many rows rules demand now, by the places of the lists. */
function demandedRows({ spec }: Page, data: JsonObject): Map<string, number> {
  const found = new Map<string, number>();
  if (spec.least.length === 0) return found;
  const scope = scopeOf(spec, data);
  for (const { pointer, rows, when } of spec.least) {
    if (when === undefined || scope.withSelf(data).ask(when) === true) found.set(pointer, Math.max(rows, found.get(pointer) ?? 0));
  }
  return found;
}

function count(view: View, demands: Map<string, number>): Count {
  const total: Count = { done: 0, all: 0 };
  if (!view.shown) return total;
  if (view instanceof ValueView) return valueCount(view);
  const least = view instanceof ListView && !view.carries ? Math.max(view.node.schema.minItems ?? 0, demands.get(view.node.pointer) ?? 0, view.node.demanded ? 1 : 0) : 0;
  const rows = view instanceof ListView ? view.rows.filter(({ view: row }) => row.filled(false)).length : 0;
  total.all += least;
  total.done += Math.min(rows, least);
  // Rows that are still empty demand nothing beyond the rows themselves.
  const parts = view instanceof ListView ? view.children().filter((row) => row.filled(false)) : view.children();
  for (const part of parts) {
    const { done, all } = count(part, demands);
    total.done += done;
    total.all += all;
  }
  return total;
}

function valueCount(view: ValueView): Count {
  if (!view.node.demanded || view.fixed || view.node.control === "locked" || view.node.control === "computed") return { done: 0, all: 0 };
  return { done: view.filled() ? 1 : 0, all: 1 };
}

export function showProgress(page: Page, data: JsonObject): void {
  const demands = demandedRows(page, data);
  let done = 0;
  let all = 0;
  for (const section of page.root.children()) {
    const part = count(section, demands);
    done += part.done;
    all += part.all;
    const mark = document.querySelector<HTMLElement>(`[data-progress=${JSON.stringify(section.node.pointer)}]`);
    if (!mark) continue;
    mark.classList.toggle("complete", part.all > 0 && part.done === part.all);
    mark.textContent = part.all > 0 ? `${part.done}/${part.all}` : "";
    const link = mark.closest("li");
    if (link) link.hidden = !section.shown;
  }
  // A table whose rows are given may ask for nothing more: then there is no progress to show.
  byId("progress-bar").hidden = all === 0;
  byId("progress-text").hidden = all === 0;
  byId("progress-text").textContent = page.say("form-progress", { done: String(done), all: String(all) });
  const bar = byId<HTMLProgressElement>("progress-bar");
  bar.max = Math.max(all, 1);
  bar.value = done;
}

/** Beside long texts: how many characters there are, and how many more fit. */
export function showCounters({ form, say }: Page): void {
  for (const place of form.querySelectorAll<HTMLElement>(".counter")) {
    const entry = place.parentElement?.querySelector<HTMLInputElement | HTMLTextAreaElement>("[data-entry]");
    const most = Number(place.dataset["most"]);
    const length = [...(entry?.value ?? "").replace(/\r\n?/g, "\n").trim()].length;
    const late = place.dataset["late"] !== undefined && length < most * NEARLY;
    const text = late ? "" : say(length > most ? "form-count-over" : "form-count", { length: String(length), left: String(Math.abs(most - length)) });
    if (place.textContent === text) continue;
    place.textContent = text;
    place.classList.toggle("over", length > most);
  }
}
