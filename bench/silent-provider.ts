/** A provider that is there and does not answer, as one under attack or out of order is met. */
import { createServer, type Socket } from 'node:net';

export type SilentProvider = { readonly issuer: string; stop(): Promise<void> };

/** A provider that takes every connection and never says a word. */
export async function startSilentProvider(): Promise<SilentProvider> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    issuer: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
