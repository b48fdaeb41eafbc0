/** Sends each connection to the next node in turn, and on to the one after it where nobody answers. */
import { connect, createServer, type Socket } from 'node:net';

export type Balancer = { readonly port: number; close(): Promise<void> };

export async function startBalancer(port: number, nodes: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };

  function pass(client: Socket, first: number, tries: number): void {
    const port = nodes[(first + tries) % nodes.length];
    if (port === undefined || tries >= nodes.length) return void client.destroy();
    const node = connect(port, '127.0.0.1');
    let isThrough = false;
    node.once('connect', () => {
      isThrough = true;
      client.pipe(node).pipe(client);
    });
    node.once('error', () => (isThrough ? client.destroy() : pass(client, first, tries + 1)));
    node.once('close', () => isThrough && client.destroy());
    client.once('close', () => node.destroy());
    keep(node);
  }

  const server = createServer((client) => {
    keep(client);
    turn += 1;
    pass(client, turn, 0);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
