// Comfort only: every page works without it. Shows passwords on request, keeps a form from being sent twice, groups
// the digits of a code, leads the focus to what needs attention, and tells times in the reader's own zone.
(() => {
  const each = (selector, work) => document.querySelectorAll(selector).forEach(work);

  each('[data-reveal]', (button) => {
    const field = document.getElementById(button.getAttribute('aria-controls'));
    button.hidden = false;
    const toggle = () => {
      field.type = field.type === 'password' ? 'text' : 'password';
      const { reveal, label } = button.dataset;
      button.dataset.reveal = button.textContent;
      button.dataset.label = button.getAttribute('aria-label');
      button.textContent = reveal;
      button.setAttribute('aria-label', label);
    };
    button.addEventListener('click', () => {
      toggle();
      field.focus();
    });
    field.form.addEventListener('submit', () => {
      if (field.type === 'text') toggle();
    });
  });

  each('form', (form) => {
    form.addEventListener('submit', (event) => {
      // A form that saves a file leaves its page as it is, and may be sent again.
      if (form.hasAttribute('data-again')) return;
      if (form.ariaBusy === 'true') return event.preventDefault();
      form.ariaBusy = 'true';
      // Should no answer come, the person may try again.
      setTimeout(() => form.removeAttribute('aria-busy'), 10_000);
    });
  });
  // A page brought back by the "back" button may be sent again.
  addEventListener('pageshow', () => each('form', (form) => form.removeAttribute('aria-busy')));

  each('[data-code]', (field) => {
    field.addEventListener('input', () => {
      const before = field.value.slice(0, field.selectionStart).replace(/\D/g, '').length;
      const digits = field.value.replace(/\D/g, '').slice(0, 6);
      field.value = digits.length > 3 ? `${digits.slice(0, 3)} ${digits.slice(3)}` : digits;
      const caret = Math.min(before, 6) + (before > 3 ? 1 : 0);
      field.setSelectionRange(caret, caret);
    });
  });

  each('[data-copy]', (button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.firstElementChild.textContent = button.dataset.copied;
    });
  });

  // What a form would send besides goes along with the links to accounts elsewhere.
  each('a.connection', (link) => {
    link.addEventListener('click', () => {
      const said = new URLSearchParams(link.search);
      each('[name="keep"]:checked,[data-passkeys-here][value="yes"]', ({ name, value }) => said.set(name, value));
      link.search = said;
    });
  });

  each('[data-print]', (button) => {
    button.hidden = false;
    button.addEventListener('click', () => print());
  });

  each('time[title], time[data-local]', (time) => {
    const at = new Date(time.dateTime);
    const { lang } = document.documentElement;
    const text = at.toLocaleString(lang, { dateStyle: 'long', timeStyle: 'short' });
    if (time.title) time.title = text;
    else time.textContent = text;
  });

  document.querySelector('[data-problems]')?.focus();
})();
