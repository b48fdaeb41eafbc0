/** Fennel & Oak: a shop of the business itself. Customers are not asked for consent, and paying asks for a fresh proof. */
import { markup, openApplication } from '@cardea/example-shared';
import { add, freshState, linesOf, remove } from './basket.ts';
import { aboutYouPage, basketPage, cataloguePage, receiptPage } from './pages.ts';
import { asksForMore, freshSeconds, pay, strongAcr } from './pay.ts';

const emblem = markup(
  '<svg class="emblem" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 22V10M12 14C7 14 4 11 4 5c6 0 8 3 8 9zM12 11c0-5 3-8 8-8 0 6-3 8-8 8z" fill="none" stroke="currentColor" stroke-width="1.800" stroke-linejoin="round" stroke-linecap="round"/></svg>',
);

const shop = await openApplication({
  brand: {
    name: 'Fennel & Oak',
    emblem,
    tagline: 'Things for the home, since this morning.',
    links: [
      { href: '/', text: 'Shop' },
      { href: '/basket', text: 'Basket' },
    ],
  },
  cookieName: 'fennel_visit',
  scope: 'openid profile email',
  stylesheet: new URL('shop.css', import.meta.url),
  freshState,
  // Back from the proof that paying asked for: the person pressed Pay before they left.
  onReturn: ({ state, person }, intent) => (intent === 'pay' && pay(state, person) === 'paid' ? '/receipt' : '/basket'),
});

shop.page('/', () => ({ title: 'Shop', main: cataloguePage() }));
shop.page('/basket', ({ visit, person }) => ({ title: 'Your basket', main: basketPage(visit.state, person) }));
shop.page('/receipt', ({ visit }) => ({ title: 'Your receipt', main: receiptPage(visit.state.receipt) }));
shop.page('/you', ({ person }) => ({ title: 'What this shop knows', main: aboutYouPage(person) }), { live: true });

shop.action('/basket/add', ({ visit }, form) => {
  add(visit.state, form.get('item') ?? '');
  return { to: '/basket' };
});
shop.action('/basket/remove', ({ visit }, form) => {
  remove(visit.state, form.get('item') ?? '');
  return { to: '/basket' };
});
shop.action('/pay', ({ visit, person }) => {
  const outcome = pay(visit.state, person);
  if (outcome === 'paid') return { to: '/receipt' };
  if (outcome === 'nothing_to_pay') return { to: '/basket' };
  const more = asksForMore(linesOf(visit.state)) ? { acr: strongAcr } : {};
  return { signIn: { returnTo: '/basket', maxAgeSeconds: freshSeconds, intent: 'pay', ...more } };
});
shop.action('/you/renew', async ({ visit }) => {
  await shop.renew(visit);
  return { to: '/you' };
});

await shop.listen();
