/** What of a connection can be changed; nothing is before it was seen side by side with what counts now. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Connection, changeConnection } from '../../api/connections.ts';
import { errorAt } from '../../api/problem.ts';
import { Comparison } from '../../parts/comparison.tsx';
import { Confirm } from '../../parts/dialog.tsx';
import { Card, Notice } from '../../parts/page.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { Claims } from './claims.tsx';
import { ConnectionField, valueInWords } from './connection-field.tsx';
import { differences, draftOf, type FieldName, leadsElsewhere, oneDirectory, patchOf, pointerOf } from './draft.ts';
import { EmailAuthority } from './email-authority.tsx';
import { fieldsToChange, kindOf } from './presets.ts';

type Props = {
  readonly connection: Connection;
  readonly version: string | undefined;
  readonly mayChange: boolean;
};

export function SettingsOfConnection({ connection, version, mayChange }: Props) {
  const { connection_id: id, preset } = connection;
  const former = draftOf(connection);
  const [draft, setDraft] = useState(former);
  const [isConfirming, setConfirming] = useState(false);
  const [error, setError] = useState<unknown>();
  const queries = useQueryClient();
  const changes = differences(former, draft);
  const needsSecret = leadsElsewhere(changes) && draft.token_endpoint_auth_method !== 'none';
  const { isForCompanies } = kindOf(preset);

  async function save() {
    try {
      await changeConnection(id, version, patchOf(changes, draft));
    } catch (refused) {
      setError(refused);
      throw refused;
    }
    tell(text('common.saved'));
    await queries.invalidateQueries({ queryKey: ['connections'] });
    await queries.invalidateQueries({ queryKey: ['connection', id] });
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setConfirming(true);
  };
  const field = (name: FieldName) => (
    <ConnectionField
      key={name}
      name={name}
      draft={draft}
      isFixed={!mayChange}
      isRequired={name === 'name' || name === 'client_id' || (name === 'client_secret' && needsSecret)}
      isLong={name === 'client_secret' && preset === 'apple'}
      {...(name === 'client_secret' ? secretHint(connection, needsSecret) : {})}
      error={errorAt(error, pointerOf(name))}
      change={(value) => setDraft({ ...draft, [name]: value })}
    />
  );
  const ofProvider = fieldsToChange(preset).filter(
    (name) => name !== 'microsoft_directory' || draft.microsoft_tenant === oneDirectory,
  );
  const hasSecret = draft.token_endpoint_auth_method !== 'none';
  return (
    <form className="stack" onSubmit={submit}>
      <Card title={text('connection.settings')}>
        <div className="settings">
          {(['name', 'order'] as const).map(field)}
          {field('sign_up')}
          {isForCompanies && field('domain_sign_in')}
        </div>
      </Card>
      <Card title={text('connection.addresses')} lead={text('connection.addresses.lead')}>
        <EmailAuthority
          preset={preset}
          name={draft.name}
          value={draft.email_is_authoritative}
          isFixed={!mayChange}
          choose={(value) => setDraft({ ...draft, email_is_authoritative: value })}
        />
      </Card>
      <Card title={text('connection.profile')} lead={text('connection.profile.lead')}>
        <Claims
          claims={draft.claims}
          error={errorAt(error, '/claims')}
          isFixed={!mayChange}
          change={(claims) => setDraft({ ...draft, claims })}
        />
      </Card>
      <Card title={text('connection.client')} lead={text('connection.client.lead')}>
        <div className="settings">
          {field('client_id')}
          {ofProvider.map(field)}
          {hasSecret && mayChange && field('client_secret')}
          {field('scope')}
          {field('keeps_tokens')}
        </div>
        {needsSecret && draft.client_secret === '' && <Notice>{text('connection.secret.anew')}</Notice>}
      </Card>
      {mayChange && (
        <div className={changes.length > 0 ? 'form-end sticky-end changed' : 'form-end'}>
          <Button type="submit" disabled={changes.length === 0}>
            {text('settings.review')}
          </Button>
          {changes.length > 0 && (
            <Button variant="subtle" onClick={() => setDraft(former)}>
              {text('settings.discard')}
            </Button>
          )}
        </div>
      )}
      <Confirm
        isOpen={isConfirming}
        close={() => setConfirming(false)}
        title={text('settings.review.title')}
        action={text('common.save')}
        confirm={save}
      >
        {leadsElsewhere(changes) && <Notice>{text('connection.elsewhere')}</Notice>}
        <Comparison
          rows={changes.map(({ field: name, before, after }) => ({
            key: name,
            name: text(name === 'claims' ? 'connection.claims' : `connection.field.${name}`),
            before: valueInWords(name, before) || text('settings.unset'),
            after: valueInWords(name, after) || text('settings.unset'),
          }))}
        />
      </Confirm>
    </form>
  );
}

function secretHint({ preset, has_client_secret: isKept }: Connection, isNeeded: boolean): { hint: string } {
  if (isKept && !isNeeded) return { hint: text('connection.secret.leave') };
  return { hint: text(preset === 'apple' ? 'connection.secret.apple' : 'connection.field.client_secret.hint') };
}
