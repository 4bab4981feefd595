// The fingerprint of what was filled in. Python (policy/form_identity.py) answers alike: see
// tests/conformance/vectors/fingerprint.json.
import { sha256 } from "@noble/hashes/sha2.js";
import { canonical } from "./shape";
import { isObject, type Json, type JsonObject, type Node } from "./spec";
import { stripped } from "./text";

// What Python takes for the end of a line: not what JavaScript does.
const LINES = /\r\n|[\n\v\f\r\u001c-\u001e\u0085\u2028\u2029]/g;

/** Crockford's base 32: no I, L, O, U, which are misread on paper. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES = 10;
const LETTERS = 4;

/** The pointers of values that follow from others, rows as `*`. */
export function computedOf(root: Node): Set<string> {
  const found = new Set<string>();
  const visit = (node: Node): void => {
    if (node.computed !== undefined) found.add(node.pointer);
    node.children.forEach(visit);
    if (node.item) visit(node.item);
  };
  visit(root);
  return found;
}

/** The data without what says nothing, as every medium carries them. */
export function contentOf(computed: ReadonlySet<string>, data: Json | undefined, pointer = ""): Json | undefined {
  if (computed.has(pointer) || data === null || data === undefined) return undefined;
  if (Array.isArray(data)) {
    const rows = data.map((row) => contentOf(computed, row, `${pointer}/*`)).filter((row) => row !== undefined);
    return rows.length > 0 ? rows : undefined;
  }
  if (isObject(data)) {
    const parts: JsonObject = Object.create(null);
    for (const [key, value] of Object.entries(data)) {
      const part = contentOf(computed, value, `${pointer}/${key}`);
      if (part !== undefined) parts[key] = part;
    }
    return Object.keys(parts).length > 0 ? parts : undefined;
  }
  return typeof data === "string" ? stripped(data.replace(LINES, "\n")) || undefined : data;
}

/** The data with every text in NFC: how a letter with a mark is stored does not count. */
function comparable(data: Json): Json {
  if (typeof data === "string") return data.normalize("NFC");
  if (Array.isArray(data)) return data.map(comparable);
  if (!isObject(data)) return data;
  const parts: JsonObject = Object.create(null);
  for (const [key, value] of Object.entries(data)) parts[key] = comparable(value);
  return parts;
}

/** SHA-256 over the canonical JSON (RFC 8785) of the form's name and the content: 80 bits. */
export function fingerprint(ref: string, computed: ReadonlySet<string>, data: Json): string {
  const text = canonical({ form: ref, data: comparable(contentOf(computed, data) ?? null) });
  const digest = sha256(new TextEncoder().encode(text)).slice(0, BYTES);
  let bits = 0;
  let held = 0;
  let letters = "";
  for (const byte of digest) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      letters += ALPHABET[(held >> bits) & 31];
      held &= (1 << bits) - 1;
    }
  }
  return (letters.match(new RegExp(`.{${LETTERS}}`, "g")) ?? []).join("-");
}
