// Texts compared as Python compares them: what is blank there is not what is blank here.

// What Python takes for blank: not what JavaScript does.
export const BLANKS = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const BLANK = new RegExp(BLANKS.source);

/** A text without the blanks at its edges. */
export function stripped(text: string): string {
  // By hand: an expression for both edges takes forever on a text that is mostly blank.
  let start = 0;
  let end = text.length;
  while (start < end && BLANK.test(text.charAt(start))) start += 1;
  while (end > start && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** A text on one line without control signs, cut to `longest` characters. */
export function shortened(text: string, longest: number): string {
  const line = stripped(text.replace(/[\p{C}\p{Z}]+/gu, " "));
  const signs = [...line];
  return signs.length <= longest ? line : `${signs.slice(0, longest - 1).join("")}…`;
}

// Signs without a look of their own that come along when a name is copied.
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;

/**
 * A name so that its ways of writing compare equal: full-width letters and brackets count as
 * half-width; blanks beside Chinese characters and brackets do not count, others count once;
 * signs that are not seen do not count, nor does whether a letter is a capital.
 */
export function folded(text: string): string {
  const line = stripped(text.normalize("NFKC").replace(UNSEEN, "").toLowerCase()).replace(BLANKS, " ");
  return line.replace(/ ([^\0-\x7f]|[()[\]])/g, "$1").replace(/([^\0-\x7f]|[()[\]]) /g, "$1");
}
