/**
 * The door of encryption: master key → tenant key → key per customer → AES-256-GCM. A sealed value opens only for the
 * tenant, the subject and the field it was sealed for; once a customer's keys are destroyed, nobody can read it again.
 */

export { readDistinguishedName } from './certificates/distinguished-name.ts';
export { type Certificate, readAuthorities, readCertificate, thumbprintOf } from './certificates/read.ts';
export { isIssuedTo } from './certificates/subject.ts';
export { isTimely, isTrusted } from './certificates/trust.ts';
export { deriveBytes } from './derive-bytes.ts';
export { digestOf } from './digest.ts';
export {
  createEncryption,
  type Encryption,
  type FreshSubjectKeys,
  type ManyOpened,
  type Place,
} from './encryption.ts';
export { type MasterKey, masterKeyFrom } from './master-key.ts';
export { digestOfText, isMessageCode, messageCode } from './message-code.ts';
export { hasMasterKey, type OpenedMasterKey, openMasterKey } from './open-master-key.ts';
export { createPepper } from './pepper.ts';
export { isSignedByPoint } from './point-signature.ts';
export { type DecodedRecoveryKey, decodeRecoveryKey, encodeRecoveryKey } from './recovery-key.ts';
export { isSealBroken, type SealBroken } from './seal-broken.ts';
export { openStream, sealStream } from './sealed-stream.ts';
export { privateKeyInPkcs8, publicHalfOf } from './signature-key.ts';
export { createSigner } from './signer.ts';
