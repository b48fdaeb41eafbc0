/**
 * As much of the packages as this example uses, so that it is checked where they are not installed: they bring several
 * hundred megabytes. `npm install && npm run check` in this folder checks it against the packages themselves.
 */
declare module 'expo-auth-session' {
  export type DiscoveryDocument = {
    readonly authorizationEndpoint?: string;
    readonly tokenEndpoint?: string;
    readonly userInfoEndpoint?: string;
    readonly endSessionEndpoint?: string;
  };
  export function fetchDiscoveryAsync(issuer: string): Promise<DiscoveryDocument>;
  export type AuthSessionResult =
    | { readonly type: 'cancel' | 'dismiss' | 'opened' | 'locked' }
    | { readonly type: 'success' | 'error'; readonly params: Record<string, string> };
  export class AuthRequest {
    constructor(config: { clientId: string; redirectUri: string; scopes?: string[]; usePKCE?: boolean });
    codeVerifier?: string;
    promptAsync(discovery: DiscoveryDocument): Promise<AuthSessionResult>;
  }
  export class TokenResponse {
    constructor(response: { accessToken: string });
    static isTokenFresh(token: TokenResponse, secondsMargin?: number): boolean;
    accessToken: string;
    issuedAt: number;
    expiresIn?: number;
    refreshToken?: string;
    idToken?: string;
  }
  export class TokenError extends Error {
    constructor(response: { error: string });
    code: string;
  }
  export function exchangeCodeAsync(
    config: { clientId: string; code: string; redirectUri: string; extraParams?: Record<string, string> },
    discovery: DiscoveryDocument,
  ): Promise<TokenResponse>;
  export function refreshAsync(
    config: { clientId: string; refreshToken?: string },
    discovery: DiscoveryDocument,
  ): Promise<TokenResponse>;
  export function fetchUserInfoAsync(
    config: { accessToken: string },
    discovery: DiscoveryDocument,
  ): Promise<Record<string, unknown>>;
}

declare module 'expo-secure-store' {
  type Options = { keychainAccessible?: number };
  export const WHEN_UNLOCKED_THIS_DEVICE_ONLY: number;
  export function getItemAsync(key: string, options?: Options): Promise<string | null>;
  export function setItemAsync(key: string, value: string, options?: Options): Promise<void>;
  export function deleteItemAsync(key: string, options?: Options): Promise<void>;
}

declare module 'expo-web-browser' {
  export function openAuthSessionAsync(url: string, redirectUrl?: string | null): Promise<{ type: string }>;
  export function openBrowserAsync(url: string): Promise<{ type: string }>;
}

declare module 'react-native' {
  import { Component, type ReactNode } from 'react';

  type Children = { readonly children?: ReactNode };
  type Style = {
    readonly flex?: number;
    readonly justifyContent?: 'center';
    readonly gap?: number;
    readonly padding?: number;
  };
  export class View extends Component<Children & { readonly style?: Style }> {}
  export class Text extends Component<Children> {}
  export class Button extends Component<{ readonly title: string; readonly onPress: () => void }> {}
}
