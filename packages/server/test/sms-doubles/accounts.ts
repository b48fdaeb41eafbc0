/** Made-up accounts at the doubles of SMS providers, and the settings that lead to them. */
import { generateKeyPairSync } from 'node:crypto';
import { startTwilio } from './twilio.ts';
import { startVonage } from './vonage.ts';
import { startSmsWebhook } from './webhook.ts';

/** An account at a double of Twilio. */
export async function twilioAccount() {
  const account = {
    sid: 'AC0123456789abcdef0123456789abcdef',
    authToken: '5ad2f0c98b7e4d6fa1c3e5972b4d6f80',
    senders: ['+4915110000000'],
  };
  const twilio = await startTwilio(account);
  const url = `twilio://${account.sid}:${account.authToken}@${twilio.host}?from=${account.senders[0]}`;
  return { ...account, twilio, url };
}

/** An application at a double of Vonage. */
export async function vonageAccount() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const application = {
    id: '78d335fa-323d-0114-9c3d-d6f0d48968cf',
    apiKey: 'abcd1234',
    publicKey,
    signatureSecret: 'Zk3vT0qP9sLmX7wR2yB8',
  };
  const vonage = await startVonage(application);
  const key = Buffer.from(privateKey).toString('base64');
  const url = `vonage://${application.id}:${application.signatureSecret}@${vonage.host}?from=Cardea&key=${key}`;
  return { ...application, vonage, url };
}

/** A service of the operator's own. */
export async function webhookAccount() {
  const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64url')}`;
  const webhook = await startSmsWebhook(secret);
  return { secret, webhook, url: `webhook://:${secret}@${webhook.host}/send` };
}
