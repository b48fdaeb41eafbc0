/** Shows new mails as they come. Without it, the link "Look again" does the same. */
const list = document.querySelector('#mails');

/** The hour as the reader's clock has it; without a script it is told in UTC. */
function tellTimes() {
  for (const time of list.querySelectorAll('time'))
    time.textContent = new Date(time.dateTime).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
}

async function lookAgain() {
  if (document.hidden) return;
  const answer = await fetch('/mails').catch(() => null);
  if (answer === null || !answer.ok) return;
  const text = await answer.text();
  // Only when something is new, so that nothing is read out twice and no focus is lost.
  if (list.dataset.shown === text) return;
  list.dataset.shown = text;
  list.innerHTML = text;
  tellTimes();
}

tellTimes();
setInterval(lookAgain, 2_000);
