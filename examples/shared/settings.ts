/** What an application must be told to use Cardea: where it is, and who the application is there. */
export type Settings = {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly port: number;
  /** Where people reach this application; the redirect addresses registered at Cardea begin with it. */
  readonly origin: string;
};

/** Reads ISSUER, CLIENT_ID, CLIENT_SECRET and PORT. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const required = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`${name} is missing. npm run demo sets it for you.`);
    return value;
  };
  const port = Number(required('PORT'));
  return {
    issuer: new URL(required('ISSUER')),
    clientId: required('CLIENT_ID'),
    clientSecret: required('CLIENT_SECRET'),
    port,
    origin: `http://localhost:${port}`,
  };
}
