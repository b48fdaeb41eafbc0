/**
 * What outlives a page: the key of this browser, which no script can read, and the refresh token that is worth nothing
 * without it. Access and identity tokens never come here.
 */

/** A sign-in that has left for Cardea. */
export type Leaving = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly keys: CryptoKeyPair;
  /** Where in the application it was begun. */
  readonly returnTo: string;
  readonly leftAt: number;
};

/** Somebody who is signed in here. */
export type Held = {
  readonly keys: CryptoKeyPair;
  readonly refreshToken: string;
  readonly subject: string;
  /** API → when a tab last renewed its access token. */
  readonly renewedAt: Readonly<Record<string, number>>;
};

export type BrowserStorage = ReturnType<typeof createStorage>;

const forgottenAfterMilliseconds = 60 * 60 * 1000;

/** The storage of one client at one Cardea. */
export function createStorage(name: string) {
  let opening: Promise<IDBDatabase> | undefined;

  async function within<Result>(
    mode: IDBTransactionMode,
    work: (values: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> {
    opening ??= open(name);
    const transaction = (await opening).transaction('values', mode);
    const request = work(transaction.objectStore('values'));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  const pathOf = (state: string) => `leaving ${state}`;

  return {
    read: (): Promise<Held | undefined> => within<Held | undefined>('readonly', (values) => values.get('held')),
    write: (held: Held): Promise<unknown> => within('readwrite', (values) => values.put(held, 'held')),
    clear: (): Promise<unknown> => within('readwrite', (values) => values.delete('held')),

    /** Remembers a sign-in that leaves, and forgets those that never came back. */
    async leave(leaving: Leaving): Promise<void> {
      const range = IDBKeyRange.bound(pathOf(''), pathOf('\uffff'));
      const others = await within<Leaving[]>('readonly', (values) => values.getAll(range));
      for (const { state, leftAt } of others)
        if (Date.now() - leftAt > forgottenAfterMilliseconds)
          await within('readwrite', (values) => values.delete(pathOf(state)));
      await within('readwrite', (values) => values.put(leaving, pathOf(leaving.state)));
    },

    /** The sign-in that this answer belongs to, once. */
    async arrive(state: string): Promise<Leaving | undefined> {
      const leaving = await within<Leaving | undefined>('readonly', (values) => values.get(pathOf(state)));
      await within('readwrite', (values) => values.delete(pathOf(state)));
      return leaving;
    },
  };
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('values');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
