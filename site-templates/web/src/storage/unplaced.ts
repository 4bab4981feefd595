// What a file held and the form did not take: told on top, printed, and saved as a file if wanted.
import type { Left } from "./prefill";
import { download, inShort } from "./files";
import { byId, make, type Page, placeName } from "../page/page";
import { type Json, labelOf } from "../data/spec";
import { nodeAt } from "../check/evaluation_context";
import type { Loss, View } from "../page/view";

/** A loss in words: where it was, what it is, why it stayed behind. */
interface Told {
  place: string;
  pointer: string;
  value: Json;
  line: string;
}

export class Losses {
  private told: Told[] = [];

  constructor(private readonly page: Page) {}

  /** What stayed behind, for the printed form. */
  get lines(): string[] {
    return this.told.map(({ line }) => line);
  }

  forget(): void {
    this.told = [];
  }

  /** Keep what was left behind and add it to the notice, after parts that do not apply now. */
  tell(losses: Loss[], left: Left[], hidden: View[]): void {
    const { say } = this.page;
    this.told = [...losses.map((loss) => this.ofForm(loss)), ...left.map((one) => this.ofOther(one))];
    const list = make("ul");
    for (const { line } of this.told) list.append(make("li", line));
    hidden.forEach((view) => list.append(make("li", say("form-loss-hidden", { place: view.node.title }))));
    if (list.children.length === 0) return;
    const notice = byId("notice");
    notice.append(make("p", say("form-losses")), list);
    if (losses.some(({ reason }) => reason === "unknown")) notice.append(make("p", say("form-losses-version")));
    if (this.told.length > 0) notice.append(this.button());
  }

  private ofForm({ pointer, value, reason }: Loss): Told {
    const place = this.placeOf(pointer, reason);
    const node = nodeAt(this.page.spec, pointer.split("/").slice(1));
    const called = typeof value === "string" && reason !== "unknown" ? labelOf(this.page.spec, node, value) : value;
    return { place, pointer, value, line: this.page.say(`form-loss-${reason}`, { place, value: this.inWords(called) }) };
  }

  /** A key that the form does not know has no title: the part that it stands in, and the key as written. */
  private placeOf(pointer: string, reason: Loss["reason"]): string {
    const known = placeName(this.page, pointer);
    return reason === "unknown" ? `${known} · ${pointer.slice(pointer.lastIndexOf("/") + 1)}` : known;
  }

  private ofOther({ pointer, title, value, called, reason }: Left): Told {
    return { place: title, pointer, value, line: this.page.say(`form-loss-${reason}`, { place: title, value: this.inWords(called) }) };
  }

  private inWords(value: Json): string {
    return typeof value === "boolean" ? this.page.say(value ? "form-yes" : "form-no") : inShort(value);
  }

  /** Long values are cut short in the notice; the file holds them whole. */
  private button(): HTMLButtonElement {
    const { say, spec } = this.page;
    const button = make("button", say("form-losses-save"), "button small");
    button.type = "button";
    button.addEventListener("click", () => {
      const kept = this.told.map(({ place, pointer, value, line }) => ({ place, pointer, value, told: line }));
      download(`${spec.notice}-${spec.form}-${say("form-losses-file")}.json`, `${JSON.stringify(kept, null, 2)}\n`);
    });
    return button;
  }
}
