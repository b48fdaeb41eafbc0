/** Roles to choose from, each with a sentence. What the person does not hold is refused by the server. */
import { Checkbox } from '@mantine/core';
import type { Role } from '../../api/administrators.ts';
import { text } from '../../texts/index.ts';

const roles = [
  'owner',
  'security',
  'support',
  'developer',
  'auditor',
  'privacy-officer',
  'marketing',
  'read-only',
] as const satisfies readonly Role[];

type Props = { readonly value: readonly Role[]; choose(roles: Role[]): void };

export function RolesChoice({ value, choose }: Props) {
  return (
    <fieldset className="choice">
      <legend>{text('administrators.roles')}</legend>
      <div className="role-list">
        {roles.map((role) => (
          <Checkbox
            key={role}
            label={text(`role.${role}`)}
            description={text(`role.${role}.hint`)}
            checked={value.includes(role)}
            onChange={(event) =>
              choose(event.currentTarget.checked ? [...value, role] : value.filter((other) => other !== role))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
