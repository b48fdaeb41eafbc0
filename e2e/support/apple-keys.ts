/** The key that Apple gives a team, and what either side keeps of it. */
import { generateKeyPairSync } from 'node:crypto';

const pair = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const team = { teamId: 'TEAM123456', keyId: 'KEY1234567', publicKey: pair.publicKey };

export const appleKeys = {
  team,
  given: { apple: { team_id: team.teamId, key_id: team.keyId }, client_secret: pair.privateKey },
} as const;
