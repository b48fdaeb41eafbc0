/** The frame of every page: who runs it, where one can go, who is signed in, and what has just happened. */
import { type Html, html } from './html.ts';
import type { Notice, Person } from './visits.ts';

export type Brand = {
  readonly name: string;
  readonly emblem: Html;
  readonly tagline: string;
  readonly links: readonly { readonly href: string; readonly text: string }[];
};

export type Page = { readonly title: string; readonly main: Html; readonly status?: number };

const notices: Readonly<Record<Notice, { readonly title: string; readonly text: string }>> = {
  ended: {
    title: 'You are signed out',
    text: 'Your session was ended somewhere else, so it is over here as well. We forgot what we knew about you.',
  },
  not_allowed: { title: 'Nothing was shared', text: 'You did not allow access, so you are not signed in here.' },
  sign_in_over: {
    title: 'That sign-in is over',
    text: 'It was finished already or begun in another browser. Start again.',
  },
  unavailable: { title: 'That did not work', text: 'The sign-in could not be finished just now. Please try again.' },
};

/** The name to greet somebody by; nobody has to give one. */
export function nameOf(person: Person): string {
  const { name, email } = person.claims;
  if (typeof name === 'string' && name !== '') return name;
  return typeof email === 'string' ? email : 'you';
}

export function drawPage(brand: Brand, page: Page, person: Person | null, notice: Notice | null): string {
  const told = notice === null ? null : notices[notice];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} – ${brand.name}</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="/">${brand.emblem}<span>${brand.name}</span></a>
<nav aria-label="Main">${brand.links.map(({ href, text }) => html`<a href="${href}">${text}</a>`)}</nav>
<div class="account">${person === null ? stranger : known(person)}</div>
</header>
<main id="main">
${told && html`<div class="notice" role="status"><strong>${told.title}.</strong> ${told.text}</div>`}
${page.main}
</main>
<footer class="bottom"><p>${brand.tagline}</p><p>An example application. People sign in with Cardea.</p></footer>
</body>
</html>`.markup;
}

const stranger = html`<a class="quiet" href="/sign-up">Create an account</a><a class="button" href="/sign-in">Sign in</a>`;

function known(person: Person): Html {
  const name = nameOf(person);
  return html`<a class="who" href="/you"><span class="initial" aria-hidden="true">${[...name][0]?.toUpperCase()}</span><span class="who-name">${name}</span></a>
<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>`;
}
