/** A declared attribute as the views draw it. Its words are the tenant's own, so they come with the model. */

export type AttributeOption = { readonly value: string; readonly label: string; readonly isChosen: boolean };

export type AttributeFieldModel = {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly kind: 'text' | 'long_text' | 'select' | 'checks';
  readonly isOptional: boolean;
  /** For what is written. */
  readonly value?: string;
  readonly input?: {
    readonly type: 'text' | 'date' | 'url' | 'tel';
    readonly mode?: 'numeric' | 'decimal';
    readonly maxLength?: number;
    readonly min?: string;
    readonly max?: string;
  };
  readonly autocomplete?: string;
  /** For what is chosen. */
  readonly options?: readonly AttributeOption[];
  /** What is kept, in words, where it differs from what this field holds. */
  readonly kept?: string;
};
