/** How a connection's state is named wherever it appears, and where its guide is. */
import type { Connection, Preset } from '../../api/connections.ts';
import { Badge } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';
import { presetNames } from './preset-names.ts';
import { kindOf } from './presets.ts';

export function ConnectionState({ state }: Pick<Connection, 'state'>) {
  return <Badge tone={state === 'active' ? 'good' : 'bad'}>{text(`connection.state.${state}`)}</Badge>;
}

/** The first letter, in place of a picture that is somebody else's mark. */
export function PresetMark({ preset }: { readonly preset: Preset }) {
  return (
    <span className="avatar" aria-hidden="true">
      {presetNames[preset].charAt(0)}
    </span>
  );
}

/** Where the client is made, and which page of the guide goes through it. */
export function WhereToMake({ preset }: { readonly preset: Preset }) {
  const { vendor } = kindOf(preset);
  return (
    <p className="muted small">
      {vendor !== null && (
        <>
          <a href={vendor} target="_blank" rel="noreferrer">
            {text('connection.vendor.open', { name: presetNames[preset] })}
          </a>
          {' · '}
        </>
      )}
      {text('connection.guide')} <code>docs/guides/connections.md</code>
    </p>
  );
}
