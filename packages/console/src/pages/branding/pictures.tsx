/** Every picture that was uploaded. One that a page or mail wears cannot be removed; the server knows which. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { listPictures, type Picture, removePicture } from '../../api/branding.ts';
import { useMay } from '../../api/me.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { currentLanguage, text } from '../../texts/index.ts';

export function Pictures() {
  const found = useQuery({ queryKey: ['pictures'], queryFn: ({ signal }) => listPictures(signal) });
  const [leaving, setLeaving] = useState<Picture>();
  const queries = useQueryClient();
  const may = useMay();
  if (found.data?.items.length === 0) return null;
  async function remove() {
    if (leaving === undefined) return;
    await removePicture(leaving.asset);
    tell(text('branding.pictures.removed'));
    await queries.invalidateQueries({ queryKey: ['pictures'] });
  }
  return (
    <Card title={text('branding.pictures')} lead={text('branding.pictures.lead')}>
      <Answer of={found}>
        {({ items }) => (
          <ul className="gallery">
            {items.map((picture) => (
              <li key={picture.asset}>
                <div className="picture-ground chequered">
                  <img src={`/brand/${picture.asset}`} alt="" />
                </div>
                <span className="small figures">{measureOf(picture)}</span>
                <span className="small muted">
                  <Moment at={picture.added_at} />
                </span>
                {may('settings:write') && (
                  <Button size="xs" variant="default" onClick={() => setLeaving(picture)}>
                    {text('branding.pictures.remove')}
                    <span className="hidden">: {measureOf(picture)}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
      <Confirm
        isOpen={leaving !== undefined}
        close={() => setLeaving(undefined)}
        title={text('branding.pictures.remove.title')}
        action={text('branding.pictures.remove')}
        isDangerous
        confirm={remove}
      >
        <p>{text('branding.pictures.remove.text')}</p>
      </Confirm>
    </Card>
  );
}

function measureOf({ width, height, bytes }: Picture): string {
  const size = new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 });
  return `${width} × ${height}, ${size.format(bytes / 1024)}`;
}
