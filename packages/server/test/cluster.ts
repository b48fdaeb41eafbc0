/**
 * What a test run shares: one server and a migrated template.
 */
export type TestCluster = {
  readonly ownerUrl: string;
  /** The name of a migrated, empty database to clone. */
  readonly template: string;
};

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: TestCluster;
  }
}

export function urlOfDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

export function loginOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
