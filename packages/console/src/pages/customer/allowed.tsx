/** Application by application: what the customer allowed it, and what it has received of them. */
import { useQuery } from '@tanstack/react-query';
import { listConsents, listRecipients } from '../../api/customers.ts';
import { Moment } from '../../parts/moment.tsx';
import { Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { currentLanguage, text, textOr } from '../../texts/index.ts';
import { readable } from './attributes.ts';

type Recipients = Awaited<ReturnType<typeof listRecipients>>['items'];
type Consents = Awaited<ReturnType<typeof listConsents>>['items'];

export function Allowed({ customerId }: { readonly customerId: string }) {
  const found = useQuery({
    queryKey: ['customer', customerId, 'applications'],
    async queryFn({ signal }) {
      const [recipients, consents] = await Promise.all([
        listRecipients(customerId, { signal }),
        listConsents(customerId, { signal }),
      ]);
      return { recipients: recipients.items, consents: consents.items };
    },
  });
  return (
    <Card title={text('customer.applications')}>
      <Answer of={found}>
        {({ recipients, consents }) =>
          recipients.length + consents.length === 0 ? (
            <p className="muted">{text('customer.applications.empty')}</p>
          ) : (
            <ul className="rows">
              {together(recipients, consents).map(({ id, name, received, allowed }) => (
                <li key={id}>
                  <span className="row-text">
                    <strong>
                      <bdi>{name}</bdi>
                    </strong>
                    {allowed !== undefined && (
                      <span className="sub">
                        {text('customer.applications.allowed', { what: inWords('scope', allowed.scopes) })}{' '}
                        <Moment at={allowed.granted_at} />
                      </span>
                    )}
                    {received !== undefined && (
                      <span className="sub">
                        {text('customer.applications.received', { what: inWords('claim', received.attributes) })}{' '}
                        <Moment at={received.last_at} />
                      </span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Card>
  );
}

/** Each application once, however it comes up. */
function together(recipients: Recipients, consents: Consents) {
  const ids = new Set([...recipients, ...consents].map(({ application_id }) => application_id));
  return [...ids].map((id) => {
    const received = recipients.find(({ application_id }) => application_id === id);
    const allowed = consents.find(({ application_id }) => application_id === id);
    return { id, name: received?.name ?? allowed?.name ?? id, received, allowed };
  });
}

/** Who somebody is comes first, what programs need comes last. */
const first = ['openid', 'name', 'profile', 'email', 'email_verified', 'locale'];
const last = ['updated_at', 'sub'];
const rank = (name: string): number =>
  first.includes(name) ? first.indexOf(name) : first.length + 1 + last.indexOf(name);

/** Scopes and claims as people call them: the standard ones by our words, others by their own name. */
function inWords(kind: 'scope' | 'claim', names: readonly string[]): string {
  const inOrder = names.toSorted((one, other) => rank(one) - rank(other));
  const words = inOrder.map((name) => textOr(`customer.${kind}.${name}`, readable(name)));
  return new Intl.ListFormat(currentLanguage(), { type: 'unit' }).format([...new Set(words)]);
}
