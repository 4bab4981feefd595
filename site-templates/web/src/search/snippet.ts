// The words around what was found, with the found ones told apart.
import { fold } from "./fold";
import type { Term } from "./query";

export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

const BEFORE = 18;
const LENGTH = 96;

/** The part of a text around the first place where a term stands, cut into found and other words. */
export function snippet(text: string, terms: readonly Term[]): Piece[] {
  const folded = fold(text);
  const places = terms.flatMap((term) => term.map((word) => folded.indexOf(word))).filter((place) => place >= 0);
  const from = places.length > 0 ? Math.max(0, Math.min(...places) - BEFORE) : 0;
  const cut = text.slice(from, from + LENGTH);
  const pieces = marked(cut, terms);
  if (from > 0) pieces.unshift({ text: "……", found: false });
  if (from + LENGTH < text.length) pieces.push({ text: "……", found: false });
  return pieces;
}

export function marked(text: string, terms: readonly Term[]): Piece[] {
  const folded = fold(text);
  const words = terms.flat().sort((a, b) => b.length - a.length);
  const pieces: Piece[] = [];
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const word = words.find((candidate) => folded.startsWith(candidate, at));
    if (!word) {
      at += 1;
      continue;
    }
    if (at > start) pieces.push({ text: text.slice(start, at), found: false });
    pieces.push({ text: text.slice(at, at + word.length), found: true });
    at += word.length;
    start = at;
  }
  if (start < text.length) pieces.push({ text: text.slice(start), found: false });
  return pieces;
}
