/** As the global `fetch`, with what this package uses of it: tests and proxies put their own in. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;
