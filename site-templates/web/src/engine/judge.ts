// The page's check under node, over many submissions: Python compares what is found with its own
// (tests/conformance/by_chance/test_differential.py). Arguments: a file to read and one to write.
import { readFileSync, writeFileSync } from "node:fs";
import { check } from "../check/validate";
import type { JsonObject, Spec } from "../data/spec";
import { sentence, speaker } from "../page/words";

interface Task {
  specs: Record<string, Spec>;
  submissions: { spec: string; data: JsonObject }[];
}

const [from, to] = process.argv.slice(2) as [string, string];
const { specs, submissions } = JSON.parse(readFileSync(from, "utf8")) as Task;
const speakers = new Map(Object.entries(specs).map(([ref, { messages }]) => [ref, speaker("zh-CN", messages)]));

const found = submissions.map(({ spec: ref, data }) => {
  const [spec, say] = [specs[ref] as Spec, speakers.get(ref) as ReturnType<typeof speaker>];
  return check(spec, data).map((problem) => {
    const { rule, pointer, severity, verdict } = problem;
    const clauses = problem.clauses.filter((id) => id in spec.clauses).join(" ");
    return { rule, pointer, severity, verdict, clauses, text: sentence(spec, problem, say) };
  });
});
writeFileSync(to, JSON.stringify(found));
