// Text as the search compares it: the width, the case and the circle of a sign make no difference.

/** Signs whose folded form is one sign too, so that a place in the folded text is one in the text. */
const FOLDED = /[\uff01-\uff5e\u3000\u2460-\u2468\u00a0]/g;
const CIRCLED_ONE = 0x2460;
const FULL_WIDTH = 0xfee0;

/** The text in half width and lower case, ① as 1; as long as the text itself. */
export function fold(text: string): string {
  const plain = text.replace(FOLDED, (sign) => {
    const code = sign.charCodeAt(0);
    if (code === 0x3000 || code === 0xa0) return " ";
    return String.fromCharCode(code >= 0xff01 ? code - FULL_WIDTH : code - CIRCLED_ONE + 0x31);
  });
  const lower = plain.toLowerCase();
  return lower.length === plain.length ? lower : plain;
}
