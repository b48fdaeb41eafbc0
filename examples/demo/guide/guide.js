/** Shows new mails as they come. Without it, the link "Look again" does the same. */
const list = document.querySelector('#mails');

async function lookAgain() {
  if (document.hidden) return;
  const answer = await fetch('/mails').catch(() => null);
  if (answer === null || !answer.ok) return;
  const text = await answer.text();
  // Only when something is new, so that nothing is read out twice and no focus is lost.
  if (list.dataset.shown === text) return;
  list.dataset.shown = text;
  list.innerHTML = text;
}

setInterval(lookAgain, 2_000);
