// A zip archive of a few texts, stored as they are: what a workbook needs, without a library for compressing.

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** 1980-01-01, the first day that a zip knows: the same parts give the same bytes. */
const DAY = 33;

const CRC = Uint32Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

export function crc32(bytes: Uint8Array): number {
  let value = ~0;
  for (const byte of bytes) value = (CRC[(value ^ byte) & 255] as number) ^ (value >>> 8);
  return ~value >>> 0;
}

/** The bytes of an archive that holds `parts`, names to texts, in their order. */
export function zipped(parts: Record<string, string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const bodies: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [called, content] = [encoder.encode(name), encoder.encode(text)];
    const common = [VERSION, FLAGS, 0, 0, DAY];
    const sizes: [number, number, number] = [crc32(content), content.length, content.length];
    const local = record([LOCAL], common, sizes, [called.length, 0]);
    directory.push(record([CENTRAL], [VERSION, ...common], sizes, [called.length, 0, 0, 0, 0], [0, offset]), called);
    bodies.push(local, called, content);
    offset += local.length + called.length + content.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = directory.length / 2;
  return joined([...bodies, ...directory, record([END], [0, 0, count, count], [size, offset], [0])]);
}

/** Numbers of four bytes and of two, by turns, the lowest byte first. */
function record(...groups: number[][]): Uint8Array {
  const bytes = groups.flatMap((group, i) => group.flatMap((value) => Array.from({ length: i % 2 ? 2 : 4 }, (_, place) => (value >>> (8 * place)) & 255)));
  return Uint8Array.from(bytes);
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
