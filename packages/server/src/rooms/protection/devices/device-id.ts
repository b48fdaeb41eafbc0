/** The id of a browser in lists and addresses: what its hash begins with, in the form of every other id. */
import { isId } from '../../../foundation/ids/index.ts';

const headBytes = 13;

export const idOfDevice = (deviceHash: Buffer): string => `dev_${deviceHash.subarray(0, headBytes).toString('hex')}`;

/** What the hash begins with; null for what is no such id. */
export function headOf(deviceId: string): Buffer | null {
  if (!isId('device', deviceId)) return null;
  const head = Buffer.from(deviceId.slice('dev_'.length), 'hex');
  return head.length === headBytes ? head : null;
}
