/** The levels of assurance that applications can ask for, and their order. */
/** From the weakest to the strongest. */
export const acrLevels = ['urn:cardea:aal1', 'urn:cardea:aal2', 'phr', 'phrh'] as const;
export type Acr = (typeof acrLevels)[number];

/** Whether a level is at least the one that is asked for. */
export function reaches(acr: string, wanted: Acr): boolean {
  return (acrLevels as readonly string[]).indexOf(acr) >= acrLevels.indexOf(wanted);
}

/** One of our levels, or null. */
export function toAcr(value: string | null | undefined): Acr | null {
  return acrLevels.find((level) => level === value) ?? null;
}
