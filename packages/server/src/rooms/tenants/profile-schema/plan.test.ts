import { type Attribute, type ProfileSchemaInput, profileSchemaDeclaration } from '@cardea/contract';
import { describe, expect, it } from 'vitest';
import { isUsablePattern, matchesPattern } from './pattern.ts';
import { type KnownOfValues, planChange, toBeCounted } from './plan.ts';

type Declared = ProfileSchemaInput['attributes'][number];
const declare = (...attributes: Declared[]): Attribute[] => profileSchemaDeclaration.parse({ attributes }).attributes;
const nobody: KnownOfValues = { holders: new Map(), kept: new Map(), given: new Map() };
const text = (name: string): Declared => ({ name, type: 'text' });

describe('a plan', () => {
  it('of the same declaration changes nothing, in whatever order its fields come', () => {
    const before = declare({ ...text('one'), label: { en: 'One', de: 'Eins' } });
    const after = declare({ label: { de: 'Eins', en: 'One' }, type: 'text', name: 'one' });
    expect(planChange(3, before, after, nobody)).toMatchObject({ from: 3, to: 3, changed: [] });
  });

  it('says what comes, what changes, what goes and what comes back', () => {
    const before = declare(text('one'), text('two'));
    const after = declare({ ...text('one'), searchable: 'exact', scope: 'profile' }, text('three'), text('four'));
    const known: KnownOfValues = {
      holders: new Map([
        ['two', 7],
        ['four', 2],
      ]),
      kept: new Map([['four', 'text']]),
      given: new Map(),
    };
    expect(toBeCounted(before, after, known)).toEqual(['two', 'four']);
    expect(planChange(1, before, after, known)).toEqual({
      from: 1,
      to: 2,
      added: ['three'],
      changed: [{ attribute: 'one', fields: ['scope', 'searchable'] }],
      removed: [{ attribute: 'two', customers: 7 }],
      restored: [{ attribute: 'four', customers: 2 }],
      exposed: [],
      refused: [],
    });
  });

  it('of another order is a change: forms follow it', () => {
    const [one, two] = [text('one'), text('two')];
    expect(planChange(1, declare(one, two), declare(two, one), nobody).to).toBe(2);
  });

  const choices = [{ value: 'a' }];
  it.each<[Declared, Declared, boolean]>([
    [text('it'), { name: 'it', type: 'long_text' }, true],
    [{ name: 'it', type: 'number' }, text('it'), true],
    [{ name: 'it', type: 'choice', choices }, { name: 'it', type: 'multi_choice', choices }, true],
    [text('it'), { name: 'it', type: 'number' }, false],
    [text('it'), { name: 'it', type: 'country' }, false],
    [{ name: 'it', type: 'multi_choice', choices }, text('it'), false],
  ])('lets %o become %o while somebody has a value: %s', (former, next, isAllowed) => {
    const holders = new Map([['it', 1]]);
    const refused = isAllowed ? [] : [{ attribute: 'it', reason: 'type_has_values' }];
    expect(planChange(1, declare(former), declare(next), { ...nobody, holders }).refused).toEqual(refused);
    expect(planChange(1, declare(former), declare(next), nobody).refused).toEqual([]);
    const kept: KnownOfValues = { ...nobody, holders, kept: new Map([['it', former.type]]) };
    expect(planChange(1, [], declare(next), kept).refused).toEqual(refused);
  });
});

describe('a pattern', () => {
  it('that would keep another engine busy for ages is matched in linear time', () => {
    const value = `${'a'.repeat(5000)}!`;
    expect(matchesPattern('(a+)+', value)).toBe(false);
    expect(matchesPattern('(a|a)*b', value)).toBe(false);
    expect(matchesPattern('(.*)*x', value)).toBe(false);
  });

  it('is for the whole value', () => {
    expect(matchesPattern('[a-z]+', 'abc')).toBe(true);
    expect(matchesPattern('[a-z]+', 'abc1')).toBe(false);
    expect(matchesPattern('a|b', 'ab')).toBe(false);
  });

  it.each(['(?=x)', '(a)\\1', '(', 'a{2000}', '(?<!x)y', '(\\pL{1,100}){10}'])(
    '%s is refused before it counts',
    (pattern) => {
      expect(isUsablePattern(pattern)).toBe(false);
    },
  );
});

describe('a declaration', () => {
  it.each<[string, unknown]>([
    ['an unknown field', { attributes: [{ ...text('it'), lable: { en: 'It' } }] }],
    ['a name twice', { attributes: [text('it'), text('it')] }],
    ['a name of another thing', { attributes: [text('sub')] }],
    ['a name of a form field', { attributes: [text('token')] }],
    ['a name with capitals', { attributes: [text('It')] }],
    [
      'what is asked and cannot be changed',
      { attributes: [{ ...text('it'), at_sign_up: 'optional', editable_by: [] }] },
    ],
    ['a required value that leaves', { attributes: [{ ...text('it'), at_sign_up: 'required', retention_days: 1 }] }],
    ['a scope that may not see it', { attributes: [{ ...text('it'), scope: 'own', visible_to: ['staff'] }] }],
    ['a scope of the protocol', { attributes: [{ ...text('it'), scope: 'openid' }] }],
    ['a long text that is searched', { attributes: [{ name: 'it', type: 'long_text', searchable: 'exact' }] }],
    ['a number searched by prefix', { attributes: [{ name: 'it', type: 'number', searchable: 'prefix' }] }],
    ['an empty range', { attributes: [{ name: 'it', type: 'number', min: 2, max: 1 }] }],
    ['a choice twice', { attributes: [{ name: 'it', type: 'choice', choices: [{ value: 'a' }, { value: 'a' }] }] }],
    ['invisible words', { attributes: [{ ...text('it'), label: { en: 'a\u202eb' } }] }],
    ['too many attributes', { attributes: Array.from({ length: 101 }, (_, index) => text(`a${index}`)) }],
  ])('with %s is refused', (_what, declaration) => {
    expect(profileSchemaDeclaration.safeParse(declaration).success).toBe(false);
  });
});
