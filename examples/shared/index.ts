/** What the two example applications have in common. To add sign-in to your own, read sign-in.ts first. */
export { type Application, type Context, openApplication } from './application.ts';
export { type Html, html, markup } from './html.ts';
export { nameOf } from './layout.ts';
export { serveFile } from './serve-file.ts';
export type { Person } from './visits.ts';
