/** Says a text: `translate('pages:sign_in.title')`; variables fill `{{name}}`. */
export type Translate = (key: string, variables?: Readonly<Record<string, unknown>>) => string;
