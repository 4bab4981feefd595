// Files dropped on a page of the site are checked there: 检查文件 opens above the page and is
// handed the files. Only a page with a zone takes any.
import { dropped } from "./dropped";
import { READY } from "../storage/site_engine";
import { DONE } from "./handed";

function begin(zone: HTMLElement): void {
  const over = (is: boolean): void => void zone.classList.toggle("sb-over", is);
  const carriesFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;
  for (const name of ["dragenter", "dragover"] as const) {
    document.addEventListener(name, (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      over(true);
    });
  }
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) over(false);
  });
  document.addEventListener("drop", (event) => {
    over(false);
    if (!event.dataTransfer || !carriesFiles(event)) return;
    event.preventDefault();
    void dropped(event.dataTransfer).then((found) => open(zone, (frame) => frame.postMessage({ kind: "files", found }, "*")));
  });
}

/** Open 检查文件 above the page; `then` is told when it is ready. */
function open(zone: HTMLElement, then: (frame: Window) => void): void {
  const { address = "", title = "", close = "" } = zone.dataset;
  const dialog = document.createElement("dialog");
  dialog.className = "sb-checking";
  dialog.setAttribute("aria-label", title);
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "sb-button", textContent: close });
  button.addEventListener("click", () => dialog.close());
  const frame = document.createElement("iframe");
  frame.title = title;
  const hear = ({ source, data }: MessageEvent): void => {
    if (source !== frame.contentWindow) return;
    if (data === READY) then(source as Window);
    if (data === DONE) dialog.close();
  };
  addEventListener("message", hear);
  dialog.addEventListener("close", () => {
    removeEventListener("message", hear);
    dialog.remove();
  });
  frame.src = address;
  dialog.append(button, frame);
  document.body.append(dialog);
  dialog.showModal();
}

const zone = document.querySelector<HTMLElement>("[data-drop]");
if (zone) begin(zone);
