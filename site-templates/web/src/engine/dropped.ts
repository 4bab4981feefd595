// What was dropped or chosen, as files with the names that the report gives them.
import type { Dropped } from "./messages";

const MOST_BYTES = 50 * 1024 * 1024;
const MOST_BYTES_TOGETHER = 200 * 1024 * 1024;
export const MOST_FILES = 5000;

/** A file that is not given to the engine, and why: an id of a message. */
interface Refused {
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
  /** Nothing where the browser does not hand it over: it is told, never passed over. */
  file: File | undefined;
}

/** The files of a drop, those in folders by their paths; nothing for a text or a link. */
export async function dropped(transfer: DataTransfer): Promise<Found[]> {
  // All that is asked of the drop itself is asked at once: later it is gone.
  const items = [...transfer.items].filter(({ kind }) => kind === "file").map((item) => {
    const entry = item.webkitGetAsEntry();
    return { entry, file: item.getAsFile(), handle: entry?.isDirectory ? handleOf(item) : undefined };
  });
  const found: Found[] = [];
  for (const { entry, file, handle } of items) {
    const folder = await handle;
    if (folder) await gatherHandle(folder, folder.name, found);
    else if (entry?.isDirectory) await gather(entry, found);
    else found.push({ path: entry?.name ?? file?.name ?? "", file: file ?? undefined });
  }
  return found;
}

/** A file or a folder that was dropped, as Chromium hands it over. */
interface Handle {
  kind: "file" | "directory";
  name: string;
  getFile(): Promise<File>;
  values(): AsyncIterable<Handle>;
}

/** A page from file:// gets no entries of a folder in Chromium, but a handle of it; elsewhere a handle may ask people first. */
function handleOf(item: DataTransferItem): Promise<Handle | undefined> | undefined {
  const asked = item as { getAsFileSystemHandle?: () => Promise<Handle | null> };
  if (location.protocol !== "file:" || !asked.getAsFileSystemHandle) return undefined;
  return asked.getAsFileSystemHandle().then((handle) => handle ?? undefined, () => undefined);
}

async function gatherHandle(handle: Handle, path: string, found: Found[]): Promise<void> {
  if (found.length > MOST_FILES) return;
  try {
    if (handle.kind === "file") found.push({ path, file: await handle.getFile() });
    else for await (const inner of handle.values()) await gatherHandle(inner, `${path}/${inner.name}`, found);
  } catch {
    found.push({ path, file: undefined });
  }
}

/** The files of an input. */
export function chosen(files: Iterable<File>): Found[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function gather(entry: FileSystemEntry, found: Found[]): Promise<void> {
  if (found.length > MOST_FILES) return;
  const path = entry.fullPath.replace(/^\/+/, "");
  if (entry.isFile) {
    const file = await new Promise<File | undefined>((done) => (entry as FileSystemFileEntry).file(done, () => done(undefined)));
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A browser hands over a hundred at a time.
    const some = await new Promise<FileSystemEntry[] | undefined>((done) => reader.readEntries(done, () => done(undefined)));
    if (some === undefined) found.push({ path, file: undefined });
    if (!some?.length) return;
    for (const inner of some) await gather(inner, found);
  }
}

/** Read files, as many and as large as the memory of a page allows, until `stopped` says that somebody cancelled. */
export async function read(found: Found[], stopped = (): boolean => false): Promise<Taken> {
  const taken: Taken = { files: [], paths: [], refused: [] };
  const names = new Set<string>();
  let bytes = 0;
  for (const { path, file } of found) {
    if (stopped()) break;
    if (file === undefined) {
      taken.refused.push({ path, why: "files-unreadable" });
      continue;
    }
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
      bytes += file.size;
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
