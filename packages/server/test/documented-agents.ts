/** A house that takes documents, a host of them on this machine, and a customer who is signed in. */
import { signUp } from '../attacks/signed-in.ts';
import { allow, createAgent } from './agent.ts';
import { agentFetch, letAgents, notes, openNotes, type Said, startDocumentHost } from './agent-world.ts';
import { startTestHouse } from './house.ts';
import { follow } from './relying-party.ts';

export type Documented = Awaited<ReturnType<typeof openDocumented>>;

export async function openDocumented() {
  const [house, documents] = await Promise.all([startTestHouse(), startDocumentHost()]);
  await openNotes(house);
  const anna = await signUp(house, 'anna@example.com');
  let paths = 0;
  const freshPath = () => {
    paths += 1;
    return `/agents/${paths}.json`;
  };
  const agentOf = (document: string) =>
    createAgent({ fetch: agentFetch(house), redirectUri: `${documents.origin}/callback`, document });

  return {
    house,
    documents,
    anna,
    freshPath,

    /** Takes documents again, and forgets what was spent. */
    async afresh(): Promise<void> {
      await letAgents(house, { metadataDocuments: 'on' });
      await house.sql('delete from budgets');
    },

    /** Puts a document at a path of its own; its address. */
    publish: (said: Said = {}, headers: Readonly<Record<string, string>> = {}): string =>
      documents.publish(freshPath(), said, headers),

    /** A request of this client, as the browser of somebody who is signed in sends it. */
    ask: (clientId: string, change: Record<string, string> = {}, visitor = anna) =>
      visitor
        .request(
          `/oauth/authorize?${new URLSearchParams({
            response_type: 'code',
            client_id: clientId,
            redirect_uri: `${documents.origin}/callback`,
            code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
            code_challenge_method: 'S256',
            resource: notes,
            scope: 'notes:read',
            ...change,
          })}`,
        )
        .then((answer) => follow(house, visitor, answer)),

    async row(clientId: string) {
      const [found] = await house.sql<{ state: string; made_by: string; name: string }>(
        'select state, made_by, name from applications where application_id = $1',
        [clientId],
      );
      return found;
    },

    /** Makes what was read too old, by this much. */
    expire: (clientId: string, more = '0') =>
      house.sql(
        `update client_documents set fresh_until = now() - $2::interval - interval '1 second'
         where application_id = $1`,
        [clientId, more],
      ),

    /** An agent that is allowed in, with its tokens. */
    async signedIn(document: string) {
      const agent = agentOf(document);
      const errand = await agent.begin(notes);
      const { location } = await allow(anna, house.origin, errand.address);
      return { agent, errand, tokens: await agent.redeem(errand, location) };
    },

    async stop(): Promise<void> {
      await house.stop();
      await documents.stop();
    },
  };
}
