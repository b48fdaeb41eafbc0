import { expect, test } from 'vitest';
import { type Arriving, type Course, whoArrives } from './who-arrives.ts';

const stranger: Arriving = { linkedTo: null, isEmailProven: false, holder: null, mayMakeAccounts: true };
const verified = { customerId: 'cus_owner', isVerified: true };
const unproven = { customerId: 'cus_planted', isVerified: false };

test.each<[string, Partial<Arriving>, Course]>([
  ['who is linked signs in', { linkedTo: 'cus_linked' }, { course: 'sign-in', customerId: 'cus_linked' }],
  [
    'who is linked signs in to that account, whoever holds the address',
    { linkedTo: 'cus_linked', isEmailProven: true, holder: verified },
    { course: 'sign-in', customerId: 'cus_linked' },
  ],
  [
    'the holder of a proven address is asked here too',
    { isEmailProven: true, holder: verified },
    { course: 'link-after-sign-in', customerId: 'cus_owner' },
  ],
  [
    'an address that nobody ever proved here belongs to who proves it',
    { isEmailProven: true, holder: unproven },
    { course: 'prove-and-link', customerId: 'cus_planted' },
  ],
  ['nobody comes in by an address that is not vouched for', { holder: verified }, { course: 'sign-up' }],
  ['nor where it is nobody’s', { isEmailProven: true }, { course: 'sign-up' }],
  ['a stranger begins an account', {}, { course: 'sign-up' }],
  ['and none where none are made', { mayMakeAccounts: false }, { course: 'nobody' }],
  [
    'who has an account may link it there all the same',
    { mayMakeAccounts: false, isEmailProven: true, holder: verified },
    { course: 'link-after-sign-in', customerId: 'cus_owner' },
  ],
])('%s', (_name, given, course) => {
  expect(whoArrives({ ...stranger, ...given })).toEqual(course);
});
