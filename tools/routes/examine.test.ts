/** A check that cannot fail is none: each rule is broken once, and the table as it stands breaks none. */
import { expect, test } from 'vitest';
import { examineRoutes, type RouteFacts } from './examine.ts';
import { readSources, readTable } from './read-table.ts';

const good: RouteFacts = {
  method: 'GET',
  path: '/api/admin/things',
  operation: 'listThings',
  permission: 'settings:read',
  mask: 'none',
  answer: { properties: { items: { items: { properties: { name: {} } } } } },
};
const file = 'doors/admin-api/things.ts';
const written = { [file]: `defineAdminRoute({ operation: 'listThings' })` };

test('a route that says everything is let pass', () => {
  expect(examineRoutes([good], written)).toEqual([]);
});

test.each<[string, Partial<RouteFacts>, string]>([
  ['no permission', { permission: undefined }, 'declares no permission that exists'],
  ['a permission that there is not', { permission: 'things:read' }, 'declares no permission that exists'],
  ['no mask', { mask: undefined }, 'does not say whether it shows personal fields'],
  ['another place', { path: '/api/things' }, 'lies outside of /api/admin'],
  ['a change for readers', { method: 'DELETE' }, 'changes something and asks only for reading'],
  [
    'an address in its answer',
    { answer: { properties: { items: { items: { properties: { email: {} } } } } } },
    'answers with email and masks nothing',
  ],
])('a route with %s fails the check', (_what, change, sentence) => {
  expect(examineRoutes([{ ...good, ...change }], written)).toEqual([`listThings ${sentence}`]);
});

test('a route that is there twice, forgotten, or served beside the table fails the check', () => {
  expect(examineRoutes([good, good], written)).toEqual([
    'GET /api/admin/things is there twice',
    'listThings is there twice',
  ]);
  expect(examineRoutes([], written)).toEqual([`listThings in ${file} is not in the table`]);
  const beside = { ...written, 'doors/pages/x.ts': `app.get('/api/admin/things', handler)` };
  expect(examineRoutes([good], beside)).toEqual(['doors/pages/x.ts serves an address of /api/admin beside the table']);
});

test('the table of the server breaks no rule', () => {
  const routes = readTable();
  expect(routes.length).toBeGreaterThan(20);
  expect(examineRoutes(routes, readSources())).toEqual([]);
});
