/** The apps on phones that belong to an application: passkeys and links of its host work in them. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Application } from '../../api/applications.ts';
import { errorAt } from '../../api/problem.ts';
import { Icon } from '../../parts/icon.tsx';
import { Card, Notice } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { type AndroidApp, saidApps, typedApps, withAnother } from './phone-apps.ts';
import { useChange } from './use-change.ts';

type Props = { readonly application: Application; readonly version: string | undefined };

export function PhoneAppsForm({ application, version }: Props) {
  const [apps, setApps] = useState(() => typedApps(application));
  const change = useChange(application, version);
  const errorIn = (...pointers: readonly string[]) =>
    pointers.map((pointer) => errorAt(change.error, pointer)).find((found) => found !== undefined);
  const put = (key: number, part: Partial<AndroidApp>) =>
    setApps({ ...apps, android: apps.android.map((app) => (app.key === key ? { ...app, ...part } : app)) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(saidApps(apps));
  };
  return (
    <Card title={text('application.phones')} lead={text('application.phones.lead')}>
      <form className="form" onSubmit={submit}>
        {change.error !== null && <Notice tone="bad">{sentenceOf(change.error)}</Notice>}
        <h3>iOS</h3>
        <TextInput
          label={text('application.ios.team')}
          description={text('application.ios.team.hint')}
          value={apps.team}
          onChange={(event) => setApps({ ...apps, team: event.currentTarget.value })}
          error={errorIn('/ios/team_id', '/ios')}
          maxLength={10}
          autoComplete="off"
          spellCheck={false}
        />
        <Textarea
          label={text('application.ios.bundles')}
          description={text('application.ios.bundles.hint')}
          value={apps.bundles}
          onChange={(event) => setApps({ ...apps, bundles: event.currentTarget.value })}
          error={errorIn('/ios/bundle_ids', '/ios/bundle_ids/0')}
          placeholder="com.example.shop"
          rows={2}
          spellCheck={false}
        />
        <h3>Android</h3>
        {apps.android.length > 0 && (
          <div className="several-apps">
            {apps.android.map(({ key, name, fingerprints }, at) => (
              <div key={key} className="one-app">
                <TextInput
                  label={text('application.android.package')}
                  value={name}
                  onChange={(event) => put(key, { name: event.currentTarget.value })}
                  error={errorIn(`/android/${at}/package_name`)}
                  placeholder="com.example.shop"
                  maxLength={223}
                  autoComplete="off"
                  spellCheck={false}
                />
                <Textarea
                  label={text('application.android.prints')}
                  description={text('application.android.prints.hint')}
                  value={fingerprints}
                  onChange={(event) => put(key, { fingerprints: event.currentTarget.value })}
                  error={errorIn(
                    `/android/${at}/sha256_cert_fingerprints`,
                    `/android/${at}/sha256_cert_fingerprints/0`,
                    '/android',
                  )}
                  placeholder="14:6D:E9:83:…"
                  rows={3}
                  spellCheck={false}
                />
                <div>
                  <Button
                    size="xs"
                    variant="subtle"
                    onClick={() => setApps({ ...apps, android: apps.android.filter((app) => app.key !== key) })}
                  >
                    {text('application.android.remove')}
                  </Button>
                </div>
              </div>
            ))}
          </div>
        )}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" />}
            onClick={() => setApps(withAnother(apps))}
          >
            {text('application.android.add')}
          </Button>
        </div>
        <div className="form-end">
          <Button type="submit" loading={change.isPending}>
            {text('common.save')}
          </Button>
          <span className="muted small">
            {text('application.guide')} <code>docs/guides/mobile-apps.md</code>
          </span>
        </div>
      </form>
    </Card>
  );
}
