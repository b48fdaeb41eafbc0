/**
 * What the rows share: the real product in processes of its own, and what CPU they have used.
 */
import { ownerUrlOf, postmasterOf } from '../prove/product/postgres.ts';
import { type Product, startProduct } from '../prove/product/product.ts';
import { addUp, cpuOf, cpuOfFamily } from './cpu.ts';

export type Stage = {
  readonly product: Product;
  /** CPU milliseconds of the server and PostgreSQL together. */
  productCpu(): number | null;
  /** How the owner reaches another database of the same PostgreSQL. */
  ownerUrl(database: string): string;
  close(): Promise<void>;
};

export async function openStage(): Promise<Stage> {
  const product = await startProduct();
  const postmaster = postmasterOf(product.folders.cluster) ?? 0;
  return {
    product,
    productCpu: () => addUp(cpuOf(product.serverProcessId()), cpuOfFamily(postmaster)),
    ownerUrl: (database) => ownerUrlOf(product.folders.cluster, database),
    close: () => product.remove(),
  };
}
