/**
 * Addresses that a tenant takes nobody with: those of services that give a mailbox away for minutes, and those of domains
 * it names itself. The list is read when the first tenant asks for it.
 */

/** What a tenant says of the domains of addresses. */
export type AddressRules = {
  readonly disposableAddresses: 'allow' | 'refuse';
  readonly refusedDomains: readonly string[];
  readonly allowedDomains: readonly string[];
};

let list: Promise<ReadonlySet<string>> | undefined;

/**
 * Whether the address is refused. A domain stands for those below it; what the tenant allows by name is allowed.
 * @param address with its domain in lower-case ASCII.
 */
export async function refusesAddress(rules: AddressRules, address: string): Promise<boolean> {
  const domains = domainAndAbove(address.slice(address.lastIndexOf('@') + 1));
  const isAny = (names: readonly string[]) => domains.some((domain) => names.includes(domain));
  if (isAny(rules.allowedDomains)) return false;
  if (isAny(rules.refusedDomains)) return true;
  if (rules.disposableAddresses === 'allow') return false;
  list ??= readList();
  const disposable = await list;
  return domains.some((domain) => disposable.has(domain));
}

async function readList(): Promise<ReadonlySet<string>> {
  const { disposableEmailBlocklistSet } = await import('disposable-email-domains-js');
  return disposableEmailBlocklistSet();
}

/** `a.b.example` → itself, `b.example`; the last label alone is nobody's. */
function domainAndAbove(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}
