/** A form that a person's browser sends without drawing its page: what it sets and is set lands among its cookies. */
import { hiddenFields } from '../../packages/server/test/visitor.ts';
import type { Person } from './person.ts';

/** Opens the page, fills in its form and sends it; where that led. */
export async function sendForm(
  { context, origin }: Person,
  page: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  const action = page.split('?')[0] ?? page;
  const opened = await context.request.get(page);
  const form = { ...hiddenFields(await opened.text(), action), ...fields };
  const answer = await context.request.post(action, { form, headers: { origin }, maxRedirects: 0 });
  const place = answer.headers()['location'];
  if (place === undefined) throw new Error(`${action} answered ${answer.status()}: ${await answer.text()}`);
  return place;
}
