// Passkeys: the one thing that no page can do without a script. A form marked `data-passkey` asks the server what to
// sign, asks the browser to make or use a key, and sends the answer as any other form does. Where the browser knows no
// passkeys the form stays hidden and the page offers its other ways.
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const each = (selector, work) => document.querySelectorAll(selector).forEach(work);
  const toBytes = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const named = (keys) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

  const ask = async (form) => {
    const body = new URLSearchParams(new FormData(form));
    body.delete('credential');
    body.delete('name');
    const answer = await window.fetch(form.dataset.options, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    });
    if (!answer.ok) throw new DOMException('', answer.status === 429 ? 'Wait' : 'Over');
    return (await answer.json()).public_key;
  };

  const make = async (options) => {
    const { user, excludeCredentials, challenge } = options;
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(challenge),
        user: { ...user, id: toBytes(user.id) },
        excludeCredentials: named(excludeCredentials),
      },
    });
    return {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
      id: made.id,
    };
  };

  const use = async (options, more = {}) => {
    const used = await navigator.credentials.get({
      ...more,
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: named(options.allowCredentials),
      },
    });
    const { response } = used;
    return {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      ...(response.userHandle ? { userHandle: toText(response.userHandle) } : {}),
      id: used.id,
    };
  };

  const send = (form, { id, ...response }) => {
    form.elements.credential.value = JSON.stringify({ id, rawId: id, type: 'public-key', response });
    form.ariaBusy = 'true';
    form.submit();
  };

  // What the browser says of a key that was not made or used, as the page words it.
  const said = {
    InvalidStateError: 'known',
    Wait: 'wait',
    Over: 'over',
    NotSupportedError: 'other',
    SecurityError: 'other',
  };
  const say = (form, name) => {
    for (const line of form.querySelectorAll('[data-said]')) line.hidden = line.dataset.said !== name;
  };

  // Of all that wait for a key only one may: a button ends what waits in the fields.
  let waiting = new AbortController();
  const minutes = 60_000;

  const offer = async (form) => {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    const { signal } = waiting;
    while (!signal.aborted) {
      // A challenge counts for five minutes; a page may wait for longer.
      const round = new AbortController();
      const stop = () => round.abort();
      signal.addEventListener('abort', stop);
      const timer = setTimeout(stop, 4.5 * minutes);
      try {
        return send(form, await use(await ask(form), { mediation: 'conditional', signal: round.signal }));
      } catch {
        if (!round.signal.aborted) return;
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      }
    }
  };

  each('form[data-passkey]', (form) => {
    form.hidden = false;
    each('[data-without-passkeys]', (part) => {
      part.hidden = true;
    });
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      waiting.abort();
      waiting = new AbortController();
      say(form, '');
      try {
        const options = await ask(form);
        send(form, await (form.dataset.passkey === 'make' ? make(options) : use(options)));
      } catch (error) {
        form.removeAttribute('aria-busy');
        say(form, said[error.name] ?? 'cancelled');
      }
    });
    if ('autofill' in form.dataset) offer(form);
  });

  // Buttons of other forms that lead to a passkey, and fields that tell the server that this device can keep one.
  PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable?.().then((isThere) => {
    if (!isThere) return;
    each('[data-passkeys-here]', (field) => {
      field.value = 'yes';
    });
  });
  each('[data-with-passkey]', (part) => {
    part.hidden = false;
  });

  // Keys that count no more leave the list that browsers and password managers offer.
  each('[data-passkeys-known]', ({ dataset }) => {
    const { rp: rpId, user: userId, passkeysKnown } = dataset;
    const allAcceptedCredentialIds = passkeysKnown === '' ? [] : passkeysKnown.split(' ');
    PublicKeyCredential.signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds }).catch(
      () => undefined,
    );
  });
  each('[data-passkey-unknown]', ({ dataset }) => {
    const { rp: rpId, passkeyUnknown: credentialId } = dataset;
    PublicKeyCredential.signalUnknownCredential?.({ rpId, credentialId }).catch(() => undefined);
  });
})();
