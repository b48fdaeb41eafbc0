/**
 * The guarded client as an installation uses it: in development others live on this machine too, on any port of it, and
 * are reached there; everywhere else nothing but public addresses is.
 */
import { createHttpClient, type HttpClient } from './http-client.ts';

export type InstallationLimits = {
  readonly development: boolean;
  readonly timeoutMilliseconds?: number;
  readonly mostBytes?: number;
};

export function createInstallationClient({ development, ...limits }: InstallationLimits): HttpClient {
  const outside = createHttpClient(limits);
  return {
    send(request) {
      const url = URL.parse(request.url);
      const isHere = development && (url?.hostname === 'localhost' || url?.hostname === '127.0.0.1');
      const client = url !== null && isHere ? createHttpClient({ ...limits, developmentHosts: [url.host] }) : outside;
      return client.send(request);
    },
  };
}
