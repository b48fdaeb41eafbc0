/** A virtual authenticator of Chromium: what a phone, a laptop or a security key would be to a person's browser. */
import type { CDPSession } from 'playwright-core';
import type { Person } from './person.ts';

export type VirtualKey = {
  readonly credentialId: string;
  readonly signCount: number;
  readonly isResidentCredential: boolean;
};

export type VirtualAuthenticator = {
  /** Its keys, as Chromium holds them. */
  keys(): Promise<VirtualKey[]>;
  /** Whether whoever holds it proves themselves to it. */
  verifies(isVerified: boolean): Promise<void>;
  /** The state of a key, such as its counter, is set back to what it was: as a copy would have it. */
  restore(keys: readonly VirtualKey[]): Promise<void>;
  remove(): Promise<void>;
};

/** Plugs one in. A synced one says of its keys that they are backed up. */
export async function plugIn(
  { context, page }: Person,
  { synced = false }: { readonly synced?: boolean } = {},
): Promise<VirtualAuthenticator> {
  const session: CDPSession = await context.newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      defaultBackupEligibility: synced,
      defaultBackupState: synced,
    },
  });
  return {
    async keys() {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
      return credentials;
    },
    async verifies(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    async restore(keys) {
      await session.send('WebAuthn.clearCredentials', { authenticatorId });
      for (const credential of keys) {
        await session.send('WebAuthn.addCredential', { authenticatorId, credential: credential as never });
      }
    },
    async remove() {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
  };
}
