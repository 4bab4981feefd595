// Numbers as they are written, not as the nearest double: 0.1 is a tenth. Python (validation/numbers.py)
// answers alike.

/** A fraction; the lower part is positive. */
export interface Exact {
  upper: bigint;
  lower: bigint;
}

const DECIMALS = 2;
const MOST_DECIMALS = 10;

export function exact(value: number): Exact {
  const [digits = "", exponent = "0"] = String(value).split("e");
  const [whole = "", part = ""] = digits.split(".");
  const shift = Number(exponent) - part.length;
  const upper = BigInt(whole + part);
  return shift < 0 ? { upper, lower: 10n ** BigInt(-shift) } : { upper: upper * 10n ** BigInt(shift), lower: 1n };
}

/** Below zero where the first is smaller, above where it is larger. */
export function compared(a: Exact, b: Exact): number {
  const [left, right] = [a.upper * b.lower, b.upper * a.lower];
  return left < right ? -1 : Number(left > right);
}

export function total(values: readonly Exact[]): Exact {
  return values.reduce((sum, { upper, lower }) => ({ upper: sum.upper * lower + upper * sum.lower, lower: sum.lower * lower }), {
    upper: 0n,
    lower: 1n,
  });
}

export function share({ upper, lower }: Exact, count: number): Exact {
  return { upper, lower: lower * BigInt(count) };
}

/** A number with few decimals, with more where it would look like a bound that it is not. */
export function inDigits(value: Exact, bounds: readonly Exact[]): string {
  for (let places = DECIMALS; ; places += 1) {
    const near = rounded(value, places);
    const clear = bounds.every((bound) => (compared(near, bound) === 0) === (compared(value, bound) === 0));
    if (!clear && places < MOST_DECIMALS) continue;
    const digits = String(near.upper < 0n ? -near.upper : near.upper).padStart(places + 1, "0");
    const part = digits.slice(-places).replace(/0+$/, "");
    return `${near.upper < 0n ? "-" : ""}${digits.slice(0, -places)}${part ? `.${part}` : ""}`;
  }
}

/** Halves go away from zero. */
function rounded({ upper, lower }: Exact, places: number): Exact {
  const scaled = (upper < 0n ? -upper : upper) * 10n ** BigInt(places);
  const near = (scaled * 2n + lower) / (lower * 2n);
  return { upper: upper < 0n ? -near : near, lower: 10n ** BigInt(places) };
}
