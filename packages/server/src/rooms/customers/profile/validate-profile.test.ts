import { type ProfileSchemaInput, profileSchemaDeclaration } from '@cardea/contract';
import { describe, expect, it } from 'vitest';
import { type ProfileActor, validateProfile, validateSignUp } from './validate-profile.ts';

type Declared = ProfileSchemaInput['attributes'][number];
const schemaOf = (...attributes: Declared[]) => ({
  version: 1,
  attributes: profileSchemaDeclaration.parse({ attributes }).attributes,
});
const customer: ProfileActor = { as: 'customer' };
const judge = (declared: Omit<Declared, 'name'>, value: unknown) => {
  const { changes, findings } = validateProfile(
    schemaOf({ ...declared, name: 'it' } as Declared),
    { it: value },
    customer,
  );
  return findings['it'] ?? { value: changes['it'] };
};

describe('a value', () => {
  const choices = [{ value: 'red' }, { value: 'green' }];
  it.each<[Omit<Declared, 'name'>, unknown, unknown]>([
    [{ type: 'text' }, '  Zoe\u0308 ', 'Zoë'],
    [{ type: 'text', pattern: '[A-Z]{2}[0-9]+' }, 'AB12', 'AB12'],
    [{ type: 'long_text' }, 'one\r\ntwo', 'one\ntwo'],
    [{ type: 'number' }, 1.5, 1.5],
    [{ type: 'number', integer: true, min: 1, max: 3 }, 3, 3],
    [{ type: 'boolean' }, false, false],
    [{ type: 'date' }, '2024-02-29', '2024-02-29'],
    [{ type: 'choice', choices }, 'green', 'green'],
    [{ type: 'multi_choice', choices }, ['green', 'red', 'green'], ['red', 'green']],
    [{ type: 'url' }, 'https://example.com/a?b#c', 'https://example.com/a?b#c'],
    [{ type: 'country' }, 'de', 'DE'],
    [{ type: 'locale' }, 'PT-br', 'pt-BR'],
    [{ type: 'timezone' }, 'Europe/Berlin', 'Europe/Berlin'],
    [{ type: 'phone' }, '+49 (30) 901820-0', '+49309018200'],
  ] as [Omit<Declared, 'name'>, unknown, unknown][])('of %o is kept in one form: %o', (declared, given, kept) => {
    expect(judge(declared, given)).toEqual({ value: kept });
  });

  it.each<[Omit<Declared, 'name'>, unknown, string]>([
    [{ type: 'text' }, 7, 'malformed'],
    [{ type: 'text' }, 'a\u0000b', 'malformed'],
    [{ type: 'text' }, 'a\nb', 'malformed'],
    [{ type: 'text' }, '\ud800', 'malformed'],
    [{ type: 'text', max_length: 3 }, 'four', 'too_long'],
    [{ type: 'text', min_length: 3 }, 'ab', 'too_short'],
    [{ type: 'text', pattern: '[a-z]+' }, 'abc1', 'malformed'],
    [{ type: 'long_text', max_length: 3 }, 'a\nbc', 'too_long'],
    [{ type: 'number' }, '1', 'malformed'],
    [{ type: 'number' }, Number.NaN, 'malformed'],
    [{ type: 'number', integer: true }, 1.5, 'malformed'],
    [{ type: 'number', min: 1 }, 0, 'too_small'],
    [{ type: 'number', max: 1 }, 2, 'too_large'],
    [{ type: 'boolean' }, 'true', 'malformed'],
    [{ type: 'date' }, '2023-02-29', 'malformed'],
    [{ type: 'date' }, '24-02-01', 'malformed'],
    [{ type: 'date', min: '2000-01-01' }, '1999-12-31', 'too_early'],
    [{ type: 'date', max: '2000-01-01' }, '2000-01-02', 'too_late'],
    [{ type: 'choice', choices }, 'blue', 'not_a_choice'],
    [{ type: 'multi_choice', choices }, 'red', 'malformed'],
    [{ type: 'multi_choice', choices }, ['red', 'blue'], 'not_a_choice'],
    [{ type: 'multi_choice', choices }, [['red']], 'not_a_choice'],
    [{ type: 'url' }, 'javascript:alert(1)', 'malformed'],
    [{ type: 'url' }, 'https://user@example.com/', 'malformed'],
    [{ type: 'url' }, `https://example.com/${'a'.repeat(2000)}`, 'too_long'],
    [{ type: 'country' }, 'DD', 'not_a_choice'],
    [{ type: 'country' }, 'EU', 'not_a_choice'],
    [{ type: 'locale' }, 'not a tag', 'malformed'],
    [{ type: 'timezone' }, 'Mars/Olympus', 'not_a_choice'],
    [{ type: 'phone' }, '030 123', 'malformed'],
  ] as [Omit<Declared, 'name'>, unknown, string][])('of %o is refused: %o', (declared, given, finding) => {
    expect(judge(declared, given)).toBe(`attribute.${finding}`);
  });

  it.each(['', '  ', null, undefined, []])('that is empty (%o) takes the attribute away', (given) => {
    expect(judge({ type: 'text' } as Declared, given)).toEqual({ value: null });
  });
});

describe('who may change what', () => {
  const schema = schemaOf(
    { name: 'nick', type: 'text', at_sign_up: 'required', scope: 'profile' },
    { name: 'note', type: 'text', visible_to: ['staff'], editable_by: ['staff'] },
    { name: 'tier', type: 'text', editable_by: ['application'], scope: 'loyalty' },
  );
  const finding = (name: string, actor: ProfileActor, value: unknown = 'x') =>
    validateProfile(schema, { [name]: value }, actor).findings[name];
  const application = (...scopes: string[]): ProfileActor => ({ as: 'application', scopes });

  it('is what the declaration says; what one may not see is not there', () => {
    expect(finding('nick', customer)).toBeUndefined();
    expect(finding('tier', customer)).toBe('attribute.not_editable');
    expect(finding('note', customer)).toBe('attribute.unknown');
    expect(finding('gone', customer)).toBe('attribute.unknown');
    expect(finding('constructor', customer)).toBe('attribute.unknown');
    expect(finding('note', { as: 'staff' })).toBeUndefined();
  });

  it('an application acts within its scopes alone', () => {
    expect(finding('tier', application('loyalty'))).toBeUndefined();
    expect(finding('tier', application('profile'))).toBe('attribute.unknown');
    expect(finding('nick', application('profile'))).toBe('attribute.not_editable');
    expect(finding('note', application('loyalty', 'profile'))).toBe('attribute.unknown');
  });

  it('what was required at sign-up cannot be taken away by the customer, but by staff', () => {
    expect(finding('nick', customer, '')).toBe('attribute.required');
    expect(finding('nick', { as: 'staff' }, null)).toBeUndefined();
  });
});

it('a sign-up gives what it must and nothing that it is not asked for', () => {
  const schema = schemaOf(
    { name: 'nick', type: 'text', at_sign_up: 'required' },
    { name: 'born', type: 'date', at_sign_up: 'optional' },
    { name: 'later', type: 'text' },
  );
  expect(validateSignUp(schema, {}).findings).toEqual({ nick: 'attribute.required' });
  expect(validateSignUp(schema, { nick: 'Zoe', born: '' })).toEqual({ values: { nick: 'Zoe' }, findings: {} });
  expect(validateSignUp(schema, { nick: 'Zoe', later: 'now' }).findings).toEqual({ later: 'attribute.unknown' });
});
