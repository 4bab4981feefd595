// What the page is still going to do by itself. `data-due` on the root element counts it: at 0 the
// page has followed everything that was filled in and judged everything that was left.

let due = 0;

function count(by: number): void {
  due += by;
  document.documentElement.dataset.due = String(due);
}

/** Say that the page has begun; nothing is due yet. */
export function begin(): void {
  count(0);
}

/** Something that is done after a while; asked for again before that, it is put off. */
export class Later {
  private timer: number | undefined;

  constructor(private readonly act: () => void) {}

  get waiting(): boolean {
    return this.timer !== undefined;
  }

  in(delay: number): void {
    this.cancel();
    count(1);
    this.timer = window.setTimeout(() => {
      this.timer = undefined;
      try {
        this.act();
      } finally {
        count(-1);
      }
    }, delay);
  }

  cancel(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    count(-1);
  }
}
