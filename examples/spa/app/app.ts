/** The page: a shelf of books that lies behind an API of its own, and the name of whoever is signed in. */
import { createBrowserClient, SignInNeeded } from '@cardea/sdk/browser';

type Settings = { readonly issuer: string; readonly clientId: string; readonly resource: string };
type Book = { readonly title: string };

const { issuer, clientId, resource } = (await (await fetch('/settings.json')).json()) as Settings;

const client = createBrowserClient({
  issuer,
  clientId,
  redirectUri: `${location.origin}/callback`,
  postLogoutRedirectUri: `${location.origin}/`,
  scope: 'openid profile email account:read shelf:read shelf:write',
  // The API of this application, and Cardea's own, which knows the name.
  resource: [resource, `${issuer}/api`],
});

function part<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`there is no ${id} on this page`);
  return found;
}

function tell(text: string): void {
  const notice = part('notice', HTMLElement);
  notice.textContent = text;
  notice.hidden = text === '';
}

let drawings = 0;

async function show(): Promise<void> {
  drawings += 1;
  const drawing = drawings;
  const isKnown = client.user !== null;
  part('who', HTMLElement).hidden = !isKnown;
  part('shelf', HTMLElement).hidden = !isKnown;
  part('stranger', HTMLElement).hidden = isKnown;
  if (!isKnown) {
    part('books', HTMLElement).replaceChildren();
    part('name', HTMLElement).textContent = '';
    return;
  }
  const [account, books] = await Promise.all([
    read<{ readonly name?: string | null; readonly email: string }>(`${issuer}/api/account`),
    read<{ readonly items: readonly Book[] }>(`${resource}/books`),
  ]);
  // What was asked for earlier may come later, and is older.
  if (drawing !== drawings) return;
  part('name', HTMLElement).textContent = account?.name ?? account?.email ?? '';
  const items = (books?.items ?? []).map(({ title }) => {
    const item = document.createElement('li');
    item.textContent = title;
    return item;
  });
  part('books', HTMLElement).replaceChildren(...items);
}

/** What an API answers; null where the sign-in turned out to be over. */
async function read<Answer>(address: string, init?: RequestInit): Promise<Answer | null> {
  try {
    const answer = await client.fetch(address, init);
    return answer.ok ? ((await answer.json()) as Answer) : null;
  } catch (error) {
    if (error instanceof SignInNeeded) return null;
    throw error;
  }
}

client.on('ended', () => {
  tell('You were signed out somewhere else, so you are signed out here as well.');
  show();
});
client.on('signed-out', show);
client.on('signed-in', show);

part('sign-in', HTMLButtonElement).onclick = () => client.signIn({ returnTo: '/' });
part('sign-up', HTMLButtonElement).onclick = () => client.signIn({ returnTo: '/', prompt: 'create' });
part('sign-out', HTMLButtonElement).onclick = () => client.signOut();
part('add', HTMLFormElement).onsubmit = async (event) => {
  event.preventDefault();
  const field = part('title', HTMLInputElement);
  const headers = { 'content-type': 'application/json' };
  await read(`${resource}/books`, { method: 'POST', headers, body: JSON.stringify({ title: field.value }) });
  field.value = '';
  await show();
};

try {
  const answered = await client.handleCallback();
  if (answered !== null) history.replaceState(null, '', answered.returnTo);
  else await client.resume();
} catch {
  tell('That sign-in could not be finished. Please try again.');
  history.replaceState(null, '', '/');
}
await show();
