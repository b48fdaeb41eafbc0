/** A browser without JavaScript, on a device and in a network of its own: it keeps cookies, follows redirects, sends forms. */
import { setTimeout as pause } from 'node:timers/promises';

export type Device = { readonly userAgent: string; readonly network: string; readonly language?: string };

export type Page = { readonly address: string; readonly status: number; readonly body: string };

export type Browser = {
  open(address: string): Promise<Page>;
  /** Fills the form that leads to `action` and sends it, with the hidden fields it holds. */
  send(page: Page, action: string, fields?: Readonly<Record<string, string>>): Promise<Page>;
};

const mostRedirects = 15;

export function createBrowser({ userAgent, network, language = 'en' }: Device): Browser {
  // By name alone, as browsers do it: a cookie does not know its port, and every place here is localhost.
  const cookies = new Map<string, string>();

  async function ask(address: string, body?: URLSearchParams, origin?: string): Promise<Response> {
    const answer = await fetch(address, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        'accept-language': language,
        'user-agent': userAgent,
        'x-forwarded-for': network,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(origin === undefined ? {} : { origin }),
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return answer;
  }

  async function arrive(first: Response, at: string): Promise<Page> {
    let answer = first;
    let address = at;
    for (let hops = 0; hops < mostRedirects; hops += 1) {
      const body = await answer.text();
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status >= 400 || location === null)
        return { address, status: answer.status, body };
      address = new URL(location, address).href;
      answer = await ask(address);
    }
    throw new Error(`The redirects from ${at} do not end.`);
  }

  return {
    open: async (address) => arrive(await ask(address), address),
    async send(page, action, fields = {}) {
      const target = new URL(action, page.address);
      const body = new URLSearchParams({ ...hiddenFields(page, action), ...fields });
      return arrive(await ask(target.href, body, target.origin), target.href);
    },
  };
}

/** What the first form that leads there holds already. */
function hiddenFields({ address, body }: Page, action: string): Record<string, string> {
  const form = body.split('<form').find((part) => /action="([^"]*)"/.exec(part)?.[1] === action);
  if (form === undefined) throw new Error(`There is no form to ${action} at ${address}.`);
  const [inside = ''] = form.split('</form>');
  const inputs = inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, at));
  else cookies.set(pair.slice(0, at), pair.slice(at + 1));
}

/** The code in the newest mail to an address, as soon as there is one. */
export async function codeFor(cardea: string, address: string): Promise<string> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${cardea}/dev/outbox.json`);
    const mails = (await answer.json()) as readonly { readonly to: string; readonly subject: string }[];
    const mail = mails.find(({ to }) => to === address);
    const digits = /(\d{3}) ?(\d{3})/.exec(mail?.subject ?? '');
    if (digits !== null) return `${digits[1]}${digits[2]}`;
    await pause(100);
  }
  throw new Error(`No mail came to ${address}.`);
}
