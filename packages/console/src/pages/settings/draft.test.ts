import { expect, it } from 'vitest';
import { differences, draftOf, patchOf } from './draft.ts';
import type { Group } from './fields.ts';

const choices = [
  ['google', 'Google'],
  ['github', 'GitHub'],
] as const;
const groups: readonly Group[] = [
  {
    ...{ title: 'methods.which', lead: 'methods.which.lead' },
    fields: [
      {
        ...{ section: 'signIn', name: 'connections', label: 'methods.connections', hint: 'methods.connections.hint' },
        ...{ kind: 'some', choices, all: 'methods.connections.all' },
      },
    ],
  },
];

it.each([
  ['all', undefined, '', null],
  ['none', [], '-', []],
  ['those chosen', ['google', 'github'], 'google, github', ['google', 'github']],
] as const)(
  'a setting that is %s of what there is comes back as it was, and none is not all',
  (_, set, shown, sent) => {
    const draft = draftOf(groups, { signIn: { connections: set } });
    expect(draft).toEqual({ 'signIn.connections': shown });
    const other = { 'signIn.connections': 'other' };
    expect(patchOf(differences(groups, other, draft))).toEqual({ signIn: { connections: sent } });
    expect(differences(groups, draft, draft)).toEqual([]);
  },
);
