/** A picture of a tenant as pages and mails show it. Its name says its size, so nothing has to be asked for. */
export type ShownPicture = { readonly href: string; readonly width: number; readonly height: number };

/** Its address under `origin` (nothing for one of this site) and its size, at most so many pixels high. */
export function pictureAt(origin: string, asset: string | undefined, mostHigh: number): ShownPicture | undefined {
  const size = /\.(\d{1,4})x(\d{1,4})$/.exec(asset ?? '');
  if (asset === undefined || size === null) return undefined;
  const [width, height] = [Number(size[1]), Number(size[2])];
  const scale = Math.min(1, mostHigh / height, 240 / width);
  const scaled = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return { href: `${origin}/brand/${asset}`, width: scaled(width), height: scaled(height) };
}
