import { expect, test } from 'vitest';
import { qrCode } from './qr-code.ts';

test('a QR code is dark runs inside a light border of four modules', () => {
  const { size, outline } = qrCode('otpauth://totp/Shop:anna@example.com?secret=GEZDGNBVGY3TQOJQ');
  const runs = [...outline.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map((run) => run.slice(1).map(Number));
  expect(runs.map(([x, y, length]) => `M${x} ${y}h${length}v1h-${length}z`).join('')).toBe(outline);
  for (const [x = 0, y = 0, length = 0] of runs) {
    expect(Math.min(x, y, size - x - length, size - y - 1)).toBeGreaterThanOrEqual(4);
  }
  // The three marks that a camera looks for.
  for (const corner of ['M4 4h7', `M${size - 11} 4h7`, `M4 ${size - 5}h7`]) expect(outline).toContain(corner);
});
