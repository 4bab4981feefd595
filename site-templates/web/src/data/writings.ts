// How people write numbers, days, moments, yes and no, and what it means. Python (media/reading/values/writings.py)
// reads alike: see tests/conformance/vectors/readings.json. What can be meant in two ways is not read.
import { formatIso, real } from "./dates";
import { matches } from "./shape";
import type { Node } from "./spec";
import { BLANKS, stripped } from "./text";

const BOXES = "□☐";
/** A cross in a box is how Word ticks. */
const TICKS = "☑☒■√✓✔🗹✅●";
const CROSSES = "×✗✘✕✖❌╳";
const YES = new Set(["是", "true", ...TICKS]);
const NO = new Set(["否", "false", ...CROSSES]);
const YES_OR_NO = ["是", "否"];
/** Follows a sign that is to look like a picture. */
const LOOK = /\uFE0F/g;

const SIGN = `[${BOXES}${TICKS}]`;
const OTHER = `[^${BOXES}${TICKS}]+`;
const BOX_FIRST = new RegExp(`^(?:${SIGN}${OTHER})+$`, "u");
const LABEL_FIRST = new RegExp(`^(?:${OTHER}${SIGN})+$`, "u");
const AFTER_BOX = new RegExp(`(${SIGN})(${OTHER})`, "gu");
const BEFORE_BOX = new RegExp(`(${OTHER})(${SIGN})`, "gu");

const LONGEST_NUMBER = 300;
const NUMBER = /^[+-]?(?:(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?$/;

const YEAR = /^((?:19|20)[0-9]{2}) ?年(?:度|份)?$/;
const RATIO = /^1 ?: ?([0-9]{1,9}(?:\.[0-9]{1,9})?)$/;
const DIGITS: Record<string, number> = { "〇": 0, "○": 0, 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const TENS: Record<string, number> = { 十: 10, 廿: 20, 卅: 30 };
const CHINESE_YEAR = /^([〇○零一二三四五六七八九]{4})年/;
const CHINESE_NUMBER = /[〇○零一二三四五六七八九十廿卅元]+(?=[月日号號时時点點分秒])/g;
const DAY =
  /^([0-9]{4})(?: ?([-/.]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})| ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2})(?: ?[日号號])?|([0-9]{2})([0-9]{2}))/;
const TIME =
  /^(上午|下午|中午|凌晨|清晨|早上|早晨|傍晚|晚上|晚|am|pm)? ?([0-9]{1,2}) ?(?::([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?|[时時点點] ?(?:整|半|([0-9]{1,2}) ?分?(?: ?([0-9]{1,2}) ?秒)?)?)? ?(am|pm)?(?:\+08:?00)?$/i;
const BEFORE_TIME = /^(?:[Tt]| ?[,;] ?| )/;
const SPOKEN = /[时時点點]/;
const SIXTY = 60;

type Hours = (hour: number) => number | undefined;
const between = (hour: number, first: number, last: number): boolean => hour >= first && hour <= last;
const early: Hours = (hour) => (between(hour, 0, 11) ? hour : undefined);
const late: Hours = (hour) => (between(hour, 1, 11) ? hour + 12 : between(hour, 12, 23) ? hour : undefined);
const night: Hours = (hour) => (between(hour, 5, 11) || between(hour, 13, 23) ? late(hour) : undefined);
/** The hours of 24 by what stands before them; twelve in the morning or at night might be two. */
const HOURS: Record<string, Hours> = {
  "": (hour) => (between(hour, 0, 23) ? hour : undefined),
  上午: early,
  早上: early,
  早晨: early,
  清晨: early,
  am: (hour) => (hour === 12 ? 0 : early(hour)),
  凌晨: (hour) => (between(hour, 0, 6) ? hour : undefined),
  中午: (hour) => (between(hour, 11, 13) ? hour : between(hour, 1, 2) ? hour + 12 : undefined),
  下午: late,
  pm: late,
  傍晚: night,
  晚上: night,
  晚: night,
};

/** A day as `2024-04-30`, with the time of day as `16:00:00` where one is written. */
interface When {
  day: string;
  time: string | undefined;
}

const A_MOMENT = "2000-01-31T12:30:59";
const OPENING = /[[{〔【〈《]/g;
const CLOSING = /[\]}〕】〉》]/g;

/**
 * The value that a text has for a field: as data have it, undefined for what says nothing, the
 * text itself for what cannot be read. `choices` are the codes and labels of a closed list.
 */
export function readAs(node: Node, text: string, choices: readonly (readonly string[])[] = []): number | boolean | string | undefined {
  const { kind, schema } = node;
  if (kind === "number" || kind === "integer") return special(node, text) ?? (node.unit === "%" ? readPercentage(text) : readNumber(text)) ?? text;
  if (kind === "boolean") return isUnmarked(text) ? undefined : (readTruth(text) ?? text);
  if (schema.format === "date") return readWhen(text)?.day ?? text;
  if (schema.enum !== undefined) return codeOf(stripped(text), choices, text);
  return schema.pattern !== undefined && matches(schema.pattern, A_MOMENT) === true ? momentOf(schema.pattern, text) : text;
}

// A year where every number of the field is one, and how many come to one where it asks that.
function special({ kind, unit, title, schema }: Node, text: string): number | undefined {
  const { minimum = 0, maximum = Infinity } = schema;
  if (kind === "integer" && unit !== "%" && minimum >= 1900 && maximum <= 2200) return Number(YEAR.exec(narrow(text))?.[1] ?? NaN) || undefined;
  if (kind !== "number" || unit !== undefined || !title?.includes("比")) return undefined;
  const found = RATIO.exec(narrow(text));
  return found ? Number(found[1]) : undefined;
}

// A day with its time of day, where the pattern of a text asks for both.
function momentOf(pattern: string, text: string): string {
  const found = matches(pattern, text) === true ? undefined : readWhen(text);
  const moment = found?.time === undefined ? text : `${found.day}T${found.time}`;
  return matches(pattern, moment) === true ? moment : text;
}

// The code of a label, as printed, folded or ticked by hand; a label of two codes has none.
function codeOf(text: string, choices: readonly (readonly string[])[], given: string): string | undefined {
  if (choices.some(([code]) => code === text)) return text;
  const labelled = (fits: (label: string) => boolean): string | undefined => {
    const codes = new Set(choices.filter(([, label = ""]) => fits(label)).map(([code]) => code));
    return codes.size === 1 ? [...codes][0] : undefined;
  };
  const alike = choices.find(([code, label]) => text === `${label}（${code}）` && labelled((other) => other === label) === undefined);
  if (alike) return alike[0];
  const code = labelled((label) => label === text) ?? labelled((label) => foldedLabel(label) === foldedLabel(text));
  if (code !== undefined) return code;
  const labels = choices.map(([, label = ""]) => label);
  if (isUnmarked(text, labels)) return undefined;
  const chosen = markedOf(text, labels);
  return (chosen === undefined ? undefined : labelled((label) => label === chosen)) ?? given;
}

const foldedLabel = (text: string): string =>
  unblanked(text.normalize("NFKC").replace(OPENING, "(").replace(CLOSING, ")")).toLowerCase();

/** A text with full-width signs made half-width, without outer blanks. */
function narrow(text: string): string {
  const half = text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
  return stripped(half.replace(/\u3000/g, " "));
}

/** The number that a text is, undefined for any other text. */
function readNumber(text: string): number | undefined {
  const plain = narrow(text).replace(/\u2212/g, "-");
  if (plain.length > LONGEST_NUMBER || !NUMBER.test(plain)) return undefined;
  const value = Number(plain.replace(/,/g, ""));
  return Number.isFinite(value) ? value : undefined;
}

/** A number as data have it, every digit kept; any other text without blanks at its edges. */
export function tidyNumber(node: Node, text: string): string {
  if (typeof readAs(node, text) !== "number") return stripped(text);
  return stripped(narrow(text).replace(/,|%$/g, "").replace(/\u2212/g, "-"));
}

/** The number before a per cent sign, or a bare one. */
function readPercentage(text: string): number | undefined {
  return readNumber(narrow(text).replace(/%$/, ""));
}

/** What a text says to a question of yes or no, undefined where it says neither. */
function readTruth(text: string): boolean | undefined {
  const word = narrow(text).replace(LOOK, "").toLowerCase();
  if (YES.has(word)) return true;
  if (NO.has(word)) return false;
  const chosen = markedOf(text, YES_OR_NO);
  return chosen === undefined ? undefined : chosen === "是";
}

/** Whether a text says nothing: an empty box, or only choices on offer with empty boxes. */
function isUnmarked(text: string, offered: readonly string[] = YES_OR_NO): boolean {
  const bare = stripped(text);
  if (offered === YES_OR_NO && bare !== "" && [...BOXES].includes(bare)) return true;
  const labels = new Set(offered.map(unblanked));
  const found = boxes(text);
  return found.length > 0 && found.every(([ticked, label]) => !ticked && labels.has(label));
}

/** The one label that is ticked in `☑是 □否` or `是√ 否□`; undefined for other texts. */
function markedOf(text: string, offered: readonly string[]): string | undefined {
  const chosen = boxes(text).filter(([ticked]) => ticked);
  return chosen.length === 1 ? offered.find((label) => unblanked(label) === chosen[0]?.[1]) : undefined;
}

// The labels of a line of boxes, without blanks, and whether each is ticked.
function boxes(text: string): [boolean, string][] {
  const bare = unblanked(text.replace(LOOK, ""));
  if (BOX_FIRST.test(bare)) return [...bare.matchAll(AFTER_BOX)].map(([, box = "", label = ""]) => [isTick(box), label]);
  if (LABEL_FIRST.test(bare)) return [...bare.matchAll(BEFORE_BOX)].map(([, label = "", box = ""]) => [isTick(box), label]);
  return [];
}

const isTick = (box: string): boolean => [...TICKS].includes(box);
const unblanked = (text: string): string => text.replace(BLANKS, "");

/**
 * The day that a text names, with its time of day; undefined for any other text: `20240430`,
 * `2024.4.30 16:00`, `2024年4月30号下午4点半`, `二〇二四年四月三十日`.
 */
function readWhen(text: string): When | undefined {
  const plain = inDigits(narrow(text).replace(BLANKS, " "));
  const found = DAY.exec(plain);
  if (!found) return undefined;
  const [whole, , , ...parts] = found;
  const year = Number(found[1]);
  const [month, day] = parts.filter((part) => part !== undefined).map(Number);
  // Eight digits are a day only in these years: a number of another kind may look like one.
  if (found[7] !== undefined && !between(year, 1900, 2099)) return undefined;
  const named = real(year, month ?? 0, day ?? 0);
  if (!named) return undefined;
  const rest = plain.slice(whole.length);
  if (rest === "") return { day: formatIso(named), time: undefined };
  // Figures that go on are another number.
  if (/[0-9]$/.test(whole) && /^[0-9]/.test(rest)) return undefined;
  const time = timeOf(rest.replace(BEFORE_TIME, ""));
  return time === undefined ? undefined : { day: formatIso(named), time };
}

// A time of day as `16:00:00`; undefined where it is none, or might be two.
function timeOf(text: string): string | undefined {
  const found = TIME.exec(text);
  if (!found || (found[1] && found[7])) return undefined;
  const half = (found[1] ?? found[7] ?? "").toLowerCase();
  const spoken = SPOKEN.test(text);
  if (found[3] === undefined && !spoken && half !== "am" && half !== "pm") return undefined;
  const hour = HOURS[half]?.(Number(found[2]));
  const minute = Number(found[3] ?? found[5] ?? (spoken && text.includes("半") ? 30 : 0));
  const second = Number(found[4] ?? found[6] ?? 0);
  if (hour === undefined || Math.max(minute, second) >= SIXTY) return undefined;
  return [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":");
}

// Chinese numerals of a date in digits: 二〇二二年六月十日 is 2022年6月10日.
function inDigits(text: string): string {
  const year = CHINESE_YEAR.exec(text)?.[1];
  const begun = year === undefined ? text : [...year].map((sign) => DIGITS[sign]).join("") + text.slice(year.length);
  return begun.replace(CHINESE_NUMBER, figures);
}

// A numeral below sixty in digits, any other text as it is.
function figures(text: string): string {
  if (text === "元") return "1";
  const sign = Object.keys(TENS).find((ten) => text.includes(ten));
  if (sign === undefined) {
    const ones = text.replace(/^[〇○零]+/, "") || text.slice(0, 1);
    return ones in DIGITS ? String(DIGITS[ones]) : text;
  }
  const at = text.indexOf(sign);
  const [tens, ones] = [text.slice(0, at), text.slice(at + 1)];
  const known = (tens === "" || tens in DIGITS) && (ones === "" || ones in DIGITS);
  if (!known || (sign !== "十" && tens !== "")) return text;
  const value = (TENS[sign] ?? 0) * (tens === "" ? 1 : (DIGITS[tens] ?? 0)) + (DIGITS[ones] ?? 0);
  return value < SIXTY ? String(value) : text;
}
