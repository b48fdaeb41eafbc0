/** A text as a QR code, drawn on the server: the size of its square in modules and the outline of the dark ones. */
import { encode } from 'uqr';

export type QrCode = { readonly size: number; readonly outline: string };

// ISO/IEC 18004 §5.3.8: four light modules all around, or some cameras do not find it.
const border = 4;

/** The code of this text; `outline` is the path of an SVG whose unit is one module. */
export function qrCode(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'M', border });
  const runs = data.flatMap((row, y) => [...runsOf(row)].map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
  return { size, outline: runs.join('') };
}

/** Where dark modules begin in a row, and how many there are side by side. */
function* runsOf(row: readonly boolean[]): Generator<readonly [number, number]> {
  for (let x = 0; x < row.length; x += 1) {
    const from = x;
    while (row[x] === true) x += 1;
    if (x > from) yield [from, x - from];
  }
}
