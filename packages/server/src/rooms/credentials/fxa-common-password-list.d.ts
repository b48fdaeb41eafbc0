declare module 'fxa-common-password-list' {
  /** Whether the text is among the passwords most often found in breaches. */
  const list: { test(password: string): boolean };
  export default list;
}
