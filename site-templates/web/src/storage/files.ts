// Saving to a file and reading one back; what cannot be taken over is told.
import { isObject, type Json, type JsonObject, type Spec } from "../data/spec";

export const LARGEST_FILE = 20_000_000;

type Opened =
  | { ok: true; data: JsonObject; named: string | undefined; fits: boolean }
  | { ok: false; message: string };

/** The text of a submission file, keys in the order of the form. */
export function submissionText(spec: Spec, data: JsonObject): string {
  return `${JSON.stringify({ $schema: spec.ref, ...data }, null, 2)}\n`;
}

/** Save something as a file of the browser's downloads. */
export function download(name: string, content: BlobPart, type = "application/json"): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Whether `$schema` names this form: its short name or a published address. */
function namesForm(spec: Spec, named: string): boolean {
  return named === spec.ref || named.endsWith(`/schemas/${spec.notice}/${spec.form}.schema.json`);
}

/** U+0000 and half characters, as JSON.stringify writes them; no file of any medium holds them. */
const BROKEN = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** How Word and Excel files, PDF and web pages begin: other media of a form, which the command converts. */
const DOCUMENT = /^(?:PK\u0003\u0004|%PDF-|\s*<(?:!doctype\s+)?html)/i;

/** Read the text of a file; `ok` is false for what is no submission at all. */
export function readSubmission(spec: Spec, text: string): Opened {
  let value: Json;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, "")) as Json;
  } catch {
    if (DOCUMENT.test(text)) return { ok: false, message: "form-open-document" };
    return { ok: false, message: text.trim() === "" ? "form-open-empty" : "form-open-not-json" };
  }
  if (!isObject(value)) return { ok: false, message: "form-open-not-object" };
  if (BROKEN.test(JSON.stringify(value))) return { ok: false, message: "form-open-broken" };
  const { $schema: named, ...data } = value;
  const name = typeof named === "string" ? named : undefined;
  return { ok: true, data, named: name, fits: name === undefined || namesForm(spec, name) };
}

/** A value of a file in a few words. */
export function inShort(value: Json): string {
  let text: string;
  try {
    text = typeof value === "string" ? value : JSON.stringify(value);
  } catch {
    text = "…";
  }
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
