/** What people see in the shop. */
import { type Html, html, type Person } from '@cardea/example-shared';
import { type Line, linesOf, type Receipt, type ShopState, totalOf } from './basket.ts';
import { catalogue, priceOf } from './catalogue.ts';
import { asksForMore, freshSeconds, strongFromCents } from './pay.ts';

export const cataloguePage = (): Html => html`
<section class="hero"><p class="kicker">Autumn at home</p><h1>Quiet things that last</h1>
<p>Made by people we know, in quantities we can count.</p></section>
<ul class="shelf">${catalogue.map(
  ({ id, name, text, cents, tone, drawing }) => html`
<li><div class="picture ${tone}">${drawing}</div>
<div class="words"><h2>${name}</h2><p>${text}</p></div>
<form method="post" action="/basket/add"><input type="hidden" name="item" value="${id}"><span class="price">${priceOf(cents)}</span><button class="add" aria-label="Add ${name} to the basket">Add</button></form></li>`,
)}
</ul>`;

export function basketPage(state: ShopState, person: Person | null): Html {
  const lines = linesOf(state);
  if (lines.length === 0) {
    return html`<section class="message"><h1>Your basket is empty</h1><p>That is easily changed.</p><a class="button" href="/">Look around</a></section>`;
  }
  return html`<section class="sheet"><h1>Your basket</h1>
${table(lines, (line) => html`<form method="post" action="/basket/remove"><input type="hidden" name="item" value="${line.item.id}"><button class="quiet small" aria-label="Remove ${line.item.name}">Remove</button></form>`)}
<form method="post" action="/pay" class="pay"><button class="button large">Pay ${priceOf(totalOf(lines))}</button>
<p>${person === null ? 'You sign in first.' : `If you have not proved who you are in the last ${freshSeconds} seconds, we ask for a proof.`}${asksForMore(lines) && ` From ${priceOf(strongFromCents)} on we also ask for a second step.`} No money moves: this is an example.</p></form></section>`;
}

export function receiptPage(receipt: Receipt | null): Html {
  if (receipt === null) {
    return html`<section class="message"><h1>Nothing has been paid yet</h1><p>Your receipt will be here.</p><a class="button" href="/basket">To the basket</a></section>`;
  }
  const { lines, cents, paidAt, provedSecondsBefore: seconds, isStrong } = receipt;
  return html`<section class="sheet"><p class="stamp">Paid</p><h1>Thank you</h1>
<p class="proof">You proved it was you <strong>${duration(seconds)}</strong> before you paid${isStrong ? ', with two factors' : ''}.</p>
${table(lines, () => null)}
<p class="total">Paid in full: <strong>${priceOf(cents)}</strong> · <time datetime="${paidAt.toISOString()}">${paidAt.toISOString().slice(11, 19)} UTC</time></p>
<p><a class="button" href="/">Back to the shop</a></p></section>`;
}

export function aboutYouPage(person: Person | null): Html {
  if (person === null) {
    return html`<section class="message"><h1>We do not know you</h1><p>Sign in, and this page says what we were told.</p><a class="button" href="/sign-in?return_to=/you">Sign in</a></section>`;
  }
  const { claims, accessTokenFrom, accessTokenUntil, authenticatedAt } = person;
  const shown: readonly (readonly [string, string, unknown])[] = [
    ['Your name', 'profile', claims['name']],
    ['Your e-mail', 'email', claims['email']],
    ['Is it confirmed?', 'email', claims['email_verified'] === true ? 'Yes, by you' : undefined],
    ['Your number with us', 'openid', person.sub],
  ];
  return html`<section class="sheet"><h1>What this shop knows</h1>
<p>Everything Cardea told us about you, and the scope that allowed it. Asked for again each time you open this page.</p>
<dl class="facts">${shown.map(
    ([label, scope, value]) =>
      html`<div><dt>${label} <span class="scope">${scope}</span></dt><dd>${typeof value === 'string' && value !== '' ? value : 'Not told'}</dd></div>`,
  )}</dl>
<h2>How we know it is you</h2>
<dl class="facts"><div><dt>You proved it</dt><dd>${clock(authenticatedAt)}</dd></div>
<div><dt>Our access token</dt><dd>from ${clock(accessTokenFrom)}, good until ${clock(accessTokenUntil)}</dd></div></dl>
<form method="post" action="/you/renew"><button class="button">Renew the access token</button>
<p>This uses the refresh token. If your session has been ended, it is refused and you are signed out here.</p></form></section>`;
}

const duration = (seconds: number): string =>
  seconds === 0 ? 'less than a second' : seconds === 1 ? '1 second' : `${seconds} seconds`;

const clock = (date: Date): Html =>
  html`<time datetime="${date.toISOString()}">${date.toISOString().slice(11, 19)} UTC</time>`;

const table = (lines: readonly Line[], action: (line: Line) => Html | null): Html =>
  html`<ul class="lines">${lines.map(
    (line) =>
      html`<li><div class="picture small ${line.item.tone}">${line.item.drawing}</div><span class="name">${line.item.name}${line.count > 1 && html` <span class="count">× ${line.count}</span>`}</span><span class="price">${priceOf(line.item.cents * line.count)}</span>${action(line)}</li>`,
  )}</ul>`;
