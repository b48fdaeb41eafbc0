/** Texts that a business words itself, worded by somebody who wants a template to do more. Cases 93, 189, 190. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager, type Manager } from '../test/management.ts';

const host = 'second.localhost:4000';
let house: TestHouse;
let manager: Manager;

beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, 'settings:write');
  await house.house.tenants.create({ name: 'Second', host });
});
afterAll(() => house.stop());

const word = (texts: Record<string, string | null>, locale = 'en') =>
  manager.call('PATCH', `/texts/${locale}`, { body: { texts } });
const escaped = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' })[sign] ?? '',
  );

describe('a text', () => {
  it.each([
    '{{7*7}}',
    '{{ 7 | times: 7 }}',
    '\u0024{7*7} #{7*7} <%= 7*7 %> {7*7}',
    '{% include "layout" %}',
    '{% raw %}{{ page.x | upcase }}{% endraw %}',
    '{{page.texts}} {{this.constructor}}',
    '$t(pages:sign_up.title)',
    '<script>alert(1)</script><img src=x onerror=alert(2)>',
    `"><a href='javascript:alert(1)'>`,
    '&lt;b&gt; &#60;script&#62;',
  ])('stays what was typed, on the page and in the mail: %s (case 189)', async (text) => {
    const answer = await word({ 'pages:sign_in.title': text, 'mails:verify_address.title': text });
    expect(answer).toMatchObject({ status: 200, body: { changed: 2 } });
    const page = await house.visitor().get('/sign-in');
    expect(page.body).toContain(`<h1>${escaped(text)}</h1>`);
    const preview = await manager.call('POST', '/branding/preview', { body: { page: 'mail' } });
    expect(preview.body['html']).toContain(escaped(text));
    expect(preview.body['html']).not.toMatch(/<script|<img src=x/);
  });

  it.each([
    ['mails:verify_address.subject', '{{code}} {{tenant}}\r\nBcc: all@example.com', 'control_character'],
    ['mails:verify_address.subject', '{{code}} {{tenant}}\nX: y', 'control_character'],
    ['mails:verify_address.subject', '{{code}} {{tenant}}\u0000', 'control_character'],
    ['mails:verify_address.subject', '{{code}} {{tenant}}\u2028X: y', 'control_character'],
    ['mails:verify_address.subject', `{{code}} {{tenant}} ${'x'.repeat(200)}`, 'too_long'],
    ['pages:sign_in.title', 'a\u202eb', 'control_character'],
    ['pages:sign_in.title', ' ', 'empty'],
    ['pages:sign_in.title', 'x'.repeat(121), 'too_long'],
    ['pages:sign_in.title', 'Sign in {{code}}', 'placeholders'],
    ['pages:sign_in.title', 'Sign in {{constructor}}', 'placeholders'],
    ['mails:verify_address.subject', '{{tenant}} sends no code', 'placeholders'],
    ['mails:verify_address.subject', '{{code}} {{tenant}} {{code}}{{link}}', 'placeholders'],
    ['pages:nowhere', 'x', 'unknown'],
    ['common:language.name', 'x', 'unknown'],
    ['toString', 'x', 'unknown'],
  ])('that could do harm is refused: %s as %j is %s (cases 189, 190)', async (id, text, finding) => {
    const answer = await word({ [id]: text, 'pages:sign_up.title': 'Never taken' });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'texts.invalid', errors: [{ pointer: `/texts/${id}`, text_id: finding }] },
    });
    // None of the change is taken when one of it is not.
    expect((await house.visitor().get('/sign-up')).body).not.toContain('Never taken');
  });

  it.each(['__proto__', 'constructor', '..%2f..%2fetc', 'xx', 'en%00'])(
    'has a language that there is: %s is none',
    async (locale) => {
      expect((await word({ 'pages:sign_in.title': 'x' }, locale)).status).toBeGreaterThanOrEqual(400);
      expect((await manager.call('GET', `/texts/${locale}`)).status).toBeGreaterThanOrEqual(400);
    },
  );

  it('gets its values as they are: a value that looks like a placeholder is none', async () => {
    await word({ 'mails:verify_address.subject': '{{code}}: {{tenant}}' });
    const [tenantId = ''] = await house.house.tenants.listIds();
    await house.house.tenants.rename(tenantId, 'Shop {{code}}');
    await house.visitor().fill('/sign-up', { email: 'values@example.com', password: 'the quiet river bends twice' });
    const mail = await house.mailTo('values@example.com');
    expect(mail.subject).toMatch(/^\d{3} \d{3}: Shop \{\{code\}\}$/);
  });

  it('of one tenant is said by no other, on pages, in mails and in refusals (case 93)', async () => {
    await word({
      'pages:sign_in.title': 'Only here',
      'mails:verify_address.title': 'Only in our mails',
      'mails:verify_address.subject': 'Ours: {{code}} {{tenant}}',
    });
    const there = house.visitor({ host, origin: `http://${host}` });
    expect((await house.visitor().get('/sign-in')).body).toContain('Only here');
    expect((await there.get('/sign-in')).body).not.toContain('Only here');
    await there.fill('/sign-up', { email: 'there@example.com', password: 'six grey herons wait' });
    const mail = await house.mailTo('there@example.com');
    expect(`${mail.subject}${mail.html}`).not.toMatch(/Only|Ours/);
    expect(mail.text).toContain(`http://${host}/`);
  });

  it('is worded by nobody who may only read', async () => {
    const reader = await createManager(house, 'settings:read');
    const answer = await reader.call('PATCH', '/texts/en', { body: { texts: { 'pages:sign_in.title': 'x' } } });
    expect(answer.status).toBe(403);
    expect((await reader.call('DELETE', '/texts/en')).status).toBe(403);
  });
});
