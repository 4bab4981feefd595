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
  verdict: Report["verdict"];
}

export interface Answer {
  refused?: string;
  report?: Report;
  overview?: Row[];
}

/** What may be chosen above the list. */
export const LEVELS = ["error", "warning", "review", "undecided", "info"] as const;
export type Level = (typeof LEVELS)[number];

export const levelOf = ({ severity, verdict }: Finding): Level => (verdict === "undecided" ? "undecided" : severity);

export interface Cause {
  first: Finding;
  level: Level;
  places: Finding[];
}

/** Findings that say the same of several places are one cause; the worst come first. */
export function causes(findings: Finding[]): Cause[] {
  const found = new Map<string, Cause>();
  for (const finding of findings) {
    const level = levelOf(finding);
    const key = JSON.stringify([level, finding.rule, finding.message, finding.repair, finding.hint]);
    const cause = found.get(key);
    if (cause) cause.places.push(finding);
    else found.set(key, { first: finding, level, places: [finding] });
  }
  const order = (cause: Cause): number => LEVELS.indexOf(cause.level);
  return [...found.values()].sort((a, b) => order(a) - order(b));
}
