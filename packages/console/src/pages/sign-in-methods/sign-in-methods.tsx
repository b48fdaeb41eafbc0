/**
 * How customers prove who they are: for the whole business, and where one application is stricter. What somebody will
 * meet stands beside it while it is chosen.
 */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import {
  changeApplicationSettings,
  kindOf,
  listApplications,
  readApplicationSettings,
} from '../../api/applications.ts';
import { type ListedConnection, listAllConnections } from '../../api/connections.ts';
import { useMay } from '../../api/me.ts';
import { changeSettings, readSettings, type Settings } from '../../api/settings.ts';
import { readSmsFigures } from '../../api/sms.ts';
import { Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { chosenOf, type Draft, draftOf } from '../settings/draft.ts';
import { SettingsForm } from '../settings/form.tsx';
import { applicationGroups, businessGroups, chosenIn, policyIn, smsGroup } from './fields.ts';
import { Figures } from './figures.tsx';
import { towards } from './meet.ts';
import { Preview, Warnings } from './preview.tsx';

export function SignInMethods() {
  const { application } = useSearch({ from: '/sign-in-methods' });
  const may = useMay();
  const found = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => readSettings(signal) });
  return (
    <Page title={text('methods.title')} lead={text('methods.lead')}>
      <div className="stack">
        {may('applications:read') && <Scope application={application} />}
        <Answer of={found} lines={10}>
          {({ value, version }) =>
            application === undefined ? (
              <OfBusiness key={version} known={value} version={version} />
            ) : (
              <OfApplication key={application} application={application} business={value} />
            )
          }
        </Answer>
      </div>
    </Page>
  );
}

/** For whom it is set. */
function Scope({ application }: { readonly application: string | undefined }) {
  const go = useNavigate();
  const { data } = useQuery({
    queryKey: ['applications', undefined],
    queryFn: ({ signal }) => listApplications(undefined, signal),
  });
  const people = (data?.items ?? []).filter((application) => kindOf(application) !== 'machine');
  if (people.length === 0 && application === undefined) return null;
  return (
    <NativeSelect
      className="scope-choice"
      label={text('methods.scope')}
      description={text('methods.scope.hint')}
      value={application ?? ''}
      onChange={({ currentTarget: { value } }) =>
        go({ to: '/sign-in-methods', search: value === '' ? {} : { application: value } })
      }
      data={[
        { value: '', label: text('methods.scope.all') },
        ...people.map(({ client_id: id, client_name: name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

/** The connections of the business; undefined while they are not known, none where they are nobody's to see. */
function useConnections(): readonly ListedConnection[] | undefined {
  const may = useMay();
  const mayRead = may('connections:read');
  const { data, isError } = useQuery({
    queryKey: ['connections', 'all'],
    queryFn: ({ signal }) => listAllConnections(signal),
    enabled: mayRead,
  });
  return data ?? (mayRead && !isError ? undefined : []);
}

/** Those of the business, and what the application names of others that are not shown to everybody. */
function choicesAmong(connections: readonly ListedConnection[], named: unknown): (readonly [string, string])[] {
  const known = connections.map(({ connection_id: id, name }) => [id, name] as const);
  const others = Array.isArray(named) ? named.map(String).filter((id) => !known.some(([one]) => one === id)) : [];
  return [...known, ...others.map((id) => [id, id] as const)];
}

const isActive = ({ state }: ListedConnection) => state === 'active';

type BusinessProps = { readonly known: Settings; readonly version: string | undefined };

function OfBusiness({ known, version }: BusinessProps) {
  const may = useMay();
  const figures = useQuery({ queryKey: ['sms-figures'], queryFn: ({ signal }) => readSmsFigures(signal) });
  const usual = draftOf(businessGroups, known.defaults);
  const hasConnections = useConnections()?.some(isActive) ?? false;
  const policyAt = (draft: Draft) => policyIn(draft, usual, { canSend: figures.data?.available, hasConnections });
  return (
    <SettingsForm
      groups={businessGroups}
      set={known.settings}
      usual={known.defaults}
      mayChange={may('settings:write')}
      save={(patch) => changeSettings(patch, version)}
      beside={(draft) => <Preview policy={policyAt(draft)} />}
      caution={(draft) => <Warnings policy={policyAt(draft)} />}
      below={(group) => group === smsGroup && <Answer of={figures}>{(value) => <Figures figures={value} />}</Answer>}
    />
  );
}

type ApplicationProps = { readonly application: string; readonly business: Settings };

function OfApplication({ application, business }: ApplicationProps) {
  const may = useMay();
  const found = useQuery({
    queryKey: ['settings', application],
    queryFn: ({ signal }) => readApplicationSettings(application, signal),
  });
  const usual = draftOf(businessGroups, business.defaults);
  const connections = useConnections();
  const policyAt = (draft: Draft) => {
    const chosen = chosenOf(draft['signIn.connections'] ?? '');
    const offered = connections?.filter(({ connection_id: id }) => chosen?.includes(id) !== false);
    const hasConnections = offered?.some(isActive) ?? false;
    const ofBusiness = draftOf(businessGroups, business.settings);
    return towards(policyIn(ofBusiness, usual, { canSend: undefined, hasConnections }), chosenIn(draft));
  };
  if (connections === undefined) return null;
  return (
    <Answer of={found} lines={8}>
      {({ value, version }) => (
        <SettingsForm
          key={version}
          groups={applicationGroups(choicesAmong(connections, value.settings['signIn']?.['connections']))}
          set={value.settings}
          usual={business.settings}
          empty="methods.as-all"
          mayChange={may('applications:write')}
          save={(patch) => changeApplicationSettings(application, version, patch)}
          beside={(draft) => <Preview policy={policyAt(draft)} />}
          caution={(draft) => <Warnings policy={policyAt(draft)} />}
        />
      )}
    </Answer>
  );
}
