/** Light, dark or as the system wishes, kept where `scheme.js` looks before the first paint. */
import { localStorageColorSchemeManager } from '@mantine/core';

export const schemes = localStorageColorSchemeManager({ key: 'cardea-console-scheme' });
