/** How customers are named wherever they appear: by name, else by what they are found by, else by their id. */

import type { CustomerState, CustomerSummary } from '../../api/customers.ts';
import { Badge, type Tone } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';

export function nameOf(customer: Pick<CustomerSummary, 'name' | 'email' | 'username' | 'customer_id'>): string {
  return customer.name ?? customer.email ?? customer.username ?? customer.customer_id;
}

const tones: Readonly<Record<CustomerState, Tone>> = {
  active: 'good',
  disabled: 'bad',
  closing: 'accent',
  closed: 'quiet',
};

export function StateBadge({ state }: { readonly state: CustomerState }) {
  return <Badge tone={tones[state]}>{text(`customers.state.${state}`)}</Badge>;
}
