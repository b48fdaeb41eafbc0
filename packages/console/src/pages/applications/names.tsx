/** How an application's state is named wherever it appears. */
import type { Application } from '../../api/applications.ts';
import { Badge } from '../../parts/page.tsx';
import { text } from '../../texts/index.ts';

export function ApplicationState({ state }: Pick<Application, 'state'>) {
  return <Badge tone={state === 'active' ? 'good' : 'bad'}>{text(`applications.state.${state}`)}</Badge>;
}

/** Whether nobody here registered it; null where somebody did. */
export const cameBy = ({ made_by: by }: Pick<Application, 'made_by'>): 'registration' | 'metadata_document' | null =>
  by === 'registration' || by === 'metadata_document' ? by : null;
