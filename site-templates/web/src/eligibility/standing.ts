// Whether applications are taken: by the deadline, else by the spans of days of the notice.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** From here on days are counted, not hours. */
const SHORT = 48 * HOUR;

export interface Call {
  closes: string | null;
  /** When each span opens and when it is over, the earliest first. */
  windows: [string, string][];
}

/** `count` is of days for `coming` and `days`, of hours for `hours`. */
export interface Standing {
  kind: "ended" | "coming" | "days" | "hours";
  count: number;
}

/** What holds at `now` (milliseconds); nothing where the notice gives no day. */
export function standing({ closes, windows }: Call, now: number): Standing | undefined {
  const spans = closes === null ? windows : [["1970", closes]];
  if (spans.length === 0) return undefined;
  const [from, to] = (spans.find(([, over]) => now <= Date.parse(over as string)) ?? []).map((text) => Date.parse(text) - now);
  if (from === undefined || to === undefined) return { kind: "ended", count: 0 };
  if (from > 0) return { kind: "coming", count: Math.ceil(from / DAY) };
  return to < SHORT ? { kind: "hours", count: Math.floor(to / HOUR) } : { kind: "days", count: Math.floor(to / DAY) };
}
