import { describe, expect, it } from 'vitest';
import { isConfigurationRefusal } from './finding.ts';
import { readYaml } from './read-yaml.ts';
import { readWanted } from './wanted.ts';

const findings = (text: string) => {
  const read = readYaml(text);
  return read.kind === 'findings'
    ? read.findings.map(({ line, column, message }) => `${line}:${column} ${message}`)
    : [];
};
const wantedFindings = (text: string) => {
  try {
    readWanted(text, { development: false });
    return [];
  } catch (error) {
    if (!isConfigurationRefusal(error)) throw error;
    return error.findings.map(({ line, column, message }) => `${line}:${column} ${message}`);
  }
};

describe('reading YAML', () => {
  it('knows where everything stands, and takes words for words', () => {
    const read = readYaml('a:\n  b: no\n  c: [1, 2020-01-01]\n');
    expect(read).toMatchObject({ kind: 'value', value: { a: { b: 'no', c: [1, '2020-01-01'] } } });
    if (read.kind !== 'value') return;
    expect(read.places.at(['a', 'c', 1])).toEqual({ line: 3, column: 10 });
    expect(read.places.at(['a', 'missing'])).toEqual({ line: 1, column: 1 });
  });

  it('takes JSON, which is YAML', () => {
    expect(readYaml('{"a": {"b": [true, null, "x"]}}')).toMatchObject({ value: { a: { b: [true, null, 'x'] } } });
  });

  it.each([
    ['a small file that grows', `a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]`, /alias/],
    ['itself within itself', 'a: &a\n  b: *a', /alias/],
    ['a merge', 'a: &a { x: 1 }\nb:\n  <<: *a', /alias/],
    ['a name twice', 'a: 1\na: 2', /^2:1 This name is there twice/],
    ['what is aimed at prototypes', 'a:\n  __proto__: { x: 1 }', /^2:3 "__proto__" cannot be a name/],
    ['a constructor', 'constructor: { prototype: { x: 1 } }', /"constructor" cannot be a name/],
    ['code', 'a: !!js/function "return 1"', /tag/],
    ['a type of its own', 'a: !thing { x: 1 }', /tag/],
    ['a list for a name', '? [a, b]\n: 1', /string/],
    ['two documents', 'a: 1\n---\na: 2', /documents/],
    ['a broken line', 'a: [1, 2\nb: 3', /./],
    ['a tab for an indent', 'a:\n\tb: 1', /^2:1 .*[Tt]ab/],
    ['too deep a nest', `${'['.repeat(100)}${']'.repeat(100)}`, /nested too deeply/],
    ['a nest without a bottom', '['.repeat(200_000), /./],
    ['a huge file', `a: ${'x'.repeat(8 * 1024 * 1024)}`, /larger than 8 MiB/],
    ['half a character', 'a: "\\ud800"', /./],
  ])('refuses %s and names the place', (_name, text, message) => {
    const found = findings(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toMatch(message);
    expect(found[0]).toMatch(/^\d+:\d+ /);
    expect(({} as Record<string, unknown>)['x']).toBe(undefined);
  });

  it('reads tens of thousands of names in a time that does not grow with their square', () => {
    const names = Array.from({ length: 12_000 }, (_, index) => `  key-${index}: value ${index}`).join('\n');
    expect(findings(`texts:\n${names}`)).toEqual([]);
    expect(findings(`{${names.replaceAll('\n', ',')}}`)).toEqual([]);
  });
});

describe('what a file wants', () => {
  it.each([
    ['a list where names are expected', 'applications: []', '1:1 This must be names with values.'],
    ['nothing but a word', 'hello', '1:1 This must be names with values.'],
    ['a name nobody knows', 'aplications: {}', '1:1 "aplications" is not known here: did you mean "applications"?'],
    ['a value of the wrong kind', 'settings:\n  session:\n    idleSeconds: soon', '3:5 This must be a number.'],
    [
      'a value out of a list',
      'settings: { registration: { mode: ajar } }',
      '1:29 This must be one of open, invitation, closed.',
    ],
    [
      'an application without a name',
      'applications:\n  shop: { redirect_uris: [] }',
      '2:3 "client_name" is needed here.',
    ],
    [
      'the console',
      'applications: { console: { client_name: X, redirect_uris: [https://x.example/] } }',
      '1:17 A client_id has',
    ],
    [
      'a customer for an application',
      'applications: { cus_x: { client_name: X, redirect_uris: [https://x.example/] } }',
      '1:17 A client_id has',
    ],
    [
      'a secret in clear',
      'applications: { shop: { client_name: X, redirect_uris: [https://x.example/], client_secret: hunter2 } }',
      '1:78 This must be names with values.',
    ],
    [
      'a secret for whoever has none',
      'applications: { shop: { client_name: X, redirect_uris: [https://x.example/], token_endpoint_auth_method: none, client_secret: { env: X } } }',
      '1:112 This application proves itself without a secret',
    ],
    [
      'what is there and goes',
      'settings: { account: { closingGraceDays: 1 } }\nremove: { settings: [account.closingGraceDays] }',
      '2:22 This stands in the file as well',
    ],
    ['pruning what the file does not hold', 'prune: [applications]', '1:9 To prune it, the file must hold the section'],
    ['a setting that is none', 'remove: { settings: [nothing.here] }', '1:22 There is no such setting.'],
    [
      'a header that breaks its line',
      'settings: { mail: { senderName: "Acme\\r\\nBcc: x@example.com" } }',
      '1:21 This is not in the form',
    ],
    [
      'scopes without an end',
      `applications: { shop: { client_name: X, redirect_uris: [https://x.example/], scope: "${'a '.repeat(3000)}a" } }`,
      '1:78 This is too long: 2000 at most.',
    ],
  ])('is refused when it is %s (cases 190, 227)', (_name, text, finding) => {
    expect(wantedFindings(text).join('\n')).toContain(finding);
  });

  it('does not repeat what was written where a secret was expected', () => {
    const text =
      'applications: { shop: { client_name: X, redirect_uris: [https://x.example/], client_secret: hunter2hunter2 } }';
    expect(JSON.stringify(wantedFindings(text))).not.toContain('hunter2');
  });
});
