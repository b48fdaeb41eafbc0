/** Adds a customer. Staff never choose a password: whoever is to have the account does, behind a link mailed to them. */
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { createCustomer } from '../../api/customers.ts';
import { errorAt } from '../../api/problem.ts';
import { BackArrow, Card, Notice, Page } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { currentLanguage, languages, text } from '../../texts/index.ts';
import { useAttributes } from '../customer/attributes.ts';
import { type AttributeDraft, valuesOf, writable } from './draft.ts';
import { ProfileFields } from './profile-fields.tsx';
import { type Sending, SendingChoice } from './sending-choice.tsx';

export function NewCustomer() {
  const [email, setEmail] = useState('');
  const [isVerified, setVerified] = useState(false);
  const [externalId, setExternalId] = useState('');
  const [locale, setLocale] = useState('');
  const [send, setSend] = useState<Sending>('password_link');
  const [draft, setDraft] = useState<AttributeDraft>({});
  const attributes = useAttributes();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: createCustomer,
    async onSuccess({ customer_id: customerId }) {
      await queries.invalidateQueries({ queryKey: ['customers'] });
      tell(text(send === 'nothing' ? 'customer.new.created' : 'customer.new.created.mailed'));
      await navigate({ to: '/customers/$customerId', params: { customerId } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({
      email: email.trim(),
      email_verified: isVerified,
      external_id: externalId.trim() === '' ? null : externalId.trim(),
      attributes: valuesOf(writable(attributes.data ?? []), draft),
      send,
      ...(locale === '' ? {} : { locale }),
    });
  };
  const names = new Intl.DisplayNames([currentLanguage()], { type: 'language', fallback: 'code' });
  return (
    <Page
      title={text('customer.new.title')}
      lead={text('customer.new.lead')}
      back={
        <Link to="/customers" className="back">
          <BackArrow />
          {text('customer.back')}
        </Link>
      }
    >
      <form className="stack measure" onSubmit={submit}>
        {add.error !== null && <Notice tone="bad">{sentenceOf(add.error)}</Notice>}
        <Card title={text('customer.new.account')}>
          <div className="form">
            <TextInput
              label={text('customer.new.email')}
              type="email"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              error={errorAt(add.error, '/email')}
              maxLength={320}
              required
              withAsterisk={false}
              autoComplete="off"
              spellCheck={false}
            />
            <Checkbox
              label={text('customer.new.verified')}
              description={text('customer.new.verified.hint')}
              checked={isVerified}
              onChange={(event) => setVerified(event.currentTarget.checked)}
            />
            <TextInput
              label={text('customer.new.external-id')}
              description={text('customer.new.external-id.hint')}
              value={externalId}
              onChange={(event) => setExternalId(event.currentTarget.value)}
              error={errorAt(add.error, '/external_id')}
              maxLength={255}
              autoComplete="off"
              spellCheck={false}
            />
            <NativeSelect
              label={text('customer.new.locale')}
              description={text('customer.new.locale.hint')}
              value={locale}
              onChange={(event) => setLocale(event.currentTarget.value)}
              data={[
                { value: '', label: text('customer.new.locale.usual') },
                ...languages.map((value) => ({ value, label: names.of(value) ?? value })),
              ]}
            />
          </div>
        </Card>
        <ProfileFields attributes={attributes} draft={draft} error={add.error} change={setDraft} />
        <Card>
          <SendingChoice value={send} choose={setSend} />
        </Card>
        <div className="form-end">
          <Button type="submit" loading={add.isPending}>
            {text('customer.new.create')}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/customers" {...props} />}>
            {text('common.cancel')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
