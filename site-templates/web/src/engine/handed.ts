// What the page around it hands to 检查文件 in a frame: files to check, or what a form asks.
import type { Found } from "./dropped";
import { type Asked, READY } from "../storage/site_engine";

/** The frame is to be closed: somebody pressed Escape in it. */
export const DONE = "shenbao-done";

type Handed = { kind: "files"; found: Found[] } | Asked;

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
