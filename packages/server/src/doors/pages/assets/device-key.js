// The key of this browser: made here, kept here, and of no use to whoever copies a cookie. It signs the address of the
// page that is really shown, so that a page that only looks like ours gives itself away. Where a browser has no place
// for a key, every form works as it does without.
(() => {
  // Written in full once something was added to it.
  const leading = 'a[href*="/sign-in/with/"]';
  const flowIn = (link) => link && new URL(link.href).searchParams.get('flow');
  // What is signed is for this host: a form or a link that leads anywhere else gets nothing, whoever put it there.
  const isHere = (address) => {
    try {
      return new URL(address, document.baseURI).origin === location.origin;
    } catch {
      return false;
    }
  };
  const pressed = new WeakMap();
  const leadsHere = (form) =>
    isHere(pressed.get(form)?.getAttribute('formaction') ?? form.getAttribute('action') ?? '');
  const fields = [...document.querySelectorAll('[name="flow"]')];
  const links = [...document.querySelectorAll(leading)];
  const flow =
    fields.find(({ form }) => form && leadsHere(form))?.value ?? flowIn(links.find(({ href }) => isHere(href)));
  const { subtle } = window.crypto ?? {};
  if (!flow || !subtle || !window.indexedDB) return;
  const waitMilliseconds = 300;
  const renewSeconds = 240;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const now = () => Math.floor(Date.now() / 1000);
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const open = () => {
    const request = indexedDB.open('cardea-device', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('keys');
    return asked(request);
  };

  // Of two pages that are opened at once, both end with the key that was kept first.
  const keyPair = async () => {
    const database = await open();
    const keys = (mode) => database.transaction('keys', mode).objectStore('keys');
    const kept = await asked(keys('readonly').get('device'));
    if (kept) return kept;
    const made = await subtle.generateKey(algorithm, false, ['sign', 'verify']);
    await asked(keys('readwrite').add(made, 'device')).catch(() => {});
    return asked(keys('readonly').get('device'));
  };

  let pair;
  let proof = '';
  let signedAt = 0;
  let signing = null;

  const sign = async () => {
    try {
      pair ??= await keyPair();
      const seconds = now();
      const text = `cardea-device-proof\n${location.origin}\n${flow}\n${seconds}`;
      const point = await subtle.exportKey('raw', pair.publicKey);
      const signature = await subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(text));
      proof = [toText(point), seconds, toText(signature), location.origin].join('.');
      signedAt = seconds;
    } catch {
      // A private window may have no place for it. That is no reason not to sign in.
      signedAt = now();
    }
    signing = null;
  };

  const isDue = () => now() - signedAt > renewSeconds;
  const renew = () => {
    if (isDue()) signing ??= sign();
  };
  renew();
  addEventListener('pageshow', renew);
  document.addEventListener('visibilitychange', renew);

  // Where a form is read, by whoever sends it, its proof is among its fields.
  document.addEventListener('formdata', (event) => {
    if (proof && leadsHere(event.target)) event.formData.set('device_proof', proof);
  });

  // Whoever goes elsewhere to sign in comes back to no page of ours: the link takes along what is signed now.
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.(leading);
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || event.defaultPrevented || !isHere(link.href) || flowIn(link) !== flow) return;
    event.preventDefault();
    const soon = new Promise((resolve) => setTimeout(resolve, waitMilliseconds));
    Promise.race([sign(), soon]).then(() => {
      const address = new URL(link.href);
      if (proof) address.searchParams.set('device_proof', proof);
      location.assign(address);
    });
  });

  // Before all others: a form that has to wait a moment is sent once, and looks so to them.
  let isReady = false;
  document.addEventListener(
    'submit',
    (event) => {
      const { target: form, submitter } = event;
      pressed.set(form, submitter);
      if (isReady || form.method !== 'post' || !isDue() || !leadsHere(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      renew();
      const soon = new Promise((resolve) => setTimeout(resolve, waitMilliseconds));
      Promise.race([signing, soon]).then(() => {
        isReady = true;
        form.requestSubmit(submitter);
        isReady = false;
      });
    },
    true,
  );
})();
