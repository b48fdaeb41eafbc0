import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Algorithm, type Holder, root, selfSigned, type Wanted } from '../../../../test/certificates.ts';
import { readAuthorities, readCertificate } from './read.ts';
import { isIssuedTo } from './subject.ts';
import { isTrusted } from './trust.ts';

let anchor: Holder;
let below: Holder;
beforeAll(async () => {
  anchor = await root();
  below = await anchor.issue({ subject: 'CN=Below', purposes: null, authority: { mostBelow: 0 } });
});

const now = new Date();
function read({ certificate }: Holder) {
  const one = readCertificate(Buffer.from(certificate.rawData));
  if (one === null) throw new Error('a certificate cannot be read');
  return one;
}
const trusts = (leaf: Holder, ...bundle: Holder[]) => isTrusted(read(leaf), bundle.map(read), now);
const named = async (property: string, expected: string, wanted: Wanted) =>
  isIssuedTo(read(await selfSigned(wanted)), `tls_client_auth_${property}`, expected);

describe('a way to a root', () => {
  it('is found through authorities of the bundle, in whatever order they stand', async () => {
    expect(trusts(await anchor.issue(), anchor)).toBe(true);
    const leaf = await below.issue();
    expect(trusts(leaf, below, anchor)).toBe(true);
    expect(trusts(leaf, anchor, below)).toBe(true);
    expect(trusts(await anchor.issue({ purposes: null }), anchor)).toBe(true);
  });

  it('is not found where a step is missing, or where the last is no root', async () => {
    const leaf = await below.issue();
    expect(trusts(leaf, anchor)).toBe(false);
    expect(trusts(leaf, below)).toBe(false);
    expect(trusts(leaf)).toBe(false);
    expect(trusts(await selfSigned(), anchor)).toBe(false);
  });

  it('is not found through a root that only has the name', async () => {
    expect(trusts(await anchor.issue(), await root())).toBe(false);
  });

  it.each<[string, Wanted]>([
    ['is over', { days: [-10, -1] }],
    ['has not begun', { days: [1, 10] }],
    ['is for servers', { purposes: ['1.3.6.1.5.5.7.3.1'] }],
    ['says something that must be understood', { more: [['1.2.3.4', true, [5, 0]]] }],
  ])('does not begin at a certificate that %s', async (_what, wanted) => {
    expect(trusts(await anchor.issue(wanted), anchor)).toBe(false);
  });

  it.each<[string, Wanted]>([
    ['is no authority', { purposes: null }],
    ['is over', { purposes: null, authority: {}, days: [-10, -1] }],
    ['issues for servers', { purposes: ['1.3.6.1.5.5.7.3.1'], authority: {} }],
    [
      'is confined to names',
      // An empty list of permitted names.
      { purposes: null, authority: {}, more: [['2.5.29.30', false, [0x30, 0]]] },
    ],
  ])('does not lead through one that %s', async (_what, wanted) => {
    const between = await anchor.issue({ subject: 'CN=Between', ...wanted });
    expect(trusts(await between.issue(), anchor, between)).toBe(false);
  });

  it('is not longer than its authorities let it be, nor than we follow', async () => {
    const further = await below.issue({ subject: 'CN=Further', purposes: null, authority: {} });
    expect(trusts(await further.issue(), anchor, below, further)).toBe(false);
    const way = [anchor];
    for (let step = 0; step < 6; step += 1) {
      const last = way.at(-1) ?? anchor;
      way.push(await last.issue({ subject: `CN=Step ${step}`, purposes: null, authority: {} }));
    }
    expect(trusts(await (way[4] ?? anchor).issue(), ...way)).toBe(true);
    expect(trusts(await (way[6] ?? anchor).issue(), ...way)).toBe(false);
  });
});

/** A key usage that must be understood, of these bits. */
const keyUsage = (bits: number): NonNullable<Wanted['more']> => [['2.5.29.15', true, [0x03, 0x02, 0x00, bits]]];
const rsa = (name: string, hash: string, modulusLength = 2048): Algorithm => ({
  ...{ name, hash, modulusLength, saltLength: 20, publicExponent: new Uint8Array([1, 0, 1]) },
});
const publicKeyOf = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'der' });

describe('what a key may do', () => {
  it.each<[string, number, boolean]>([
    ['sign', 0x80, true],
    ['sign and more', 0xa0, true],
    ['sign certificates only', 0x04, false],
    ['encipher only', 0x20, false],
    ['do nothing', 0, false],
  ])('proves a client only where it may sign: %s', async (_what, bits, is) => {
    expect(trusts(await anchor.issue({ more: keyUsage(bits) }), anchor)).toBe(is);
  });

  it.each<[number, boolean]>([
    [0x06, true],
    [0x80, false],
  ])('issues certificates only where it may: %i', async (bits, is) => {
    const between = await anchor.issue({
      ...{ subject: 'CN=Between', purposes: null, authority: {}, more: keyUsage(bits) },
    });
    expect(trusts(await between.issue(), anchor, between)).toBe(is);
  });

  it('is nothing where its bytes or those of its purposes cannot be read', async () => {
    for (const id of ['2.5.29.15', '2.5.29.37'])
      expect(trusts(await anchor.issue({ purposes: null, more: [[id, false, [5, 0]]] }), anchor), id).toBe(false);
  });
});

describe('a signature and a key', () => {
  it.each<[string, Algorithm, boolean]>([
    ['RSASSA-PSS, SHA-256', rsa('RSA-PSS', 'SHA-256'), true],
    ['RSASSA-PSS, SHA-1', rsa('RSA-PSS', 'SHA-1'), false],
    ['RSA, SHA-512', rsa('RSASSA-PKCS1-v1_5', 'SHA-512'), true],
    ['RSA, SHA-1', rsa('RSASSA-PKCS1-v1_5', 'SHA-1'), false],
    ['RSA of 1024 bits', rsa('RSASSA-PKCS1-v1_5', 'SHA-256', 1024), false],
    ['ECDSA, P-521', { name: 'ECDSA', namedCurve: 'P-521', hash: 'SHA-512' }, true],
    ['ECDSA, SHA-1', { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-1' }, false],
    ['Ed25519', { name: 'Ed25519', namedCurve: 'Ed25519' }, true],
  ])('are believed only where nobody imitates them: %s', async (_what, made, is) => {
    const maker = await root('CN=Maker', { made });
    expect(trusts(await maker.issue(), maker)).toBe(is);
  });

  it.each<[string, boolean]>([
    ['prime256v1', true],
    ['secp384r1', true],
    ['secp112r1', false],
    ['secp256k1', false],
  ])('of a leaf too: %s', async (curve, is) => {
    expect(trusts(await anchor.issue({ publicKey: publicKeyOf(curve) }), anchor)).toBe(is);
  });
});

describe('whom a certificate was issued to', () => {
  it.each<[string, string, Wanted, boolean]>([
    ['subject_dn', 'CN=shop,O=Example,C=DE', { subject: 'C=DE, O=Example, CN=shop' }, true],
    ['subject_dn', 'cn=shop,o=Example,c=DE', { subject: 'C=DE, O=Example, CN=shop' }, true],
    ['subject_dn', 'C=DE,O=Example,CN=shop', { subject: 'C=DE, O=Example, CN=shop' }, false],
    ['subject_dn', 'CN=shop,O=Example', { subject: 'C=DE, O=Example, CN=shop' }, false],
    ['subject_dn', 'CN=shop', { subject: 'CN=Shop' }, false],
    ['subject_dn', 'CN=shop\\,O\\=Example', { subject: 'CN=shop\\,O\\=Example' }, true],
    ['subject_dn', 'CN=shop,O=Example', { subject: 'CN=shop\\,O\\=Example' }, false],
    ['san_dns', 'shop.example', { names: [{ type: 'dns', value: 'Shop.example' }] }, true],
    ['san_dns', 'shop.example', { names: [{ type: 'dns', value: '*.example' }] }, false],
    ['san_dns', 'shop.example', { names: [{ type: 'dns', value: 'shop.example, DNS:x' }] }, false],
    ['san_dns', 'shop.example', { names: [{ type: 'dns', value: 'x, DNS:shop.example' }] }, false],
    ['san_dns', 'shop.example', { names: [{ type: 'dns', value: 'shop.example\0.evil' }] }, false],
    ['san_dns', 'shop.example', { subject: 'CN=shop.example' }, false],
    ['san_dns', 'shop.example', { names: [{ type: 'url', value: 'shop.example' }] }, false],
    ['san_uri', 'urn:x:shop', { names: [{ type: 'url', value: 'urn:x:shop' }] }, true],
    ['san_uri', 'urn:x:shop', { names: [{ type: 'url', value: 'urn:x:shop", URI:"urn:x' }] }, false],
    ['san_ip', '10.0.0.7', { names: [{ type: 'ip', value: '10.0.0.7' }] }, true],
    ['san_ip', '2001:db8::7', { names: [{ type: 'ip', value: '2001:db8:0:0:0:0:0:7' }] }, true],
    ['san_ip', '10.0.0.7', { names: [{ type: 'ip', value: '10.0.0.8' }] }, false],
    ['san_ip', '10.0.0.7', { names: [{ type: 'dns', value: '10.0.0.7' }] }, false],
    ['san_email', 'a@shop.example', { names: [{ type: 'email', value: 'a@shop.example' }] }, true],
    ['san_email', 'a@shop.example', { names: [{ type: 'email', value: 'A@shop.example' }] }, false],
    ['san_email', 'a@shop.example', { subject: 'E=a@shop.example' }, false],
    ['anything', 'shop', { subject: 'CN=shop' }, false],
  ])('%s %j', async (property, expected, wanted, is) => {
    expect(await named(property, expected, wanted)).toBe(is);
  });
});

describe('a bundle of authorities', () => {
  it('is taken whole or not at all, and leads to a root', async () => {
    const subjects = readAuthorities(`what this is\n${below.pem}${anchor.pem}`).map(({ subject }) => subject);
    expect(subjects).toEqual(['CN=Below', 'CN=Root']);
    const leaf = await anchor.issue();
    expect(() => readAuthorities('nothing')).toThrow(/1 to 100 certificates/);
    expect(() => readAuthorities(`${anchor.pem}${anchor.pem.replace('MII', 'AAA')}`)).toThrow(/1 to 100/);
    expect(() => readAuthorities(`${anchor.pem}${leaf.pem}`)).toThrow(/not all of them are one/);
    expect(() => readAuthorities(below.pem)).toThrow(/holds no root/);
  });
});
