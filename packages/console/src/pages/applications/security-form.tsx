/** How an application proves itself and what its requests are held to; a profile fills in what it asks for. */
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Application } from '../../api/applications.ts';
import { noCertificates, readCertificateSupport } from '../../api/certificates.ts';
import { errorAt } from '../../api/problem.ts';
import { Card, Notice } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { CertificateName } from './certificate-name.tsx';
import { hasKeys, methodsFor, type Security, saidSecurity, securityOf, signings, underProfile } from './security.ts';
import { useChange } from './use-change.ts';

type Props = {
  readonly application: Application;
  readonly version: string | undefined;
  readonly isSentTo: boolean;
};

export function SecurityForm({ application, version, isSentTo }: Props) {
  const [security, setSecurity] = useState(() => securityOf(application));
  const change = useChange(application, version);
  const put = (part: Partial<Security>) => setSecurity({ ...security, ...part });
  const isHeld = security.profile === 'fapi2';
  const support = useQuery({ queryKey: ['certificates'], queryFn: ({ signal }) => readCertificateSupport(signal) });
  const certificates = support.data ?? noCertificates;
  const methods = methodsFor(security, certificates.methods);
  const handedIn = application.jwks !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(saidSecurity(security, isSentTo));
  };
  return (
    <Card title={text('application.security')} lead={text('application.security.lead')}>
      <form className="form" onSubmit={submit}>
        {change.error !== null && <Notice tone="bad">{sentenceOf(change.error)}</Notice>}
        <div className="settings">
          <NativeSelect
            className="setting"
            label={text('application.profile')}
            description={text('application.profile.hint')}
            value={security.profile}
            onChange={(event) =>
              setSecurity(underProfile(security, event.currentTarget.value === 'fapi2' ? 'fapi2' : ''))
            }
            error={errorAt(change.error, '/profile')}
            data={[
              { value: '', label: text('application.profile.usual') },
              { value: 'fapi2', label: 'FAPI 2.0 Security Profile' },
            ]}
          />
          <NativeSelect
            className="setting"
            label={text('application.proof')}
            description={text('application.proof.hint')}
            value={security.method}
            disabled={methods.length === 1}
            onChange={({ currentTarget: { value } }) =>
              put({ method: methods.find((method) => method === value) ?? security.method })
            }
            error={errorAt(change.error, '/token_endpoint_auth_method')}
            data={methods.map((method) => ({ value: method, label: text(`application.proof.${method}`) }))}
          />
          {security.method === 'tls_client_auth' && (
            <CertificateName security={security} put={put} error={change.error} />
          )}
          {isSentTo && (
            <NativeSelect
              className="setting"
              label={text('application.signing')}
              description={text('application.signing.hint')}
              value={security.signing}
              onChange={({ currentTarget: { value } }) =>
                put({ signing: signings.find((signing) => signing === value) ?? '' })
              }
              error={errorAt(change.error, '/request_object_signing_alg')}
              data={[
                { value: '', label: text('application.signing.none') },
                ...signings.map((signing) => ({ value: signing, label: signing })),
              ]}
            />
          )}
          {hasKeys(security) && (
            <TextInput
              className="setting"
              label={text('application.keys')}
              description={text(handedIn ? 'application.keys.kept' : 'application.keys.hint')}
              value={security.keys}
              onChange={(event) => put({ keys: event.currentTarget.value })}
              error={errorAt(change.error, '/jwks_uri') ?? errorAt(change.error, '/jwks')}
              type="url"
              placeholder="https://bank.example/jwks"
              required={!handedIn}
              withAsterisk={false}
            />
          )}
        </div>
        {isSentTo && security.signing !== '' && (
          <Checkbox
            label={text('application.signing.must')}
            description={text('application.signing.must.hint')}
            checked={security.mustSign}
            onChange={(event) => put({ mustSign: event.currentTarget.checked })}
          />
        )}
        {isSentTo && (
          <Checkbox
            label={text('application.pushes')}
            description={text('application.pushes.hint')}
            checked={security.pushes}
            disabled={isHeld}
            onChange={(event) => put({ pushes: event.currentTarget.checked })}
          />
        )}
        <Checkbox
          label={text('application.binds')}
          description={text('application.binds.hint')}
          checked={security.bindsTokens}
          disabled={isHeld && !security.bindsToCertificate}
          onChange={({ currentTarget: { checked } }) =>
            put({ bindsTokens: checked, bindsToCertificate: security.bindsToCertificate && !checked })
          }
        />
        {(certificates.binds || security.bindsToCertificate) && (
          <Checkbox
            label={text('application.binds.certificate')}
            description={text('application.binds.certificate.hint')}
            checked={security.bindsToCertificate}
            disabled={isHeld && !security.bindsTokens}
            onChange={({ currentTarget: { checked } }) =>
              put({ bindsToCertificate: checked, bindsTokens: security.bindsTokens && !checked })
            }
            error={errorAt(change.error, '/tls_client_certificate_bound_access_tokens')}
          />
        )}
        <div className="form-end">
          <Button type="submit" loading={change.isPending}>
            {text('common.save')}
          </Button>
          <span className="muted small">
            {text('application.guide')} <code>docs/guides/security-profiles.md</code>
          </span>
        </div>
      </form>
    </Card>
  );
}
