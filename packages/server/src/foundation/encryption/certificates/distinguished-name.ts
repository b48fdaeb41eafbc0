/**
 * Distinguished names as text (RFC 4514), such as `CN=shop,O=Example,C=DE`: read strictly, so that each is compared with a
 * certificate attribute by attribute and never as one text with another. Pure.
 */
export type NamedAttribute = { readonly type: string; readonly value: string };

const types: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  SERIALNUMBER: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  TITLE: '2.5.4.12',
  BUSINESSCATEGORY: '2.5.4.15',
  GIVENNAME: '2.5.4.42',
  ORGANIZATIONIDENTIFIER: '2.5.4.97',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
  EMAILADDRESS: '1.2.840.113549.1.9.1',
};

const attribute = /^([A-Za-z]+|\d+(?:\.\d+)+)=((?:[^\\,+";<>\0]|\\[\\,+";<>=# ]|\\[0-9A-Fa-f]{2})+)/;

/** The relative names in the order of the text, which is that of a certificate turned round; null when it is none. */
export function readDistinguishedName(text: string): (readonly NamedAttribute[])[] | null {
  const names: NamedAttribute[][] = [];
  let joins = ',';
  for (let rest = text; ; ) {
    const [whole = '', name = '', escaped = ''] = attribute.exec(rest) ?? [];
    const type = /^\d/.test(name) ? name : types[name.toUpperCase()];
    const value = plainOf(escaped);
    if (whole === '' || type === undefined || value === null) return null;
    if (joins === '+') names.at(-1)?.push({ type, value });
    else names.push([{ type, value }]);
    joins = rest.charAt(whole.length);
    rest = rest.slice(whole.length + 1);
    if (joins === '') return names;
    if (joins !== ',' && joins !== '+') return null;
  }
}

/** The value that is meant. A space at an end, and `#` in front, are written with a backslash. */
function plainOf(escaped: string): string | null {
  if (/^[# ]/.test(escaped) || /(?<!\\) $/.test(escaped)) return null;
  const bytes = escaped.replace(/(?:\\[0-9A-Fa-f]{2})+/g, (pairs) => {
    const text = Buffer.from(pairs.replaceAll('\\', ''), 'hex').toString('utf8');
    return text.replace(/[\\,+";<>=# ]/g, '\\$&');
  });
  const value = bytes.replace(/\\(.)/gsu, '$1');
  return value.includes('\ufffd') || value.includes('\0') ? null : value;
}
