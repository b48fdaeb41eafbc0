/** An e-mail address. Where there is no room for all of it, it breaks before the host, not somewhere in a word. */
export function Address({ of }: { readonly of: string | null }) {
  if (of === null) return null;
  const at = of.lastIndexOf('@');
  if (at < 1) return <bdi>{of}</bdi>;
  return (
    <bdi>
      {of.slice(0, at)}
      <wbr />
      {of.slice(at)}
    </bdi>
  );
}
