// Calendar days as whole numbers: days since 1970-01-01 in the proleptic Gregorian calendar.

interface Day {
  year: number;
  month: number;
  day: number;
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day, undefined unless it exists. */
export function real(year: number, month: number, day: number): Day | undefined {
  const exists =
    year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? { year, month, day } : undefined;
}

/** The day that `YYYY-MM-DD` names, undefined unless it exists. */
export function parseIso(text: string): Day | undefined {
  const match = ISO.exec(text);
  return match ? real(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

export function formatIso({ year, month, day }: Day): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

// Howard Hinnant's days_from_civil and its inverse; years here are positive.
export function toDays({ year, month, day }: Day): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

function fromDays(days: number): Day {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const FIRST_DAY = toDays({ year: 1, month: 1, day: 1 });
const LAST_DAY = toDays({ year: 9999, month: 12, day: 31 });

/** A day of the years 1 to 9999: others are in no calendar here. */
function known(days: number): Day {
  if (!(days >= FIRST_DAY && days <= LAST_DAY)) throw new RangeError("day out of range");
  return fromDays(days);
}

/** The same day some months later; in a month that does not have it, its last day. */
export function addMonths(days: number, months: number): number {
  const from = known(days);
  const count = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(count / 12);
  if (!(year >= 1 && year <= 9999)) throw new RangeError("year out of range");
  const month = count - year * 12 + 1;
  return toDays({ year, month, day: Math.min(from.day, daysInMonth(year, month)) });
}

/** The same day some years later; 29 February becomes 28 February in a common year. */
export function addYears(days: number, years: number): number {
  return addMonths(days, years * 12);
}

/** Complete years from one day to another; who was born on 29 February completes one on 1 March. */
export function yearsBetween(from: number, to: number): number {
  const a = known(from);
  const b = known(to);
  const before = b.month < a.month || (b.month === a.month && b.day < a.day);
  return b.year - a.year - (before ? 1 : 0);
}
