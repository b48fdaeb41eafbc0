import { describe, expect, it } from 'vitest';
import { newId } from '../../foundation/ids/index.ts';
import { createBlanks } from './blanks.ts';
import type { PageContext } from './views/models.ts';
import type { SignInModel } from './views/sign-in-model.ts';

const context: PageContext = {
  locale: 'en',
  tenantName: 'Cardea',
  themeVersion: '1',
  now: new Date(0),
  development: false,
  languageLinks: [],
  links: {},
};
const modelOf = (flow: string): SignInModel => ({
  form: { action: '/sign-in', hidden: { flow } },
  isEmailOnly: true,
  password: true,
  values: { identifier: '' },
  recoverHref: `/recover?from=${flow}`,
  signUpHref: `/sign-up?from=${flow}`,
});

describe('a page with an empty form', () => {
  it('is drawn once and names the journey of whoever sees it, and no other', () => {
    let drawn = 0;
    const blanks = createBlanks((view, model) => {
      drawn += 1;
      return `${view} ${JSON.stringify(model)}`;
    });
    const flows = [newId('flow'), newId('flow'), newId('flow')];
    const pages = flows.map((flow) => blanks(flow, 'sign-in', modelOf(flow), context));
    expect(pages).toEqual(flows.map((flow) => `sign-in ${JSON.stringify(modelOf(flow))}`));
    expect(drawn).toBe(1);
  });

  it('is drawn anew for another language, tenant, theme, place to go to, or view', () => {
    const blanks = createBlanks((view, _model, page) => `${view} ${JSON.stringify(page)}`);
    const flow = newId('flow');
    const contexts = [
      context,
      { ...context, locale: 'de' },
      { ...context, tenantName: 'Another' },
      { ...context, themeVersion: '2' },
      { ...context, destination: 'Shop' },
    ];
    for (const each of [...contexts, ...contexts]) {
      expect(blanks(flow, 'sign-in', modelOf(flow), each)).toBe(`sign-in ${JSON.stringify(each)}`);
    }
    const other = { form: { action: '/sign-up', hidden: { flow } }, signInHref: '/sign-in', fields: [] };
    expect(blanks(flow, 'sign-up', other, context)).toMatch(/^sign-up/);
  });

  it('is never kept under a name that is none', () => {
    const blanks = createBlanks((_view, model) => JSON.stringify(model));
    const odd = '"><script>';
    expect(blanks(odd, 'sign-in', modelOf(odd), context)).toBe(JSON.stringify(modelOf(odd)));
    expect(blanks(odd, 'sign-in', modelOf(odd), context)).toBe(JSON.stringify(modelOf(odd)));
  });
});
