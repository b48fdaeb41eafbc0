/**
 * How speaking to a provider can go wrong. `unavailable` is its trouble and counts against it; `refused` is an answer that
 * proves nothing, whoever made it; `declined`: the customer, or the provider for them, said no.
 */
export class UpstreamFailure extends Error {
  readonly kind: 'unavailable' | 'refused' | 'declined';
  /** The browser brought it along; the provider itself was not asked. */
  readonly isHearsay: boolean;

  constructor(kind: UpstreamFailure['kind'], what: string, cause?: unknown, isHearsay = false) {
    super(what, cause === undefined ? undefined : { cause });
    this.name = 'UpstreamFailure';
    this.kind = kind;
    this.isHearsay = isHearsay;
  }
}
