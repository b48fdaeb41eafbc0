/** What the doctor says of places: which files they come from and how old those are. A file that grows old is no fault. */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Settings } from '../../foundation/config/index.ts';
import { createGeography } from '../../foundation/geography/index.ts';
import type { Finding } from './finding.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;
const oldDays = 180;

/** Throws a settings refusal where a file of the operator cannot be used. */
export function examineGeography({ geographyFiles }: Pick<Settings, 'geographyFiles'>, clock: Clock): Finding {
  const sources = createGeography({ files: geographyFiles ?? [] }).sources();
  const ageOf = (builtAt: Date) => Math.floor((clock.now().getTime() - builtAt.getTime()) / dayMilliseconds);
  const described = sources.map(({ name, kind, builtAt, isBuiltIn }) => {
    const days = ageOf(builtAt);
    const what = isBuiltIn ? 'the countries that are built in' : `${name} (${kind})`;
    return `${what}, of ${builtAt.toISOString().slice(0, 10)}, ${days} days old`;
  });
  const hasNetworks = sources.some(({ kind }) => /asn|isp|enterprise/i.test(kind));
  const isOld = sources.some(({ builtAt, isBuiltIn }) => !isBuiltIn && ageOf(builtAt) > oldDays);
  return {
    name: 'geography',
    ok: true,
    detail: `${described.join('; ') || 'no data'}${hasNetworks ? '' : '; networks (ASN) are not known'}`,
    remedy: isOld ? 'Download a newer edition of your files and start the server again.' : null,
  };
}
