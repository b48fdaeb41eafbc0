/**
 * What the DNS says about mails from the sender's domain: who may send (SPF), who signs (DKIM), and what becomes of the
 * rest (DMARC). Without them mails end among the spam, and nobody notices.
 */
import { readSender, type Settings } from '../../foundation/config/index.ts';
import { publicHalfOf } from '../../foundation/encryption/index.ts';
import type { TextRecords } from '../../foundation/http-client/index.ts';
import type { Finding } from './finding.ts';

/** The findings for every domain that mails are sent from; none where no mail leaves the machine. */
export async function examineMail(settings: Settings, records: TextRecords): Promise<Finding[]> {
  const { mailFrom, mailSignature: signature, mailDomains = [] } = settings;
  const sender = mailFrom === undefined ? null : readSender(mailFrom);
  if (settings.smtpUrl === undefined || sender === null) return [];
  // SPF is asked about the envelope, whose sender is the operator's for every tenant.
  const findings = [examineSpf(sender.host, await records(sender.host))];
  findings.push(
    signature === undefined
      ? fine('mail dkim', 'DKIM_PRIVATE_KEY is not set: the mail server signs, or nobody does')
      : examineDkim(signature, await records(`${signature.selector}._domainkey.${signature.domain}`)),
  );
  for (const domain of new Set([sender.host, ...mailDomains])) {
    findings.push(examineDmarc(domain, await policyOf(domain, records)));
  }
  return findings;
}

const fine = (name: string, detail: string): Finding => ({ name, ok: true, detail, remedy: null });
const wrong = (name: string, detail: string, remedy: string): Finding => ({ name, ok: false, detail, remedy });
const unreachable = (name: string, domain: string) =>
  wrong(name, `the DNS did not answer for ${domain}`, 'Check the name servers of this machine, then try again.');

function examineSpf(domain: string, found: readonly string[] | 'unreachable'): Finding {
  const name = 'mail spf';
  if (found === 'unreachable') return unreachable(name, domain);
  const records = found.filter((text) => /^v=spf1( |$)/i.test(text));
  const [record = ''] = records;
  if (records.length === 0) {
    const remedy = `Publish a TXT record for ${domain} that names your mail server, such as: v=spf1 include:spf.mail.example -all`;
    return wrong(name, `${domain} does not say who may send for it`, remedy);
  }
  if (records.length > 1)
    return wrong(
      name,
      `${domain} has ${records.length} records, so none counts`,
      'Make one of them: only one may begin with v=spf1.',
    );
  if (/(^| )\+?all( |$)/i.test(record))
    return wrong(name, `${domain} lets everybody send for it`, 'End the record with -all or ~all instead of +all.');
  if (!/ [~-]all( |$)| redirect=/i.test(record))
    return wrong(name, `${domain} does not say what becomes of other senders`, 'End the record with -all or ~all.');
  return fine(name, `${domain} says who may send for it`);
}

function examineDkim(
  signature: NonNullable<Settings['mailSignature']>,
  found: readonly string[] | 'unreachable',
): Finding {
  const name = 'mail dkim';
  const place = `${signature.selector}._domainkey.${signature.domain}`;
  if (found === 'unreachable') return unreachable(name, place);
  const ours = publicHalfOf(signature.privateKey);
  if (ours === null)
    return wrong(name, 'DKIM_PRIVATE_KEY signs nothing', 'Make an RSA key of 2048 bits with: openssl genrsa 2048');
  const publish = `Publish this TXT record for ${place}: v=DKIM1; k=rsa; p=${ours}`;
  const published = found.map((text) => /(?:^|;)\s*p\s*=([^;]*)/i.exec(text)?.[1]?.replace(/\s/g, ''));
  const keys = published.filter((key) => key !== undefined && key !== '');
  if (keys.length === 0) return wrong(name, `${place} holds no key, so no signature counts`, publish);
  if (!keys.includes(ours)) return wrong(name, `${place} holds another key than DKIM_PRIVATE_KEY`, publish);
  return fine(name, `signed by ${place}`);
}

function examineDmarc(domain: string, found: readonly string[] | 'unreachable'): Finding {
  const name = 'mail dmarc';
  if (found === 'unreachable') return unreachable(name, `_dmarc.${domain}`);
  const [record = ''] = found;
  if (found.length !== 1) {
    const remedy = `Publish one TXT record for _dmarc.${domain}, such as: v=DMARC1; p=quarantine`;
    return wrong(name, found.length === 0 ? `${domain} has no policy` : `${domain} has several policies`, remedy);
  }
  const policy = /;\s*p\s*=\s*(none|quarantine|reject)\b/i.exec(record)?.[1]?.toLowerCase();
  if (policy === undefined)
    return wrong(
      name,
      `the policy of ${domain} cannot be read`,
      'Let the record say p=none, p=quarantine or p=reject.',
    );
  return fine(name, `${domain} has the policy ${policy}${policy === 'none' ? ', which only watches' : ''}`);
}

/** The policy of the domain, or of the nearest above it that has one; never of a top-level domain (RFC 7489, section 6.6.3). */
async function policyOf(domain: string, records: TextRecords): Promise<readonly string[] | 'unreachable'> {
  const labels = domain.split('.');
  for (let depth = 0; labels.length - depth >= 2; depth += 1) {
    const found = await records(`_dmarc.${labels.slice(depth).join('.')}`);
    if (found === 'unreachable') return found;
    const policies = found.filter((text) => /^v=DMARC1\s*(;|$)/i.test(text));
    if (policies.length > 0) return policies;
  }
  return [];
}
