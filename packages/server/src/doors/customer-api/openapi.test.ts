import { namedSchemas } from '@cardea/contract';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
let text: string;
beforeAll(async () => {
  house = await startTestHouse();
  text = (await house.visitor().request('/api/openapi.json')).body;
});
afterAll(() => house.stop());

describe('the OpenAPI document', () => {
  // Three lints of a long document: most of a minute where many others work.
  it('lints clean, with every example valid', { timeout: 300_000 }, async () => {
    const config = await createConfig({
      extends: ['recommended-strict'],
      rules: {
        'no-invalid-media-type-examples': 'error',
        'no-invalid-schema-examples': 'error',
        'no-unused-components': 'error',
        // The address of a development server is what it is.
        'no-server-example.com': 'off',
      },
    });
    const lint = async (source: string) =>
      (await lintFromString({ source, absoluteRef: 'openapi.json', config })).map(({ ruleId }) => ruleId);
    expect(await lint(text)).toEqual([]);
    // A lint that finds nothing anywhere would be none.
    expect(await lint(text.replace('"operationId":"readFlow"', '"operationId":"beginFlow"'))).toContain(
      'operation-operationId-unique',
    );
    expect(await lint(text.replaceAll('"ended":2', '"ended":"two"'))).toContain('no-invalid-media-type-examples');
  });

  it('holds an example for every schema, which the server itself would accept', () => {
    const { schemas } = (JSON.parse(text) as { components: { schemas: Record<string, { examples?: unknown[] }> } })
      .components;
    const known = [...namedSchemas];
    expect(Object.keys(schemas).sort()).toEqual(known.map(([id]) => id).sort());
    for (const [id, schema] of known) {
      const [example] = schemas[id]?.examples ?? [];
      expect(example, id).toBeDefined();
      expect(schema.safeParse(example).error, id).toBeUndefined();
    }
  });

  it('is drawn as a page without a script, nothing of it from elsewhere', async () => {
    const page = await house.visitor().request('/api/docs');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).not.toMatch(/<script|https?:\/\/(?!localhost)[^"]*\.(?:js|css)/);
    for (const operation of ['beginFlow', 'flowPassword', 'changeProfile', 'closeAccount'])
      expect(page.body).toContain(`id="${operation}"`);
    const style = await house.visitor().request('/api/docs.css');
    expect(style.headers['content-type']).toContain('text/css');
  });
});
