/** The attributes of a profile as people call them: by the label that the schema gives them, in the language spoken. */
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { type Attribute, profileSchemaKey, readAttributes } from '../../api/profile-schema.ts';
import { currentLanguage, textOr } from '../../texts/index.ts';

/** The declaration; absent for whoever may not read settings. */
export function useAttributes() {
  const may = useMay();
  const isReadable = may('settings:read');
  const found = useQuery({
    queryKey: profileSchemaKey,
    queryFn: ({ signal }) => readAttributes(signal),
    enabled: isReadable,
    staleTime: 60_000,
  });
  return { ...found, isReadable };
}

type Labels = Readonly<Record<string, string>> | undefined;

/** The words in the language spoken, else in English, else the first there are. */
export function worded(labels: Labels): string | undefined {
  if (labels === undefined) return undefined;
  return labels[currentLanguage()] ?? labels['en'] ?? Object.values(labels)[0];
}

/** A name of the schema made readable: `staff_discount` as "Staff discount". */
export function readable(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** What an attribute is called: its label, or its name made readable. */
export function attributeLabel(name: string, attribute?: Pick<Attribute, 'label'>): string {
  return worded(attribute?.label) ?? textOr(`attribute.${name}`, readable(name));
}
