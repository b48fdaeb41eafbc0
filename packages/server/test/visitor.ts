/**
 * A browser without JavaScript, over raw HTTP: it keeps cookies, sends forms with the hidden fields a page holds, and
 * can be made to misbehave.
 */
import { request as send } from 'node:http';

export type VisitorOptions = {
  readonly port?: number;
  readonly host?: string;
  readonly origin?: string;
  /** The network address the server believes, by a trusted proxy. */
  readonly address?: string;
  readonly userAgent?: string;
  readonly locale?: string;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly body: string;
  /** The hidden fields of the form with this action, unescaped. */
  hidden(action: string): Record<string, string>;
};

export type RequestOptions = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Buffer;
};

export type Visitor = {
  readonly cookies: Map<string, string>;
  request(path: string, options?: RequestOptions): Promise<Answer>;
  /** Follows redirects within the server. */
  get(path: string): Promise<Answer>;
  /** Sends a form; does not follow the redirect. */
  post(path: string, fields: Readonly<Record<string, string>>, headers?: RequestOptions['headers']): Promise<Answer>;
  /** Opens the page at `path`, fills its form with `fields`, and sends it. */
  fill(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
};

let visitors = 0;

/** A fresh browser. Each comes from a network address of its own unless told otherwise. */
export function createVisitor(options: VisitorOptions): Visitor {
  const { port = 0, host = '', origin = '' } = options;
  visitors += 1;
  const address = options.address ?? `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`;
  const cookies = new Map<string, string>();

  async function request(path: string, { method = 'GET', headers = {}, body }: RequestOptions = {}): Promise<Answer> {
    const all: Record<string, string | undefined> = {
      host,
      accept: 'text/html',
      'accept-language': options.locale ?? 'en',
      'user-agent': options.userAgent ?? 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'x-forwarded-for': address,
      ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
      ...headers,
    };
    const answer = await exchange({ port, path, method, headers: all, body });
    for (const line of answer.setCookies) keep(cookies, line);
    return answer;
  }

  async function get(path: string): Promise<Answer> {
    let answer = await request(path);
    for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < 5; hops += 1) {
      answer = await request(answer.headers['location'] ?? '/');
    }
    return answer;
  }

  const post: Visitor['post'] = (path, fields, headers = {}) =>
    request(path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    });

  return {
    cookies,
    request,
    get,
    post,
    async fill(path, fields) {
      const action = path.split('?')[0] ?? path;
      const page = await get(path);
      return post(action, { ...page.hidden(action), ...fields });
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name);
  else cookies.set(name, pair.slice(at + 1));
}

type Exchange = {
  port: number;
  path: string;
  method: string;
  headers: Record<string, string | undefined>;
  body: string | Buffer | undefined;
};

function exchange({ port, path, method, headers, body }: Exchange): Promise<Answer> {
  const present = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = send(
      { host: '127.0.0.1', port, path, method, headers: { ...length, ...present }, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: incoming.statusCode ?? 0,
            headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
            setCookies: incoming.headers['set-cookie'] ?? [],
            body: text,
            hidden: (action) => hiddenFields(text, action),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The hidden fields of the form with this action, unescaped. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const form = html.split('<form').find((part) => part.includes(`action="${action}"`)) ?? '';
  const inputs = form.split('</form>')[0]?.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')] as const));
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value
    .replace(/&#34;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
