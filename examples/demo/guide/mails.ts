/** The newest mails of the outbox, as Cardea tells them. */
import { type Html, html } from '@cardea/example-shared';
import type { Places } from '../applications.ts';

type Mail = { readonly to: string; readonly subject: string; readonly at: string };

const mostShown = 8;

export async function mailList({ cardea }: Places): Promise<Html> {
  const mails = await fetch(`${cardea}/dev/outbox.json`)
    .then((answer) => answer.json() as Promise<readonly Mail[]>)
    .catch(() => null);
  if (mails === null) return html`<li class="none">Cardea does not answer.</li>`;
  if (mails.length === 0) return html`<li class="none">No mail yet.</li>`;
  return html`${mails
    .slice(0, mostShown)
    .map(
      ({ to, subject, at }) =>
        html`<li><span class="to">${to}</span><span class="subject">${subject}</span><time datetime="${at}">${at.slice(11, 16)} UTC</time></li>`,
    )}`;
}
