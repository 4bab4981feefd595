// What the page 检查文件 and its worker say to each other.

/** The parts of the engine, each packed by itself: base64 of a zlib stream. */
export const PARTS = ["wasm", "library", "packages", "program", "policy"] as const;
export type Part = (typeof PARTS)[number];

export interface Dropped {
  path: string;
  content: Uint8Array;
}

/** What host/browser.py is asked. */
export interface Request {
  paths: string[];
  language: string;
  schema?: string;
  readings?: Record<string, string>;
  lists?: boolean;
  /** Files that the page did not take: the report names them. */
  leftOut?: { path: string; why: string }[];
}

export type Asked =
  | { kind: "part"; part: Part; text: string }
  | { kind: "start" }
  | { kind: "check"; files: Dropped[]; lists: Dropped[]; asked: Request }
  | { kind: "open"; file: Dropped; form: string; language: string }
  | { kind: "download"; name: string; language: string };

export type Told =
  | { kind: "progress"; name: string; done: number }
  | { kind: "ready" }
  | { kind: "checked"; answer: string }
  | { kind: "file"; name: string; content: Uint8Array<ArrayBuffer> }
  | { kind: "failed"; why: string };
