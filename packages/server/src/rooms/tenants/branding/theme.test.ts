import { describe, expect, test } from 'vitest';
import { contrast, parseHex, toHex, toOklch } from './colour.ts';
import { type ColourRoles, defaultAccent, deriveTheme } from './theme.ts';

const accents = [
  '#000000',
  '#ffffff',
  '#ffe600',
  '#ff0000',
  '#00ff00',
  '#0000ff',
  '#ff69b4',
  '#7f7f7f',
  '#0b5d57',
  '#1a73e8',
];

const required: readonly (readonly [keyof ColourRoles, keyof ColourRoles, number])[] = [
  ['text', 'page', 7],
  ['text', 'surface', 7],
  ['text', 'sunken', 7],
  ['text', 'accent-soft', 7],
  ['text', 'danger-soft', 7],
  ['muted', 'page', 7],
  ['muted', 'surface', 7],
  ['muted', 'sunken', 7],
  ['accent-text', 'surface', 7],
  ['accent-text', 'accent-soft', 7],
  ['danger', 'surface', 7],
  ['danger', 'danger-soft', 7],
  ['success', 'success-soft', 7],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['edge', 'surface', 3],
  ['edge', 'page', 3],
  ['focus', 'surface', 3],
  ['focus', 'page', 3],
];

describe('a theme', () => {
  test.each(accents)('keeps every contrast in light and dark, whatever the accent (%s)', (accent) => {
    const theme = deriveTheme({ accent });
    for (const mode of ['light', 'dark'] as const) {
      for (const [front, back, ratio] of required) {
        const reached = contrast(theme[mode][front], theme[mode][back]);
        expect(reached, `${mode}: ${front} on ${back}`).toBeGreaterThanOrEqual(ratio);
      }
    }
  });

  test('keeps an accent that is readable as it is', () => {
    const theme = deriveTheme();
    expect(theme.light.accent).toBe(defaultAccent);
    expect(theme.adjustments).toEqual([]);
  });

  test('reports an accent that had to be darkened', () => {
    const theme = deriveTheme({ accent: '#ffe600' });
    expect(theme.adjustments).toEqual([{ mode: 'light', reason: 'contrast', from: '#ffe600', to: theme.light.accent }]);
  });

  test('reports something that is no colour, and never prints it', () => {
    const theme = deriveTheme({ accent: 'red;}body{display:none' });
    expect(theme.adjustments[0]).toMatchObject({ reason: 'not_a_colour', to: defaultAccent });
    expect(theme.css).not.toContain('display');
  });

  test('answers to the mode that was set', () => {
    expect(deriveTheme().css).toContain('prefers-color-scheme:dark');
    expect(deriveTheme({ mode: 'light' }).css).not.toContain('prefers-color-scheme');
    expect(deriveTheme({ mode: 'dark' }).css).toContain('color-scheme:dark');
    expect(deriveTheme({ radiusPixels: 900 }).css).toContain('--radius:24px');
  });
});

describe('colour arithmetic', () => {
  test('knows the contrast of black and white', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  });

  test('returns to where it came from', () => {
    for (const accent of accents) expect(toHex(toOklch(accent))).toBe(accent);
  });

  test('reads short and long notation only', () => {
    expect(parseHex('#FA0')).toBe('#ffaa00');
    expect(parseHex(' #ffaa00 ')).toBe('#ffaa00');
    for (const wrong of ['fa0', '#ffaa0', 'rgb(1,2,3)', '#gggggg', '']) expect(parseHex(wrong)).toBeUndefined();
  });
});
