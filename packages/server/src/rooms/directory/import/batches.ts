/** Records of a file in batches, each with its number in the file; those that are behind already are passed over. */
import type { Found } from './formats/found.ts';
import type { Numbered } from './prepare-batch.ts';

export async function* inBatches(
  records: AsyncIterable<Found>,
  { behind, size }: { readonly behind: number; readonly size: number },
): AsyncGenerator<readonly Numbered[]> {
  let batch: Numbered[] = [];
  let record = 0;
  for await (const found of records) {
    record += 1;
    if (record <= behind) continue;
    batch.push({ record, found });
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
