/** That there is an attack, in a line. */
export const attacks = {
  'protection.attack': 'Attack mode since {{time}}',
  'protection.attack.no-attempts': 'No attempt has been counted since.',
  'protection.attack.attempts_one': 'One attempt, {{share}} did not get in.',
  'protection.attack.attempts_other': '{{number}} attempts; {{share}} of them did not get in.',
  'protection.attack.attempts-at_one': 'One attempt, {{share}} did not get in.',
  'protection.attack.attempts-at_other':
    '{{number}} attempts at {{accounts}} or more accounts; {{share}} of them did not get in.',
  'protection.overview.open_one': 'One attack was found and answered. Nobody has to do anything.',
  'protection.overview.open_other': '{{number}} attacks were found and answered. Nobody has to do anything.',
  'protection.overview.more': 'See protection',
} as const;
