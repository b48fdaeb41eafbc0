/** What an application is to those who administer: whether it could act for one of them without asking. */

/** What counts of an application. A refused field counts as given: this asks before the field is judged. */
export type Registered = {
  readonly firstParty: boolean;
  readonly metadata: { readonly scope?: string | undefined; readonly direct_sign_in?: boolean | undefined };
};

/** Ours, so nobody is asked for consent, and given the account itself or the password to it. */
export function actsUnasked({ firstParty, metadata }: Registered): boolean {
  const reachesAccount = metadata.scope?.split(' ').some((scope) => scope.startsWith('account:')) ?? false;
  return firstParty && (reachesAccount || metadata.direct_sign_in === true);
}
