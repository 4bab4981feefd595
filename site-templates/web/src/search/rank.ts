// Which sections answer a query, the best first: all terms before some, what is named before what is mentioned.
import type { Library, Page, Section } from "./library";
import { holds, type Term } from "./query";

export interface Hit {
  readonly section: Section;
  readonly score: number;
}

/** A page with the sections of it that answer, the best first. */
export interface Result {
  readonly page: Page;
  readonly hits: readonly Hit[];
  readonly score: number;
}

/** What a term is worth by where it stands. */
const WORTH = {
  anchor: 60,
  titleIs: 30,
  titleBegins: 14,
  title: 9,
  titleOfPage: 5,
  pageItself: 12,
  text: 2,
  again: 0.4,
} as const;
const MOST_AGAIN = 5;
const SYNONYM = 0.8;
/** How much of a title the term makes up counts as well: 限额 is more in 限额 than in 限额与一致. */
const SHARE = 8;
/** The part of a title's worth that does not depend on it. */
const WHATEVER = 0.6;

export function results(library: Library, terms: readonly Term[]): Result[] {
  if (terms.length === 0) return [];
  const found = library.sections.map((section) => ({ section, count: terms.filter((term) => term.some((word) => holds(section, word))).length }));
  const most = found.reduce((best, { count }) => Math.max(best, count), 0);
  if (most === 0) return [];
  const byPage = new Map<Page, Hit[]>();
  for (const { section, count } of found) {
    if (count < most || !itself(section, terms)) continue;
    const score = scoreOf(section, terms) * section.page.weight;
    const hits = byPage.get(section.page);
    if (hits) hits.push({ section, score });
    else byPage.set(section.page, [{ section, score }]);
  }
  return [...byPage]
    .map(([page, hits]) => {
      hits.sort((a, b) => b.score - a.score);
      return { page, hits, score: hits[0]?.score ?? 0 };
    })
    .sort((a, b) => b.score - a.score || a.page.url.localeCompare(b.page.url));
}

/** Whether the section says more than the name of its page does: else its page's first section answers for all. */
function itself(section: Section, terms: readonly Term[]): boolean {
  if (section.first) return true;
  return terms.some((term) =>
    term.some((word) => section.foldedTitle.includes(word) || section.foldedText.includes(word) || section.foldedAnchor === word),
  );
}

function scoreOf(section: Section, terms: readonly Term[]): number {
  let total = 0;
  for (const term of terms) {
    const worths = term.map((word, place) => worth(section, word) * (place === 0 ? 1 : SYNONYM));
    total += Math.max(0, ...worths);
  }
  return total;
}

/** What a word in a title is worth: a title of the word alone names it, a long sentence mentions it. */
function named(title: string, word: string): number {
  if (title === word) return WORTH.titleIs;
  if (!title.includes(word)) return 0;
  const share = word.length / title.length;
  const place = title.startsWith(word) ? WORTH.titleBegins : WORTH.title;
  return place * (WHATEVER + (1 - WHATEVER) * share) + SHARE * share;
}

function worth(section: Section, word: string): number {
  let value = section.foldedAnchor === word ? WORTH.anchor : 0;
  value += named(section.foldedTitle, word);
  const page = section.page.folded;
  if (page.includes(word)) {
    value += WORTH.titleOfPage;
    if (section.first) value += WORTH.pageItself + named(page, word);
  }
  const times = section.foldedText.split(word).length - 1;
  if (times > 0) value += WORTH.text + WORTH.again * Math.min(times - 1, MOST_AGAIN);
  return value;
}
