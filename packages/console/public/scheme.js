// Before the first paint: light or dark, as this browser was told last, else as its system wishes.
(() => {
  let wanted = 'auto';
  try {
    wanted = localStorage.getItem('cardea-console-scheme') ?? 'auto';
  } catch {
    // Without storage the system decides.
  }
  const dark = wanted === 'dark' || (wanted !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
})();
