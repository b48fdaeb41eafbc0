// Does the work that a form asks for, in workers and while the form is filled in. A form that is sent too early waits
// for it; one that was open for too long fetches another task first. What happens is said, and never takes the focus.
(() => {
  const box = document.querySelector('[data-challenge]');
  const form = box?.closest('form');
  if (!form) return;
  const { working, waiting, done, renew, worker } = box.dataset;
  const field = form.elements.namedItem('challenge_solution');
  const status = box.querySelector('[role=status]');
  const goodMilliseconds = 280_000;
  const crew = Math.min(4, Math.max(1, (navigator.hardwareConcurrency || 2) - 1));

  let task = { challenge: JSON.parse(box.dataset.challenge), since: Date.now() };
  let work = null;
  let isOver = false;

  const isFresh = () => Date.now() - task.since < goodMilliseconds;

  // Whichever of the crew finds it first.
  function solve(challenge) {
    const workers = [];
    return new Promise((resolve, reject) => {
      for (let place = 0; place < crew; place += 1) {
        const one = new Worker(worker);
        workers.push(one);
        one.onerror = reject;
        one.onmessage = ({ data }) => (data && !data.error ? resolve(data) : reject(new Error('not solved')));
        one.postMessage({ type: 'work', challenge, counterStart: place, counterStep: crew, timeout: 180_000 });
      }
    }).finally(() => {
      for (const one of workers) one.terminate();
    });
  }

  async function doWork() {
    if (!isFresh()) {
      const answer = await window.fetch(renew, { headers: { accept: 'application/json' } });
      task = { challenge: (await answer.json()).challenge, since: Date.now() };
    }
    // By now none may be asked.
    if (task.challenge === null) return;
    const { challenge } = task;
    const { counter, derivedKey, time } = await solve(challenge);
    field.value = btoa(JSON.stringify({ challenge, solution: { counter, derivedKey, time } }));
  }

  function begin() {
    if (work !== null) return;
    field.value = '';
    box.dataset.state = 'working';
    status.textContent = working;
    work = doWork().then(
      () => {
        box.dataset.state = 'done';
        status.textContent = done;
      },
      () => {
        isOver = true;
        box.dataset.state = 'failed';
        status.textContent = '';
        form.querySelector('[data-challenge-failed]').hidden = false;
      },
    );
  }

  let isWaiting = false;
  form.addEventListener(
    'submit',
    (event) => {
      const isReady = box.dataset.state === 'done' && isFresh();
      if (isReady || isOver) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isWaiting) return;
      isWaiting = true;
      form.ariaBusy = 'true';
      if (!isFresh()) work = null;
      begin();
      status.textContent = waiting;
      const { submitter } = event;
      work.then(() => {
        isWaiting = false;
        form.removeAttribute('aria-busy');
        if (!isOver) form.requestSubmit(submitter);
      });
    },
    true,
  );

  // Brought back by the "back" button: what was sent counts no more.
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted || isOver) return;
    task.since = Number.NEGATIVE_INFINITY;
    work = null;
    isWaiting = false;
    begin();
  });

  begin();
})();
