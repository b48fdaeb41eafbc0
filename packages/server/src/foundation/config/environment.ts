/** The one place that touches the process environment; everything else is handed what it needs. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;
