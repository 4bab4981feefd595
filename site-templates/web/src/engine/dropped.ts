// What was dropped or chosen, as files with the names that the report gives them.
import type { Dropped } from "./messages";

export const MOST_BYTES = 50 * 1024 * 1024;
export const MOST_BYTES_TOGETHER = 200 * 1024 * 1024;
export const MOST_FILES = 5000;

/** A file that is not given to the engine, and why: an id of a message. */
export interface Refused {
  path: string;
  why: "files-too-large" | "files-too-much" | "files-too-many" | "files-unreadable";
}

export interface Taken {
  files: Dropped[];
  /** What stands first in the paths: a folder is given as a whole. */
  paths: string[];
  refused: Refused[];
}

export interface Found {
  path: string;
  file: File;
}

/** The files of a drop, those in folders by their paths; nothing for a text or a link. */
export async function dropped(transfer: DataTransfer): Promise<Found[]> {
  const entries = [...transfer.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null));
  const plain = [...transfer.files];
  const found: Found[] = [];
  for (const [at, entry] of entries.filter((item) => item !== null).entries()) {
    if (entry) await gather(entry, found);
    else if (plain[at]) found.push({ path: plain[at].name, file: plain[at] });
  }
  return found.length === 0 ? chosen(plain) : found;
}

/** The files of an input. */
export function chosen(files: Iterable<File>): Found[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function gather(entry: FileSystemEntry, found: Found[]): Promise<void> {
  if (found.length > MOST_FILES) return;
  if (entry.isFile) {
    const file = await new Promise<File | undefined>((done) => (entry as FileSystemFileEntry).file(done, () => done(undefined)));
    if (file) found.push({ path: entry.fullPath.replace(/^\/+/, ""), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A browser hands over a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])));
    if (some.length === 0) return;
    for (const inner of some) await gather(inner, found);
  }
}

/** Read files, as many and as large as the memory of a page allows. */
export async function read(found: Found[]): Promise<Taken> {
  const taken: Taken = { files: [], paths: [], refused: [] };
  const names = new Set<string>();
  let bytes = 0;
  for (const { path, file } of found) {
    const why =
      taken.files.length >= MOST_FILES ? "files-too-many"
      : file.size > MOST_BYTES ? "files-too-large"
      : bytes + file.size > MOST_BYTES_TOGETHER ? "files-too-much"
      : undefined;
    if (why) {
      taken.refused.push({ path, why });
      continue;
    }
    try {
      const content = new Uint8Array(await file.arrayBuffer());
      const name = free(safe(path), names);
      names.add(name);
      taken.files.push({ path: name, content });
      bytes += content.length;
    } catch {
      taken.refused.push({ path, why: "files-unreadable" });
    }
  }
  taken.paths = [...new Set(taken.files.map(({ path }) => path.split("/")[0] as string))];
  return taken;
}

/** A path that stays in its folder, whatever somebody called it. */
function safe(path: string): string {
  const steps = path.split("/").filter((step) => step !== "" && step !== "." && step !== "..");
  return steps.map((step) => step.replace(/[\u0000-\u001f]/g, "_")).join("/") || "_";
}

/** A second file of the same name is another file: 申报书.docx, 申报书 (2).docx. */
function free(path: string, taken: Set<string>): string {
  if (!taken.has(path)) return path;
  const dot = path.lastIndexOf(".") > path.lastIndexOf("/") + 1 ? path.lastIndexOf(".") : path.length;
  for (let number = 2; ; number += 1) {
    const name = `${path.slice(0, dot)} (${number})${path.slice(dot)}`;
    if (!taken.has(name)) return name;
  }
}
