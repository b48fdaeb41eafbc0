/** A user agent in words a person recognises. What it says is a claim, good for reminding, never for deciding. */
import Bowser from 'bowser';

export type Device = { readonly browser?: string; readonly system?: string };

/** The browser and the system that a `User-Agent` header claims; either may be missing. */
export function describeDevice(userAgent: string): Device {
  if (userAgent === '') return {};
  const { browser, os } = Bowser.parse(userAgent.slice(0, 500));
  return {
    ...(browser.name ? { browser: browser.name } : {}),
    ...(os.name ? { system: os.name } : {}),
  };
}
