// The dialog of the search: what is typed, what is found, with the keyboard alone.
import { make } from "../page/elements";
import type { Library } from "./library";
import { parse, type Term } from "./query";
import { type Hit, type Result, results } from "./rank";
import { marked, type Piece, snippet } from "./snippet";

const TYPING_DELAY = 120;
const AT_FIRST = 10;
const SHOWN_OF_PAGE = 12;

const WORDS = {
  title: "搜索",
  label: "要找的词，例如 附件2、35岁、SK-P1-21",
  close: "关闭",
  loading: "正在打开索引……",
  failed: "索引没有打开。处理：重新打开这一页；仍不行的，用浏览器的“在页面上查找”，或看下载中心和条款库",
  begin: "键入词语，几个词用空格隔开。按 ↑ ↓ 选，按回车打开。",
  none: "没有找到。可以换一个说法，或少写一个词；规则编号要写全，例如 SK-P1-21。",
  more: "再显示",
};

export class SearchDialog {
  private readonly dialog: HTMLDialogElement;
  private readonly input: HTMLInputElement;
  private readonly status: HTMLElement;
  private readonly list: HTMLElement;
  private library: Library | undefined;
  private timer = 0;

  /** @param load reads the index, once; @param base the address of the site, with a slash at its end. */
  constructor(
    private readonly load: () => Promise<Library>,
    private readonly base: string,
  ) {
    this.dialog = make("dialog", "", "sb-search");
    this.dialog.setAttribute("aria-label", WORDS.title);
    const form = make("form", "", "sb-search-form");
    form.setAttribute("role", "search");
    this.input = make("input", "", "sb-search-input");
    this.input.type = "search";
    this.input.autocomplete = "off";
    this.input.spellcheck = false;
    this.input.setAttribute("aria-label", WORDS.label);
    this.input.placeholder = WORDS.label;
    const close = make("button", WORDS.close, "sb-search-close");
    close.type = "button";
    close.addEventListener("click", () => this.dialog.close());
    form.append(this.input, close);
    this.status = make("p", WORDS.begin, "sb-search-status");
    this.status.setAttribute("role", "status");
    this.list = make("ol", "", "sb-search-results");
    this.dialog.append(form, this.status, this.list);
    document.body.append(this.dialog);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.links()[0]?.click();
    });
    this.input.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.show(), TYPING_DELAY);
    });
    this.dialog.addEventListener("keydown", (event) => this.move(event));
    this.dialog.addEventListener("click", (event) => {
      // A click beside the dialog's content, and one that leads to a place of this page, close it.
      const target = event.target as Element;
      if (target === this.dialog || target.closest("a")) this.dialog.close();
    });
  }

  async open(typed?: string): Promise<void> {
    if (typed !== undefined) this.input.value = typed;
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    this.input.select();
    if (this.library) return this.show();
    this.status.textContent = WORDS.loading;
    try {
      this.library = await this.load();
    } catch {
      this.status.textContent = WORDS.failed;
      return;
    }
    this.show();
  }

  private show(): void {
    if (!this.library) return;
    const typed = this.input.value.trim();
    const terms = parse(this.library, typed);
    const found = results(this.library, terms);
    this.list.replaceChildren();
    if (terms.length === 0) this.status.textContent = WORDS.begin;
    else this.status.textContent = found.length === 0 ? WORDS.none : counted(found, terms, this.library);
    this.add(found, terms, 0);
  }

  private add(found: readonly Result[], terms: readonly Term[], from: number): void {
    const to = from === 0 ? AT_FIRST : found.length;
    this.list.append(...found.slice(from, to).map((result) => this.item(result, terms)));
    if (to >= found.length) return;
    const item = make("li", "", "sb-search-more");
    const button = make("button", `${WORDS.more} ${found.length - to} 页`);
    button.type = "button";
    button.addEventListener("click", () => {
      item.remove();
      this.add(found, terms, to);
      this.links()[to]?.focus();
    });
    item.append(button);
    this.list.append(item);
  }

  private item({ page, hits }: Result, terms: readonly Term[]): HTMLElement {
    const item = make("li");
    const [best, ...others] = hits;
    if (best) item.append(this.link(best, terms, page.title));
    if (others.length > 0) {
      const details = make("details");
      details.append(make("summary", `这一页另有 ${others.length} 处`));
      const list = make("ul");
      for (const hit of others.slice(0, SHOWN_OF_PAGE)) {
        const entry = make("li");
        entry.append(this.link(hit, terms, ""));
        list.append(entry);
      }
      details.append(list);
      item.append(details);
    }
    return item;
  }

  private link({ section }: Hit, terms: readonly Term[], page: string): HTMLElement {
    const link = make("a");
    link.href = this.base + section.page.url + (section.anchor ? `#${encodeURIComponent(section.anchor)}` : "");
    const title = make("strong");
    title.append(...painted(marked(section.title || page, terms)));
    link.append(title);
    if (page && page !== section.title) link.append(make("small", page));
    if (section.text) {
      const text = make("span");
      text.append(...painted(snippet(section.text, terms)));
      link.append(text);
    }
    return link;
  }

  private links(): HTMLAnchorElement[] {
    return [...this.list.querySelectorAll("a")].filter((link) => !link.closest("details:not([open])"));
  }

  private move(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [this.input, ...this.links()];
    const at = stops.indexOf(document.activeElement as HTMLInputElement);
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
}

function painted(pieces: readonly Piece[]): (Node | string)[] {
  return pieces.map(({ text, found }) => (found ? make("mark", text) : text));
}

function counted(found: readonly Result[], terms: readonly Term[], library: Library): string {
  const missing = terms.filter((term) => results(library, [term]).length === 0).map(([word]) => word);
  const lacks = missing.length > 0 ? `没有“${missing.join("”“")}”；下面只有其余的词。` : "";
  return `${lacks}${found.length} 页`;
}
