import { describe, expect, it } from 'vitest';
import type { Change } from '../../rooms/configuration/index.ts';
import { describeChanges, type Paint } from './describe-changes.ts';

const plain: Paint = (_colour, text) => text;
const change = (fields: Change['fields'], more: Partial<Change> = {}): Change => ({
  action: 'change',
  section: 'applications',
  key: 'shop',
  fields,
  notes: [],
  ...more,
});

describe('changes as lines', () => {
  it('show of lists what comes and what goes, and of an order both', () => {
    const lines = describeChanges(
      [
        change([
          {
            field: 'redirect_uris',
            from: ['https://a.example/', 'https://b.example/'],
            to: ['https://b.example/', 'https://c.example/'],
          },
          { field: 'contacts', from: ['a', 'b'], to: ['b', 'a'] },
          { field: 'tos_uri', from: 'https://a.example/terms' },
          { field: 'state', to: 'disabled' },
        ]),
      ],
      plain,
      false,
    );
    expect(lines).toEqual([
      '~ applications shop',
      '    ~ redirect_uris',
      '        - https://a.example/',
      '        + https://c.example/',
      '    ~ contacts: ["a","b"] → ["b","a"]',
      '    - tos_uri: https://a.example/terms',
      '    + state: disabled',
      '0 to make, 1 to change, 0 to remove.',
    ]);
  });

  it('hold nothing that a terminal would obey', () => {
    const text = 'a\u001b[2Jb\u202ec\u009bd\r\n';
    const lines = describeChanges(
      [change([{ field: '', from: text, to: text }], { key: text, notes: [] })],
      plain,
      true,
    );
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(lines[0]).toContain('\\u001b[2J');
  });

  it('are coloured by what they do, where colours are wished', () => {
    const paint: Paint = (colour, text) => `<${colour}>${text}`;
    const lines = describeChanges([change([], { action: 'remove', notes: ['It goes.'] })], paint, true);
    expect(lines).toEqual(['<red>- applications shop', '<dim>    It goes.', '0 made, 0 changed, 1 removed.']);
  });

  it('say so when there is nothing', () => {
    expect(describeChanges([], plain, true)).toEqual(['Nothing changes: everything is as the file says.']);
  });
});
