// What can be found: the sections of the pages, folded once, and the other words for a word.
import { fold } from "./fold";

/** The index as the build writes it (site/builder/search_index.py). */
export interface Index {
  /** Address, title and weight of each page. */
  readonly pages: readonly (readonly [string, string, number])[];
  /** Number of the page, anchor, title and text of each section. */
  readonly sections: readonly (readonly [number, string, string, string])[];
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
}

export interface Page {
  readonly url: string;
  readonly title: string;
  readonly folded: string;
  readonly weight: number;
}

export interface Section {
  readonly page: Page;
  /** Whether it is the first of its page: what the page says before any other heading. */
  readonly first: boolean;
  readonly anchor: string;
  readonly title: string;
  readonly text: string;
  readonly foldedAnchor: string;
  readonly foldedTitle: string;
  readonly foldedText: string;
}

export interface Library {
  readonly sections: readonly Section[];
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
}

export function library(index: Index): Library {
  const pages = index.pages.map(([url, title, weight]) => ({ url, title, folded: fold(title), weight }));
  const seen = new Set<number>();
  const sections = index.sections.flatMap(([number, anchor, title, text]) => {
    const page = pages[number];
    if (!page) return [];
    const first = !seen.has(number) || fold(title) === page.folded;
    seen.add(number);
    const folded = { foldedAnchor: fold(anchor), foldedTitle: fold(title), foldedText: fold(text) };
    return [{ page, first, anchor, title, text, ...folded }];
  });
  const synonyms = new Map(Object.entries(index.synonyms).map(([word, others]) => [fold(word), others.map(fold)]));
  return { sections, synonyms };
}
