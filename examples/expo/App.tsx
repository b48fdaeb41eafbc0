/** One screen: a button to sign in, or the name of whoever is. */
import { useEffect, useState } from 'react';
import { Button, Text, View } from 'react-native';
import { openAccount, person, resume, SignInNeeded, signIn, signOut } from './sign-in.ts';

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'stranger'; readonly text: string }
  | { readonly kind: 'known'; readonly name: string };

const stranger = (text = 'Sign in to see your orders.'): State => ({ kind: 'stranger', text });

async function known(): Promise<State> {
  const { name, email } = await person();
  return { kind: 'known', name: name ?? email ?? 'you' };
}

/** Whatever goes wrong ends at the button, with a word of why. */
const settle = (show: (state: State) => void, next: Promise<State>) =>
  next.then(show, (error: unknown) =>
    show(stranger(error instanceof SignInNeeded ? 'You were signed out.' : 'That did not work. Try again.')),
  );

// Expo looks for the default export.
export default function App() {
  const [state, setState] = useState<State>({ kind: 'waiting' });

  useEffect(() => {
    void settle(
      setState,
      resume().then((isKnown) => (isKnown ? known() : stranger())),
    );
  }, []);

  const press = (next: Promise<State>) => void settle(setState, next);
  return (
    <View style={{ flex: 1, justifyContent: 'center', gap: 16, padding: 24 }}>
      {state.kind === 'waiting' && <Text>One moment…</Text>}
      {state.kind === 'stranger' && (
        <>
          <Text>{state.text}</Text>
          <Button title="Sign in" onPress={() => press(signIn().then((isDone) => (isDone ? known() : stranger())))} />
        </>
      )}
      {state.kind === 'known' && (
        <>
          <Text>Hello {state.name}</Text>
          <Button title="Your account" onPress={() => void openAccount()} />
          <Button title="Sign out" onPress={() => press(signOut().then(() => stranger('You are signed out.')))} />
        </>
      )}
    </View>
  );
}
