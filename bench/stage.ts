/**
 * What the rows share: the real product in processes of its own, and what CPU they have used.
 */
import { connectionSecret } from '../prove/product/connection.ts';
import { ownerUrlOf, postmasterOf } from '../prove/product/postgres.ts';
import { type Product, startProduct } from '../prove/product/product.ts';
import { addUp, cpuOf, cpuOfFamily } from './cpu.ts';

export type Stage = {
  readonly product: Product;
  /** How many people a row has, unless it says otherwise: more than are under way at once. */
  readonly people: number;
  /** CPU milliseconds of the server and PostgreSQL together. */
  productCpu(): number | null;
  /** How the owner reaches another database of the same PostgreSQL. */
  ownerUrl(database: string): string;
  /**
   * Another product, in development, which may be connected with providers on this machine: started when it is first
   * asked for, and the same for every row.
   */
  inDevelopment(): Promise<Stage>;
  close(): Promise<void>;
};

export async function openStage(people: number): Promise<Stage> {
  let development: Promise<Stage> | undefined;
  const stage = toStage(await startProduct(), people);
  return {
    ...stage,
    inDevelopment() {
      development ??= startProduct(connectionSecret, { isDevelopment: true }).then((other) => toStage(other, people));
      return development;
    },
    async close() {
      const other = await development?.catch(() => undefined);
      await other?.close();
      await stage.close();
    },
  };
}

function toStage(product: Product, people: number): Stage {
  const postmaster = postmasterOf(product.folders.cluster) ?? 0;
  const stage: Stage = {
    product,
    people,
    productCpu: () => addUp(cpuOf(product.serverProcessId()), cpuOfFamily(postmaster)),
    ownerUrl: (database) => ownerUrlOf(product.folders.cluster, database),
    inDevelopment: async () => stage,
    close: () => product.remove(),
  };
  return stage;
}
