/** Accounts elsewhere, for tests: a real OpenID provider that can be made to lie, doubles of the large ones, and the way there. */
export type { Accounts, UpstreamAccount } from './accounts.ts';
export type { Misbehaviour } from './misbehaviour.ts';
export { startUpstream, type Upstream, type UpstreamClient } from './start-upstream.ts';
export { atUpstream, browserAt, comeBack, type Return, throughUpstream } from './through-upstream.ts';
export { startAmazon } from './vendors/amazon.ts';
export { startApple } from './vendors/apple.ts';
export { startDiscord } from './vendors/discord.ts';
export { startFacebook } from './vendors/facebook.ts';
export { startGitHub } from './vendors/github.ts';
export { startLinkedIn } from './vendors/linkedin.ts';
export { contosoTenant, startMicrosoft } from './vendors/microsoft.ts';
export { startX } from './vendors/x.ts';
