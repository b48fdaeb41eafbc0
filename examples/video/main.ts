/** Lantern: a video service of another company. Its customers are asked for consent once, and it asks for little. */
import { markup, openApplication } from '@cardea/example-shared';
import { filmById } from './films.ts';
import { aboutYouPage, filmPage, filmsPage } from './pages.ts';

const emblem = markup(
  '<svg class="emblem" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 3h6M12 3v3M7 6h10l1.500 4v7L17 20H7l-1.500-3v-7zM12 10c2.500 2.500 2.500 5 0 6.500-2.500-1.500-2.500-4 0-6.500z" fill="none" stroke="currentColor" stroke-width="1.800" stroke-linejoin="round" stroke-linecap="round"/></svg>',
);

const video = await openApplication({
  brand: {
    name: 'Lantern',
    emblem,
    tagline: 'Six films at a time, chosen by people.',
    links: [{ href: '/', text: 'Films' }],
  },
  cookieName: 'lantern_visit',
  scope: 'openid profile',
  stylesheet: new URL('video.css', import.meta.url),
  freshState: () => null,
});

video.page('/', ({ person }) => ({ title: 'Films', main: filmsPage(person) }));
video.page('/films/:film', ({ person, parameters }) => {
  const film = filmById(parameters['film'] ?? '');
  const status = film === undefined ? 404 : 200;
  return { title: film?.title ?? 'No such film', main: filmPage(film, person), status };
});
video.page('/you', ({ person }) => ({ title: 'What Lantern knows', main: aboutYouPage(person) }), { live: true });

await video.listen();
