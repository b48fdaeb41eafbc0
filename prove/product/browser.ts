/** A browser without JavaScript: it keeps cookies, follows redirects and sends forms. */
import { type Answer, exchange, type Place } from './http.ts';

export type Browser = {
  readonly cookies: Map<string, string>;
  /** Asks for a page and follows redirects within the server. */
  open(path: string): Promise<Answer>;
  /** Asks for a page and does not follow a redirect. */
  ask(path: string): Promise<Answer>;
  /** Sends a form and does not follow the redirect. */
  submit(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /**
   * From now on it comes from another network: this address, or one that nobody has come from yet. It may call itself
   * something else as well.
   */
  move(to?: string, userAgent?: string): void;
};

const ordinary = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
let addresses = 0;

/** An address of a network that nobody has come from yet: neighbours share budgets. */
function newAddress(): string {
  addresses += 1;
  return `10.${addresses % 250}.${Math.floor(addresses / 250) % 250}.${100 + (Math.floor(addresses / 62_500) % 100)}`;
}

/** A fresh browser, from a network of its own. */
export function createBrowser(place: Place, userAgent = ordinary): Browser {
  const cookies = new Map<string, string>();
  let address = newAddress();
  let name = userAgent;

  async function request(path: string, fields?: Readonly<Record<string, string>>): Promise<Answer> {
    const headers = {
      accept: 'text/html',
      'accept-language': 'en',
      'user-agent': name,
      'x-forwarded-for': address,
      ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
      ...(fields === undefined ? {} : { origin: place.origin }),
    };
    const answer = await exchange(place, path, headers, fields);
    for (const line of answer.setCookies) keep(cookies, line);
    return answer;
  }

  return {
    cookies,
    async open(path) {
      let answer = await request(path);
      for (let hops = 0; answer.status === 303 && hops < 5; hops += 1) answer = await request(answer.location);
      return answer;
    },
    ask: (path) => request(path),
    submit: request,
    move(to = newAddress(), as = name) {
      address = to;
      name = as;
    },
  };
}

/** The value of a hidden field of a page. */
export function hiddenField(page: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, at));
  else cookies.set(pair.slice(0, at), pair.slice(at + 1));
}
