/** Who the customer is: what they are found by, and what the profile schema lets staff see. */
import type { Customer } from '../../api/customers.ts';
import { Copyable } from '../../parts/copy.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Badge, Card, Facts } from '../../parts/page.tsx';
import { currentLanguage, text } from '../../texts/index.ts';
import { attributeLabel } from './attributes.ts';

export function Identity({ customer }: { readonly customer: Customer }) {
  const { email, phone_number: phone, username, external_id: externalId } = customer;
  const found = (value: string, isVerified: boolean | undefined) => (
    <>
      <bdi>{value}</bdi> {isVerified !== undefined && <Verified is={isVerified} />}
    </>
  );
  return (
    <Card title={text('customer.identifiers')}>
      <Facts
        rows={[
          email === null ? undefined : [text('customer.identifier.email'), found(email, customer.email_verified)],
          phone === null ? undefined : [text('customer.identifier.phone'), found(phone, customer.phone_verified)],
          username === null ? undefined : [text('customer.identifier.username'), found(username, undefined)],
          externalId === null ? undefined : [text('customer.identifier.external_id'), found(externalId, undefined)],
          [text('customer.id'), <Copyable key="id" value={customer.customer_id} name={text('customer.id')} />],
          [text('customer.created'), <Moment key="created" at={customer.created_at} />],
          [text('customer.password'), <PasswordFact key="password" at={customer.password_set_at} />],
          customer.undeliverable_since === null
            ? undefined
            : [text('customer.undeliverable'), <Moment key="bounce" at={customer.undeliverable_since} />],
          customer.closes_at === null
            ? undefined
            : [text('customer.closes'), <Moment key="closes" at={customer.closes_at} />],
        ]}
      />
    </Card>
  );
}

function Verified({ is }: { readonly is: boolean }) {
  return <Badge tone={is ? 'good' : 'quiet'}>{text(is ? 'customer.verified' : 'customer.unverified')}</Badge>;
}

function PasswordFact({ at }: { readonly at: string | null }) {
  return at === null ? text('customer.password.none') : <Moment at={at} />;
}

export function Profile({ customer }: { readonly customer: Customer }) {
  const rows = Object.entries(customer.attributes);
  const labels = customer.attribute_labels;
  const language = new Intl.DisplayNames([currentLanguage()], { type: 'language', fallback: 'code' });
  return (
    <Card title={text('customer.profile')}>
      <Facts
        rows={[
          ...rows.map(([name, value]): [string, React.ReactNode] => [
            labels[name] ?? attributeLabel(name),
            <Value key={name} value={value} />,
          ]),
          [text('customer.locale'), language.of(customer.locale) ?? customer.locale],
        ]}
      />
    </Card>
  );
}

/** A value as a person reads it. Whatever it holds, it is text: an address in it leads nowhere. */
function Value({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined || value === '') return <>–</>;
  if (typeof value === 'boolean') return text(value ? 'common.yes' : 'common.no');
  return <bdi className="value">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</bdi>;
}
