/** What people type, and what Cardea says about them, is text on every page. */
import { expect, test } from 'vitest';
import { html, markup } from './html.ts';

test('whatever is put in is text, in content and in attributes, alone and in lists', () => {
  const hostile = `<img src=x onerror="alert('1')">&`;
  const text = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
  expect(html`<p title="${hostile}">${[hostile, hostile]}</p>`.markup).toBe(`<p title="${text}">${text}${text}</p>`);
});

test('HTML inside HTML stays what it is, and nothing is nothing', () => {
  expect(html`<p>${html`<b>${1}</b>`}${markup('<i></i>')}${null}${undefined}${false}</p>`.markup).toBe(
    '<p><b>1</b><i></i></p>',
  );
});
