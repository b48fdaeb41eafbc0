/**
 * Takes the network away from unit tests: a connection anywhere but to this machine throws before a packet leaves.
 * A test that needs another host would pass on one machine and fail on the next.
 */
import net from 'node:net';

type Target = { readonly path?: string | undefined; readonly host?: string | undefined };

/** Whether `host` is this machine by name or address. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    bare === '::1' ||
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare)
  );
}

function targetOf(first: unknown, second: unknown): Target {
  // net.connect() hands its arguments on already normalised, as an array.
  if (Array.isArray(first)) return targetOf(first[0], first[1]);
  if (typeof first === 'object' && first !== null) return first;
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return { host: typeof second === 'string' ? second : undefined };
}

const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (this: net.Socket, ...argumentList: unknown[]) {
  const { path, host } = targetOf(argumentList[0], argumentList[1]);
  if (!path && host && !isLoopback(host)) {
    throw new Error(`A unit test tried to reach ${host}. Unit tests stay on this machine.`);
  }
  return Reflect.apply(connect, this, argumentList);
} as typeof connect;
