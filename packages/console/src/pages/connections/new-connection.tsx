/** Adds a connection: first which provider, then only what that one needs. It is off until somebody tested it. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { addConnection, type Preset } from '../../api/connections.ts';
import { useMe } from '../../api/me.ts';
import { errorAt } from '../../api/problem.ts';
import { Code } from '../../parts/copy.tsx';
import { BackArrow, Notice, Page } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { ConnectionField } from './connection-field.tsx';
import { draftOf, type FieldName, newOf, oneDirectory, pointerOf } from './draft.ts';
import { WhereToMake } from './names.tsx';
import { PresetChoice } from './preset-choice.tsx';
import { presetNames } from './preset-names.ts';
import { kindOf } from './presets.ts';

export function NewConnection() {
  const { preset } = useSearch({ from: '/connections/new' });
  return (
    <Page
      title={
        preset === undefined ? text('connection.new.title') : text('connection.new.of', { name: presetNames[preset] })
      }
      lead={text(preset === undefined ? 'connection.new.lead' : `connection.about.${preset}`)}
      back={
        preset === undefined ? (
          <Link to="/connections" className="back">
            <BackArrow />
            {text('connections.title')}
          </Link>
        ) : (
          <Link to="/connections/new" search={{}} className="back">
            <BackArrow />
            {text('connection.new.other')}
          </Link>
        )
      }
    >
      {preset === undefined ? <PresetChoice /> : <Form key={preset} preset={preset} />}
    </Page>
  );
}

/** What the address of its callback begins with, for a start; whoever adds a second one says another. */
const suggested: Readonly<Partial<Record<Preset, string>>> = { x: 'x-com', openid: '', oauth2: '' };

function Form({ preset }: { readonly preset: Preset }) {
  const { fields, required } = kindOf(preset);
  const isOwn = kindOf(preset).vendor === null;
  const [id, setId] = useState(suggested[preset] ?? preset);
  const [draft, setDraft] = useState(() => ({
    ...draftOf({ token_endpoint_auth_method: 'client_secret_basic' }),
    name: isOwn ? '' : presetNames[preset],
  }));
  const origin = useMe().data?.tenant.origin ?? location.origin;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: () => addConnection(newOf(preset, id, draft, [...fields, 'client_secret'])),
    async onSuccess({ connection_id: connectionId }) {
      await queries.invalidateQueries({ queryKey: ['connections'] });
      tell(text('connection.created'));
      await navigate({ to: '/connections/$connectionId', params: { connectionId } });
    },
  });
  const hasSecret = draft.token_endpoint_auth_method !== 'none';
  const isAsked = (name: FieldName) => name !== 'microsoft_directory' || draft.microsoft_tenant === oneDirectory;
  const field = (name: FieldName, isRequired: boolean) => (
    <ConnectionField
      key={name}
      name={name}
      draft={draft}
      isRequired={isRequired}
      isLong={name === 'client_secret' && preset === 'apple'}
      {...(name === 'client_secret' && preset === 'apple' ? { hint: text('connection.secret.apple') } : {})}
      error={errorAt(add.error, pointerOf(name))}
      change={(value) => setDraft({ ...draft, [name]: value })}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <form className="form measure" onSubmit={submit}>
      {add.error !== null && <Notice tone="bad">{sentenceOf(add.error)}</Notice>}
      <section className="card form">
        <h2>{text('connection.step.names')}</h2>
        {field('name', true)}
        <TextInput
          label={text('connection.id')}
          description={text('connection.id.hint')}
          value={id}
          onChange={(event) => setId(event.currentTarget.value.toLowerCase())}
          error={errorAt(add.error, '/connection_id')}
          pattern="[a-z0-9][a-z0-9\-]{1,39}"
          maxLength={40}
          required
          withAsterisk={false}
          autoComplete="off"
          spellCheck={false}
        />
      </section>
      <section className="card form">
        <div>
          <h2>{text('connection.step.vendor')}</h2>
          <WhereToMake preset={preset} />
        </div>
        <p>{text(`connection.redirect.${preset}`)}</p>
        <Code code={`${origin}/sign-in/with/${id.trim() || '…'}/callback`} name={text('connection.redirect')} />
      </section>
      <section className="card form">
        <h2>{text('connection.step.given')}</h2>
        {fields.filter((name) => isAsked(name) && required.includes(name)).map((name) => field(name, true))}
        {field('client_id', true)}
        {fields
          .filter((name) => isAsked(name) && !required.includes(name))
          .map((name) => field(name, name === 'microsoft_directory'))}
        {hasSecret && field('client_secret', true)}
      </section>
      <div className="form-end">
        <Button type="submit" loading={add.isPending}>
          {text('connection.create')}
        </Button>
        <span className="muted small">{text('connection.create.hint')}</span>
      </div>
    </form>
  );
}
