/**
 * What an application says of its apps on phones. From it each host tells iOS and Android which apps may use its
 * passkeys and saved passwords, and which addresses lead into them.
 */
import { z } from 'zod';

/** As Apple names apps: the team, and the identifiers of its apps. */
export const iosApps = z.strictObject({
  team_id: z
    .string()
    .regex(/^[A-Z0-9]{10}$/)
    .describe('The ten characters that Apple gave the team.'),
  bundle_ids: z
    .array(
      z
        .string()
        .max(155)
        .regex(/^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/),
    )
    .min(1)
    .max(20),
});

const androidApp = z.strictObject({
  package_name: z
    .string()
    .max(223)
    .regex(/^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+$/),
  sha256_cert_fingerprints: z
    .array(z.string().regex(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/))
    .min(1)
    .max(10)
    .describe('Of the certificates that sign the app, as `keytool` and the Play Console write them.'),
});

/** As Android names apps: the package, and the certificates that it is signed with. */
export const androidApps = z.array(androidApp).min(1).max(20);
