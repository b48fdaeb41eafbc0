/**
 * What the doors that speak JSON share: reading bodies, refusing, cursors, calls that are repeated, and the document of
 * them all. It serves no address of its own but the document's.
 */
export { type CursorPlace, openCursor, sealCursor } from './cursor.ts';
export { type JsonScopeDependencies, localeOf, openJsonScope } from './open-scope.ts';
export { placeView } from './place.ts';
export { readGiven } from './read-given.ts';
export { readJson } from './read-json.ts';
export { registerReference } from './reference.ts';
export { type DocumentedRoute, methodsByPath, type RouteShape, toRouterPath } from './route.ts';
export { runOnce } from './run-once.ts';
