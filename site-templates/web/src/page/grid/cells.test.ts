// What a text becomes in a cell.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json, Spec } from "../../data/spec";
import { Cells } from "./cells";
import type { ListView, ValueView } from "../view";

const cells = new Cells({} as Spec, {} as ListView);
const CHOICES = ["预防、保健", "临床", "科研"];

/** A cell that keeps of what is written the choices that it has, or all of it. */
function cell(control: string): ValueView & { held: Json | undefined } {
  const view = {
    held: undefined as Json | undefined,
    node: { control },
    control: {
      write: (given: Json | undefined): void => {
        view.held = Array.isArray(given) ? given.filter((one) => CHOICES.includes(String(one))) : given;
      },
    },
    read: () => (Array.isArray(view.held) && view.held.length === 0 ? undefined : view.held),
  };
  return view as unknown as ValueView & { held: Json | undefined };
}

test("several choices are ticked, also one whose name has a sign between", () => {
  const view = cell("checks");
  assert.equal(cells.write(view, "临床、科研"), true);
  assert.deepEqual(view.held, ["临床", "科研"]);
  assert.equal(cells.write(view, "预防、保健；科研；"), true);
  assert.deepEqual(view.held, ["预防、保健", "科研"]);
});

test("a choice that is not there is told, those beside it stand", () => {
  const view = cell("checks");
  assert.equal(cells.write(view, "临床；教学"), false);
  assert.deepEqual(view.held, ["临床"]);
});

test("a line has no blanks at its edges and no breaks, a text of several lines stays as it is", () => {
  const [line, area] = [cell("text"), cell("textarea")];
  cells.write(line, " 张三\n李四 ");
  cells.write(area, " 张三\n李四 ");
  assert.deepEqual([line.held, area.held], ["张三 李四", " 张三\n李四 "]);
});
