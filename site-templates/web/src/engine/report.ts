// The report as host/browser.py gives it (schemas/report.schema.json), as far as the page shows it,
// and its findings grouped by their cause.

export interface Finding {
  rule: string;
  severity: "error" | "warning" | "review" | "info";
  verdict: "fail" | "undecided";
  file: string | null;
  sheet: string | null;
  row: number | null;
  column: string | null;
  label: string | null;
  found: string | null;
  message: string;
  repair: string | null;
  hint: string | null;
  clauses: { id: string; number: string; quote: string | null }[];
  readings: { id: string; text: string }[];
}

export interface Report {
  verdict: "pass" | "review" | "fail";
  counts: Record<"error" | "warning" | "review" | "info" | "undecided", number>;
  files: string[];
  forms: { file: string; ref: string; title: string }[];
  readings: { id: string; question: string; text: string }[];
  findings: Finding[];
  notes: Finding[];
}

export interface Row {
  file: string;
  form: string;
  unit: string;
  leader: string;
  title: string;
  amount: string;
  verdict: Report["verdict"] | "unread";
}

export interface Checked {
  report: Report;
  overview: Row[];
  /** What stood there, in words for a reader, beside each finding and each note. */
  found: string[];
  noted: string[];
  /** The files with the data of a table, of which a data package can be made. */
  tables: { file: string; ref: string; title: string }[];
  /** The Table Schema among the files by which the others were judged; empty where there is none. */
  schema: string;
}

export type Answer = { refused: string } | Checked;

/** The report with what stood at each place in words: yes, or what a code stands for. */
export function inWords({ report, found, noted }: Checked): Report {
  const worded = (items: Finding[], words: string[]): Finding[] => items.map((item, at) => ({ ...item, found: words[at] || null }));
  return { ...report, findings: worded(report.findings, found), notes: worded(report.notes, noted) };
}

/** What may be chosen above the list. */
export const LEVELS = ["error", "warning", "review", "undecided", "info"] as const;
type Level = (typeof LEVELS)[number];

const levelOf = ({ severity, verdict }: Finding): Level => (verdict === "undecided" ? "undecided" : severity);

export interface Cause {
  first: Finding;
  level: Level;
  /** What is said of all places: without the row where there are several. */
  message: string;
  places: Finding[];
}

const ROW = /第[0-9,]+行( · )?|\brow [0-9,]+( · )?/g;

/** The sentence without the row that the name of a field begins with: 第3行 · 项目负责人. */
function ofAnyRow({ message, label }: Finding): string {
  return label ? message.split(label).join(label.replace(ROW, "")) : message;
}

/** Findings that say the same of several places are one cause; the worst come first. */
export function causes(findings: Finding[]): Cause[] {
  const found = new Map<string, Cause>();
  for (const finding of findings) {
    const level = levelOf(finding);
    const message = ofAnyRow(finding);
    const key = JSON.stringify([level, finding.rule, message, finding.repair, finding.hint]);
    const cause = found.get(key);
    if (cause) Object.assign(cause, { message }).places.push(finding);
    else found.set(key, { first: finding, level, message: finding.message, places: [finding] });
  }
  const order = (cause: Cause): number => LEVELS.indexOf(cause.level);
  return [...found.values()].sort((a, b) => order(a) - order(b));
}
