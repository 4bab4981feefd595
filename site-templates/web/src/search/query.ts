// What was typed, as terms that must all be found: each a word and the other words for it.
import { fold } from "./fold";
import type { Library, Section } from "./library";

/** One thing that must be found, in any of these writings; the first is the one that was typed. */
export type Term = readonly string[];

const BETWEEN = /[\s,，。、;；:：?？!！"“”'‘’()（）《》<>【】|]+/;
const LONGEST = 100;
const MOST = 10;
/** A number of anything is one word: 第十二条, where there is none, is not 第十 and 二条. */
const ONE_WORD = /[0-9]|^第.+[条款项章节号]$|^[a-z-]+$/;
const SHORTEST = 2;

export function parse(library: Library, typed: string): Term[] {
  const words = fold(typed.slice(0, LONGEST)).split(BETWEEN).filter(Boolean);
  const terms = [...new Set(words)].slice(0, MOST).flatMap((word) => termsOf(library, word));
  const known = new Set<string>();
  return terms.filter(([word]) => word !== undefined && !known.has(word) && known.add(word));
}

/** Ages are written 35岁 and 35周岁. */
const AGE = /^([0-9]+)周?岁$/;

function termsOf(library: Library, word: string): Term[] {
  const age = AGE.exec(word)?.[1];
  const ages = age ? [`${age}岁`, `${age}周岁`].filter((writing) => writing !== word) : [];
  const whole = [word, ...ages, ...(library.synonyms.get(word) ?? [])];
  if (ONE_WORD.test(word) || stands(library, whole)) return [whole];
  const parts = split(library, word);
  return parts.length > 0 ? parts : [whole];
}

/** The longest beginning that is found somewhere, then the same with the rest; none where a rest is not found. */
function split(library: Library, word: string, dead = new Set<string>()): Term[] {
  for (let end = word.length - SHORTEST; end >= SHORTEST; end -= 1) {
    const start = word.slice(0, end);
    const term = [start, ...(library.synonyms.get(start) ?? [])];
    if (!stands(library, term)) continue;
    const rest = word.slice(end);
    const other = [rest, ...(library.synonyms.get(rest) ?? [])];
    if (dead.has(rest)) continue;
    const parts = stands(library, other) ? [other] : split(library, rest, dead);
    if (parts.length > 0) return [term, ...parts];
  }
  // Many ways lead to one rest: each is tried once.
  dead.add(word);
  return [];
}

function stands(library: Library, term: Term): boolean {
  return library.sections.some((section) => term.some((writing) => holds(section, writing)));
}

export function holds(section: Section, writing: string): boolean {
  return (
    section.foldedTitle.includes(writing) ||
    section.foldedText.includes(writing) ||
    section.page.folded.includes(writing) ||
    section.foldedAnchor === writing
  );
}
