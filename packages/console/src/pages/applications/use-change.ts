/** A change of an application, and all that has to be read anew after it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Application, type ApplicationChange, changeApplication } from '../../api/applications.ts';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

export function useChange({ client_id: id }: Pick<Application, 'client_id'>, version: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: ApplicationChange) => changeApplication(id, version, change),
    async onSuccess() {
      tell(text('application.saved'));
      await queries.invalidateQueries({ queryKey: ['application', id] });
      await queries.invalidateQueries({ queryKey: ['applications'] });
    },
  });
}
