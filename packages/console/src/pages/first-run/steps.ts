/** The steps of the first run, as the address names them. */
export const firstRunSteps = ['look', 'application', 'sign-in'] as const;
export type FirstRunStep = (typeof firstRunSteps)[number];
export const isFirstRunStep = (value: unknown): value is FirstRunStep => firstRunSteps.some((step) => step === value);
