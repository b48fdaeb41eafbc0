/** Branding: design tokens from a few wishes. Pure; the room's door hands it on. */
export { type Adjustment, type Branding, type ColourRoles, defaultAccent, deriveTheme, type Theme } from './theme.ts';
