/** A real name server on loopback for tests: it answers questions for text records from a table. */
import DNS from 'dns2';

export type DnsServer = {
  /** `address:port`, as a resolver takes it. */
  readonly address: string;
  readonly records: Map<string, readonly string[]>;
  stop(): Promise<void>;
};

/** Starts one; what is not in the table does not exist. */
export async function startDnsServer(table: Readonly<Record<string, readonly string[]>>): Promise<DnsServer> {
  const records = new Map(Object.entries(table));
  const server = DNS.createServer({
    udp: true,
    handle: (request, send) => {
      const response = DNS.Packet.createResponseFromRequest(request);
      const [question] = request.questions;
      const found = records.get(question?.name ?? '');
      if (found === undefined) response.header.rcode = 3; // NXDOMAIN
      for (const text of found ?? []) {
        // As zones hold them: in parts of 255 characters at most.
        const data = text.match(/.{1,200}/g) ?? [''];
        const { TYPE, CLASS, Resource } = DNS.Packet;
        const place = { name: question?.name ?? '', type: TYPE.TXT, class: CLASS.IN, ttl: 60 };
        response.answers.push(Object.assign(new Resource(), place, { data }));
      }
      send(response);
    },
  });
  const { udp } = await server.listen({ udp: { port: 0, address: '127.0.0.1' } });
  return {
    address: `127.0.0.1:${udp?.port}`,
    records,
    stop: async () => {
      await server.close();
    },
  };
}
