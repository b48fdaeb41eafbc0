/** What a quick start is: files to copy, with the application's own address, id and issuer in them. */

/** The application it is for, as it is registered. */
export type QuickStartApplication = {
  readonly issuer: string;
  readonly clientId: string;
  /** Where customers return to; each kind of application has a usual one. */
  readonly redirectUri?: string;
};

export type QuickStartFile = {
  readonly name: string;
  readonly language: 'javascript' | 'typescript' | 'html' | 'php' | 'tsx';
  readonly text: string;
};

export type QuickStart = {
  readonly id: 'express' | 'fastify' | 'next' | 'spa' | 'php' | 'native';
  readonly name: string;
  /** What the application must be: kept on a server with a secret, or public. */
  readonly keepsSecret: boolean;
  /** As `application_type` of its registration. */
  readonly applicationType: 'web' | 'native';
  /** The redirect address that the files are written for. */
  readonly redirectUri: string;
  readonly postLogoutRedirectUri: string;
  /** Installs what it needs. */
  readonly install: string;
  readonly files: readonly QuickStartFile[];
  /** Starts it; a secret stands as `…` and is put in by whoever reads. */
  readonly run: string;
};

/** The parts of an application that the files hold, ready to be put into code. */
export type Parts = {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly origin: string;
  readonly path: string;
  readonly port: string;
  /** Plain http is for one's own machine. */
  readonly isPlainHttp: boolean;
};

/** Reads the redirect address; throws when it is none. */
export function partsOf({ issuer, clientId, redirectUri }: Required<QuickStartApplication>): Parts {
  const url = new URL(redirectUri);
  return {
    issuer: quote(new URL(issuer).origin),
    clientId: quote(clientId),
    redirectUri: quote(redirectUri),
    origin: quote(url.origin),
    path: quote(url.pathname),
    port: url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port,
    isPlainHttp: new URL(issuer).protocol === 'http:',
  };
}

/** Text as a string of JavaScript or PHP, whatever is in it. */
function quote(text: string): string {
  if (/\p{C}/u.test(text)) throw new TypeError('a name in code holds no control characters');
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
