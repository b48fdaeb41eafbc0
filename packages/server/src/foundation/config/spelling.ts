/**
 * Finds settings that somebody meant to give but misspelt: silently ignoring them would start a server with another
 * configuration than its operator believes. Names that other software or Kubernetes sets are left alone.
 */
const foreign: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'HOSTNAME',
  'HOSTTYPE',
  'PWD',
  'OLDPWD',
  'USER',
  'SHELL',
]);
const kubernetesName = /_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_(TCP|UDP|SCTP)(_|$)|^(CARDEA)_PORT$/;

/** Kubernetes gives every pod the addresses of the services around it, such as `METRICS_PORT=tcp://10.0.0.7:9090`. */
export function isServiceAddress(value: string): boolean {
  return /^(tcp|udp|sctp):\/\//.test(value);
}

/** Each name that looks like one of `known` but is none of them, with the nearest that exists. */
export function findMisspelt(
  environment: Readonly<Record<string, string | undefined>>,
  known: ReadonlySet<string>,
  left: ReadonlySet<string>,
): readonly { readonly name: string; readonly nearest: string }[] {
  const found: { name: string; nearest: string }[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || known.has(name) || left.has(name) || foreign.has(name)) continue;
    // No setting has a digit; platforms number what they inject (PORT0, PORT1).
    if (/\d/.test(name) || kubernetesName.test(name) || isServiceAddress(value)) continue;
    const nearest = nearestName(name, known);
    if (nearest !== null) found.push({ name, nearest });
  }
  return found;
}

function nearestName(name: string, known: ReadonlySet<string>): string | null {
  const upper = name.toUpperCase();
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(upper, candidate);
    if (distance <= allowance(candidate) && distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Short names have many innocent neighbours (HOST and HOME, SMTP_URL and HTTP_URL), long ones hardly any. */
function allowance(name: string): number {
  return name.length < 9 ? 1 : 2;
}

/** Damerau-Levenshtein in the form where a pair is exchanged at most once (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let least = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      const exchanged =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (exchanged) least = Math.min(least, at(before, column - 2) + 1);
      current.push(least);
    }
    before = previous;
    previous = current;
  }
  return at(previous, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
