/** First step: what customers see, with the real sign-in page beside it. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type Branding, changeBranding, readBranding } from '../../api/branding.ts';
import { type Me, meKey, useMay, useMe } from '../../api/me.ts';
import { errorAt } from '../../api/problem.ts';
import { renameTenant } from '../../api/tenant.ts';
import { ColourChoice, suggestedAccents } from '../../parts/colour-choice.tsx';
import { Card, Notice } from '../../parts/page.tsx';
import { PagePreview } from '../../parts/preview.tsx';
import { Answer, sentenceOf } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';

export function LookStep() {
  const found = useQuery({ queryKey: ['branding'], queryFn: ({ signal }) => readBranding(null, signal) });
  const tenant = useMe().data?.tenant;
  return (
    <Answer of={found}>
      {(branding) => tenant !== undefined && <Look tenant={tenant} known={branding.value.branding} />}
    </Answer>
  );
}

type LookProps = { readonly tenant: Me['tenant']; readonly known: Branding };

function Look({ tenant, known }: LookProps) {
  const [name, setName] = useState(tenant.name);
  const may = useMay();
  const [accent, setAccent] = useState(known.accent ?? suggestedAccents[0]);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const branding = { ...known, accent };
  const save = useMutation({
    async mutationFn() {
      if (name !== tenant.name) await renameTenant(tenant.tenant_id, name);
      // The name is of the same version, so what was read before it is outdated now.
      if (accent !== known.accent) await changeBranding(null, branding, (await readBranding(null)).version);
    },
    async onSuccess() {
      await Promise.all([
        queries.invalidateQueries({ queryKey: meKey }),
        queries.invalidateQueries({ queryKey: ['branding'] }),
      ]);
      await navigate({ to: '/first-run', search: { step: 'application' } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <div className="columns">
      <Card title={text('first-run.look.title')} lead={text('first-run.look.lead')}>
        <form className="form" onSubmit={submit}>
          {save.error !== null && <Notice tone="bad">{sentenceOf(save.error)}</Notice>}
          <TextInput
            label={text('first-run.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={errorAt(save.error, '/name')}
            maxLength={80}
            disabled={!may('tenants:write')}
            required
            withAsterisk={false}
            autoComplete="organization"
          />
          <ColourChoice
            label={text('first-run.accent')}
            hint={text('first-run.accent.hint')}
            value={accent}
            choose={setAccent}
          />
          <div className="form-end">
            <Button type="submit" loading={save.isPending}>
              {text('first-run.continue')}
            </Button>
            <Button variant="subtle" renderRoot={(props: object) => <Link to="/" {...props} />}>
              {text('first-run.later')}
            </Button>
          </div>
        </form>
      </Card>
      <PagePreview title={text('first-run.preview')} wish={{ page: 'sign-in', branding }} />
    </div>
  );
}
