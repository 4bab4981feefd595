// What a page of the site and 检查文件, which it shows in a frame, say to each other. From file://
// no page knows the address of another: who is meant is said by the window alone.
import type { Found } from "./dropped";

/** The frame is ready to take files. */
export const READY = "shenbao-ready";

/** The frame is to be closed: somebody pressed Escape in it. */
export const DONE = "shenbao-done";

/** What the frame is asked by the page around it. */
type Handed = { kind: "files"; found: Found[] };

const isHanded = (data: unknown): data is Handed => typeof data === "object" && data !== null && "kind" in data;

/** Hear what the page around this one hands over, nobody else; tell it that this one is ready. */
export function onHanded(take: (handed: Handed) => void): void {
  if (parent === window) return;
  addEventListener("message", ({ source, data }) => {
    if (source === parent && isHanded(data)) take(data);
  });
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") parent.postMessage(DONE, "*");
  });
  parent.postMessage(READY, "*");
}
