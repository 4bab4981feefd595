// The search of the site: a button in the header; the index is loaded when it is first opened.
import { make } from "./page/elements";
import { SearchDialog } from "./search/dialog";
import { type Index, type Library, library } from "./search/library";

declare global {
  interface Window {
    shenbaoSearch?: (index: Index) => void;
  }
}

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true"><path d="M10 4a6 6 0 1 0 3.7 10.7l5.3 5.3 1.4-1.4-5.3-5.3A6 6 0 0 0 10 4m0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8"/></svg>';
const INDEX = "assets/search/index.js";
const own = document.currentScript as HTMLScriptElement | null;
const base = own ? new URL("../../", own.src).href : "./";

/** A classic script, since pages opened from a folder may neither fetch nor import. */
function load(): Promise<Library> {
  return new Promise((resolve, reject) => {
    window.shenbaoSearch = (index) => resolve(library(index));
    const script = make("script");
    script.src = base + INDEX;
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(INDEX));
    });
    document.head.append(script);
  });
}

function begin(header: Element): void {
  const dialog = new SearchDialog(load, base);
  const button = make("button", "", "sb-search-open");
  button.type = "button";
  button.innerHTML = ICON;
  button.append(make("span", "搜索"));
  button.title = "搜索（按 / 键）";
  button.addEventListener("click", () => void dialog.open());
  header.append(button);
  document.addEventListener("keydown", (event) => {
    const target = event.target as Element;
    const typing = target.closest("input, textarea, select, [contenteditable]") !== null;
    const asked = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (typing || !asked || event.isComposing) return;
    event.preventDefault();
    void dialog.open();
  });
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-lookup]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void dialog.open(form.querySelector("input")?.value);
    });
  }
  const typed = new URLSearchParams(window.location.search).get("q");
  if (typed !== null) void dialog.open(typed);
}

const header = document.querySelector(".md-header__inner");
if (header && "HTMLDialogElement" in window) begin(header);
