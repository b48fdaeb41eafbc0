/** What can be tried, in an order that tells a story. Later features add their own entry here. */
import { type Html, html } from '@cardea/example-shared';
import type { Places } from '../applications.ts';
import { owner } from '../seed/index.ts';

export type Thing = { readonly title: string; readonly how: Html; readonly lookAt: string };

const link = (href: string, text: string): Html => html`<a href="${href}" target="_blank" rel="noopener">${text}</a>`;

export const thingsToTry = ({ cardea, shop, video }: Places): readonly Thing[] => [
  {
    title: 'Register on the way into the shop',
    how: html`Open ${link(shop, 'the shop')}, choose “Create an account”, and make up an address. The code is in <a href="#mails-title">the mails</a> on this page.`,
    lookAt: 'You end up in the shop, signed in. No account existed before you typed the code.',
  },
  {
    title: 'Sign up with a passkey',
    how: html`${link(`${cardea}/sign-up`, 'Create an account')} with another made-up address and choose “Go on with a passkey instead”. Sign out, and open ${link(`${cardea}/sign-in`, 'the sign-in page')} again.`,
    lookAt: 'There is no password. Your browser offers the passkey in the field, and one touch is the whole sign-in.',
  },
  {
    title: 'Enter a second application without a second password',
    how: html`In the same browser open ${link(video, 'Lantern')} and sign in.`,
    lookAt:
      'You are asked once whether Lantern may know your name, and never for a password. The shop did not ask, because it is the business itself.',
  },
  {
    title: 'See what each of them was told',
    how: html`Compare ${link(`${shop}/you`, 'what the shop knows')} with ${link(`${video}/you`, 'what Lantern knows')}.`,
    lookAt: 'Lantern did not ask for your e-mail, so it does not have it.',
  },
  {
    title: 'Pay',
    how: html`Put something into ${link(`${shop}/basket`, 'the basket')} and pay. If your last proof is more than a minute old, you are asked for your password.`,
    lookAt: 'The receipt says how many seconds before the payment you proved who you are.',
  },
  {
    title: 'Pay with step-up',
    how: html`Put the oak stool into ${link(`${shop}/basket`, 'the basket')} and pay. From €125 on the shop asks Cardea for two factors; whoever has one only sets up a passkey or an app on the way.`,
    lookAt: 'You stay signed in and are asked for what is missing, nothing else. The receipt says “with two factors”.',
  },
  {
    title: 'Sign out of one, and be signed out of both',
    how: html`Sign out in the shop, then load ${link(video, 'Lantern')} again.`,
    lookAt: 'Lantern was told at once and greets a stranger.',
  },
  {
    title: 'Sign out everywhere',
    how: html`Sign in again in both, then press “Sign out everywhere” on ${link(`${cardea}/account`, 'your account page')}. A private window can play the second device.`,
    lookAt: 'Both applications say that your session was ended somewhere else.',
  },
  {
    title: 'Be Anna',
    how: html`${link(`${cardea}/sign-in`, 'Sign in')} as anna@example.com and look at ${link(`${cardea}/account/sessions`, 'her devices')}. End one.`,
    lookAt:
      'Every browser with where and when, this one first. The ended one is out at its next click, in every application.',
  },
  {
    title: 'Be Ben, and take something back',
    how: html`${link(`${cardea}/sign-in`, 'Sign in')} as ben@example.com and remove Lantern from ${link(`${cardea}/account/applications`, 'his applications')}.`,
    lookAt: 'Lantern has to ask again the next time.',
  },
  {
    title: 'Try to find out who is a customer',
    how: html`${link(`${cardea}/sign-up`, 'Register')} with hiro@example.com, then with an address that nobody has.`,
    lookAt: 'The page says the same both times. Only the mails differ, and only their owners read them.',
  },
  {
    title: 'Guess a password',
    how: html`In a private window, ${link(`${cardea}/sign-in`, 'sign in')} as greta@example.com with wrong passwords, a dozen times.`,
    lookAt: 'After ten the door is shut for strangers. A browser that Greta has used before still gets in.',
  },
  {
    title: 'Forget a password',
    how: html`In a private window, ${link(`${cardea}/recover`, 'recover')} the account of farid@example.com with the code or the link of the mail.`,
    lookAt:
      'Every session of his ends, the mail of the change has a “This was not me”, and the sign-in counts nobody’s wrong guesses any more.',
  },
  {
    title: 'Move to another address, and think again',
    how: html`As Anna, change the e-mail address under ${link(`${cardea}/account/sign-in`, 'sign-in and security')}. Then open the mail that went to the old one and undo it.`,
    lookAt: 'The new address counts only after its code. The old mailbox has seven days to take everything back.',
  },
  {
    title: 'Leave, and stay',
    how: html`As Lea, ${link(`${cardea}/account/close`, 'close the account')}, then sign in again.`,
    lookAt: 'She is told what will be lost and when, and may keep her account until then.',
  },
  {
    title: 'Be the owner',
    how: html`In a private window open ${link(`${cardea}/console`, 'the console')} as ${owner.email}. Find Ben, end his session, and give the pages your own colour under Branding.`,
    lookAt:
      'Names are masked until you say why you need them, and the ledger has written down what you looked at. The colour is on every page at once.',
  },
  {
    title: 'Build your own screens',
    how: html`Read ${link(`${cardea}/api/docs`, 'the reference')}: every page there is can be had as JSON.`,
    lookAt: 'Each answer names the actions that are possible now, and the form of what they take.',
  },
];
