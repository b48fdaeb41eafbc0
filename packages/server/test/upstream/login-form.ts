/** The form that people sign in with upstream: one field, no script, so that any client that keeps cookies can send it. */
import { escapeHtml, html, type Reply } from './loopback.ts';

export function loginForm(action: string, hidden: Readonly<Record<string, string>>, hint = '', problem = ''): Reply {
  const fields = Object.entries(hidden)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  return html(
    `<h1>Sign in upstream</h1><p>${escapeHtml(problem)}</p><form method="post" action="${escapeHtml(action)}">${fields}` +
      `<label>Account <input name="login" value="${escapeHtml(hint)}"></label>` +
      '<button name="decision" value="allow">Continue</button><button name="decision" value="deny">Cancel</button></form>',
    problem === '' ? 200 : 401,
  );
}

/** OAuth 2.0 Form Post Response Mode, section 2; the script that submits it is left out, the button stays. */
export function postedAnswer(redirectUri: string, parameters: Readonly<Record<string, string>>): Reply {
  const fields = Object.entries(parameters)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  return html(`<form method="post" action="${escapeHtml(redirectUri)}">${fields}<button>Continue</button></form>`);
}
