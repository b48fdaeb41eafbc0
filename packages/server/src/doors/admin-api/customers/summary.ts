/** A customer of a list as the API answers it. */
import type { CustomerSummary } from '../../../rooms/directory/index.ts';

export function toSummary(customer: CustomerSummary) {
  return {
    customer_id: customer.customerId,
    state: customer.state,
    email: customer.email,
    email_verified: customer.isEmailVerified,
    phone_number: customer.phoneNumber,
    username: customer.username,
    external_id: customer.externalId,
    name: customer.name,
    masked: customer.isMasked,
    created_at: customer.createdAt.toISOString(),
    updated_at: customer.updatedAt.toISOString(),
  };
}
