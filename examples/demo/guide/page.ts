/** "Things to try": numbered steps, who there is to be, and the mails. */
import { type Html, html } from '@cardea/example-shared';
import type { Places } from '../applications.ts';
import { demoPassword, owner, stories } from '../seed/index.ts';
import { thingsToTry } from './things.ts';

export const guidePage = (places: Places, mails: Html): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Things to try – Cardea</title>
<link rel="stylesheet" href="/guide.css">
<link rel="icon" href="data:,">
<script src="/guide.js" defer></script>
</head>
<body>
<a class="skip" href="#things">Skip to the things to try</a>
<main>
<header class="intro">
<h1>Things to try</h1>
<p>A shop and a video service run beside this page, on this machine alone. They share one sign-in, and Cardea keeps it. Nothing you do here matters to anybody.</p>
<ul class="places">
<li><a href="${places.shop}" target="_blank" rel="noopener"><strong>Fennel &amp; Oak</strong><span>the shop</span></a></li>
<li><a href="${places.video}" target="_blank" rel="noopener"><strong>Lantern</strong><span>the video service</span></a></li>
<li><a href="${places.cardea}/account" target="_blank" rel="noopener"><strong>Your account</strong><span>at Cardea</span></a></li>
<li><a href="${places.cardea}/console" target="_blank" rel="noopener"><strong>The console</strong><span>as ${owner.email}</span></a></li>
</ul>
</header>
<section class="things" id="things" aria-label="Things to try">
<ol>${thingsToTry(places).map(
  ({ title, how, lookAt }) => html`
<li><h2>${title}</h2><p>${how}</p><p class="look"><strong>Look at:</strong> ${lookAt}</p></li>`,
)}</ol>
</section>
<section class="panel side" aria-labelledby="mails-title">
<div class="panel-head"><h2 id="mails-title">Mails</h2><a href="/">Look again</a></div>
<p>No mail leaves this machine. Codes are in the subject.</p>
<ul class="mails" id="mails" aria-live="polite">${mails}</ul>
<p><a href="${places.cardea}/dev/outbox" target="_blank" rel="noopener">Read them in full</a></p>
</section>
<section class="cast" aria-labelledby="people-title">
<h2 id="people-title">People to be</h2>
<p>They were here before you. One password for all of them: <code class="password">${demoPassword}</code></p>
<ul class="people"><li><strong>${owner.name}</strong><code>${owner.email}</code><span>owns the business and runs it in the console.</span></li>${stories.map(
  ({ name, email, did }) =>
    html`<li><strong>${name === '' ? 'Somebody' : name}</strong><code>${email}</code><span>${did}.</span></li>`,
)}</ul>
</section>
</main>
</body>
</html>`;
