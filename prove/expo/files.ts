/** What is checked beside the example: its declarations against the packages, and uses that must be found wrong. */

const mine = /declare module '(expo-[a-z-]+|react-native)'/g;

/** The declarations of the example under names of their own, so that they stand beside the packages. */
export const declaredModules = (declarations: string): string =>
  declarations.replace(mine, "declare module 'declared-$1'");

/** Each package is all that is declared of it; what is handed to a component, it takes. */
export const comparisonFile = `
import type * as declaredSession from 'declared-expo-auth-session';
import type * as declaredStore from 'declared-expo-secure-store';
import type * as declaredBrowser from 'declared-expo-web-browser';
import type * as declaredNative from 'declared-react-native';
import * as session from 'expo-auth-session';
import * as store from 'expo-secure-store';
import * as browser from 'expo-web-browser';
import type { ComponentProps } from 'react';
import type * as native from 'react-native';

type Given<Part extends keyof typeof declaredNative> = ComponentProps<(typeof declaredNative)[Part]>;
export const all: [typeof declaredSession, typeof declaredStore, typeof declaredBrowser] = [session, store, browser];
export const view = (given: Given<'View'>): ComponentProps<typeof native.View> => given;
export const text = (given: Given<'Text'>): ComponentProps<typeof native.Text> => given;
export const button = (given: Given<'Button'>): ComponentProps<typeof native.Button> => given;
`;

/** One wrong use a line: were the packages not found, or said to be anything, none of them would be. */
export const bentFile = `
import * as session from 'expo-auth-session';
import * as store from 'expo-secure-store';
import * as browser from 'expo-web-browser';
import { Button } from 'react-native';
void new session.AuthRequest({ clientId: 1, redirectUri: 'a:/b' });
void store.setItemAsync('place', 1);
void browser.openBrowserAsync(1);
export const button: InstanceType<typeof Button>['props'] = { title: 1 };
`;

export const bentUses = 4;
