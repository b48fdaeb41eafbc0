/** Who is at the console and what they may do at this moment; asked again often, since roles can change at any time. */
import type { components } from '@cardea/sdk';
import { useQuery } from '@tanstack/react-query';
import { management, told } from './management.ts';

export type Me = components['schemas']['ManagementCaller'];
type Permission = Me['permissions'][number];

export const meKey = ['me'] as const;

export function useMe() {
  return useQuery({
    queryKey: meKey,
    queryFn: ({ signal }) => told(management.GET('/api/admin/me', { signal })),
    staleTime: 60_000,
    refetchInterval: 120_000,
  });
}

/** Whether the person may do it now. The server decides; this only spares offering what it would refuse. */
export function useMay(): (permission: Permission | undefined) => boolean {
  const held = useMe().data?.permissions;
  return (permission) => permission === undefined || (held?.includes(permission) ?? false);
}
