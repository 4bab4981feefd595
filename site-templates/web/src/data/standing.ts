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
  if (closes !== null) return until(Date.parse(closes) - now);
  if (windows.length === 0) return undefined;
  const next = windows.find(([, over]) => now < Date.parse(over));
  if (next === undefined) return { kind: "ended", count: 0 };
  const opens = Date.parse(next[0]);
  return now < opens ? { kind: "coming", count: Math.ceil((opens - now) / DAY) } : until(Date.parse(next[1]) - now);
}

function until(left: number): Standing {
  if (left < 0) return { kind: "ended", count: 0 };
  return left < SHORT ? { kind: "hours", count: Math.floor(left / HOUR) } : { kind: "days", count: Math.floor(left / DAY) };
}
