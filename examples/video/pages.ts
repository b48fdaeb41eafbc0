/** What people see at the video service. */
import { type Html, html, nameOf, type Person } from '@cardea/example-shared';
import { type Film, films } from './films.ts';

const about = ({ year, minutes }: Film): string => `${year} · ${minutes} min`;

/** The first of the names, as friends would say it. */
function greetingFor(person: Person): string {
  const { name } = person.claims;
  const [first = ''] = typeof name === 'string' ? name.trim().split(/\s+/) : [];
  return first === '' ? 'Good evening' : `Good evening, ${first}`;
}

export function filmsPage(person: Person | null): Html {
  const [feature, ...others] = films;
  return html`
<section class="greeting"><h1>${person === null ? 'Films for a long evening' : greetingFor(person)}</h1>
<p>${person === null ? 'Sign in with the account you have. No second password.' : 'Six films are waiting. Tonight, perhaps this one.'}</p></section>
${feature && card(feature, 'feature')}
<h2 class="row-title">Also showing</h2>
<ul class="row">${others.map((film) => html`<li>${card(film, 'film')}</li>`)}</ul>`;
}

const card = (film: Film, kind: string): Html =>
  html`<a class="${kind}" href="/films/${film.id}"><span class="scene">${film.scene}</span><span class="words"><strong>${film.title}</strong><span class="about">${about(film)}</span><span class="text">${film.text}</span></span></a>`;

export function filmPage(film: Film | undefined, person: Person | null): Html {
  if (film === undefined) {
    return html`<section class="message"><h1>We do not show that film</h1><p>Perhaps another one?</p><a class="button" href="/">All films</a></section>`;
  }
  return html`<article class="screening"><div class="screen">${film.scene}${person && html`<p class="bar" aria-hidden="true"><span></span></p>`}</div>
<h1>${film.title}</h1><p class="about">${about(film)}</p><p>${film.text}</p>
${person === null ? html`<p><a class="button large" href="/sign-in?return_to=/films/${film.id}">Sign in to watch</a></p>` : html`<p class="playing">Now playing for ${nameOf(person)}.</p>`}
<p><a href="/">All films</a></p></article>`;
}

export function aboutYouPage(person: Person | null): Html {
  if (person === null) {
    return html`<section class="message"><h1>We do not know you</h1><p>Sign in, and this page says what we were told.</p><a class="button" href="/sign-in?return_to=/you">Sign in</a></section>`;
  }
  const { claims } = person;
  const name = typeof claims['name'] === 'string' && claims['name'] !== '' ? claims['name'] : 'Not told';
  return html`<section class="sheet"><h1>What Lantern knows</h1>
<p>Lantern belongs to somebody else than the shop. You were asked before it was told anything, and you can take that back on your account page.</p>
<dl class="facts"><div><dt>Your name <span class="scope">profile</span></dt><dd>${name}</dd></div>
<div><dt>Your e-mail</dt><dd>Not asked for, so not told</dd></div>
<div><dt>Your number with us <span class="scope">openid</span></dt><dd>${person.sub}</dd></div></dl></section>`;
}
