/**
 * What a network address pays with: its own budget, that of its neighbourhood, and a part of its network's, where one is
 * known. Where the address stands for many, a budget of its own pays that is twenty times as wide, and the tenant as a whole.
 */
import { hashSecret } from '../../foundation/ids/index.ts';
import type { Charge } from './budgets.ts';
import { networkKeys } from './network.ts';

export type AddressAction =
  | 'sign-in'
  | 'sign-up'
  | 'code'
  | 'flow'
  | 'sms'
  | 'device-code'
  | 'device-flow'
  | 'registration'
  | 'document'
  | 'sign-out-notice';

type NetworkAction = 'sign-in' | 'sign-up' | 'code';
type TenantAction = NetworkAction | 'flow' | 'sms' | 'device-flow' | 'sign-out-notice';

// One row for a whole provider would be what all its customers wait for; each source keeps to one of these parts.
const partsOfNetwork = 8;

const countsNetwork = (action: AddressAction): action is NetworkAction =>
  action === 'sign-in' || action === 'sign-up' || action === 'code';
// The others are charged to the tenant by whoever asks.
const countsTenant = (action: AddressAction): action is TenantAction =>
  action !== 'device-code' && action !== 'registration' && action !== 'document';

/** `networkOf` names the network (ASN) of an address, or null; `standsForMany` whether it cannot be told whose it is. */
export function createAddressCharges(deps: {
  networkOf(address: string): string | null;
  standsForMany(address: string): boolean;
}) {
  return (address: string, action: AddressAction): Charge[] => {
    const { source, neighbourhood } = networkKeys(address);
    if (deps.standsForMany(address)) {
      const own: Charge = { budget: `${action}.proxy`, key: source };
      return countsTenant(action) ? [own, { budget: `${action}.tenant`, key: 'all' }] : [own];
    }
    const network = countsNetwork(action) ? deps.networkOf(address) : null;
    return [
      { budget: `${action}.source`, key: source },
      { budget: `${action}.neighbourhood`, key: neighbourhood },
      ...(countsNetwork(action) && network !== null
        ? [{ budget: `${action}.network`, key: `${network} ${partOf(source)}` } satisfies Charge]
        : []),
    ];
  };
}

const partOf = (source: string) => (hashSecret(source)[0] ?? 0) % partsOfNetwork;
