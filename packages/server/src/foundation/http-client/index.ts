/**
 * The door to other people's servers: every outgoing request passes the guard behind it.
 */

export { isPublicAddress } from './addresses.ts';
export { guardedFetch } from './guarded-fetch.ts';
export { createHttpClient, type HttpAnswer, type HttpClient, type HttpRequest } from './http-client.ts';
export { createInstallationClient } from './installation-client.ts';
export { createTextRecords, type TextRecords } from './text-records.ts';
