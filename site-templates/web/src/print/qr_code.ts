// A text as a QR code, drawn as the path of its dark squares.
import { correction, generate } from "lean-qr";

const BORDER = 1;

/** The code as an image address that the styles can take. */
export function codeImage(text: string): string {
  const code = generate(text, { minCorrectionLevel: correction.M, maxCorrectionLevel: correction.M });
  let path = "";
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) path += `M${x + BORDER} ${y + BORDER}h1v1h-1z`;
  }
  const size = code.size + 2 * BORDER;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="11mm" height="11mm" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(picture)}")`;
}
