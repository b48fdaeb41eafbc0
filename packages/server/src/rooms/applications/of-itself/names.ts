/**
 * Whether a name could be taken for another: an application that names itself must not look like one that the operator
 * chose, or like the service itself. Pure. Looks are compared, not letters (Unicode Technical Standard 39, section 4).
 */

// Letters and digits that look like Latin ones; what NFKD and the removal of marks do not fold by themselves.
const alike: Readonly<Record<string, string>> = {
  ...{ а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', ё: 'e', ғ: 'f', ɡ: 'g', һ: 'h', н: 'h', і: 'i', ї: 'i', ӏ: 'l', ј: 'j' },
  ...{ к: 'k', м: 'm', о: 'o', р: 'p', ԛ: 'q', г: 'r', ѕ: 's', т: 't', ц: 'u', ѵ: 'v', ԝ: 'w', х: 'x', у: 'y' },
  ...{ α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', γ: 'y' },
  ...{ ø: 'o', đ: 'd', ħ: 'h', ı: 'i', ł: 'l', ſ: 's', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'p' },
  ...{ '0': 'o', '1': 'l', '3': 'e', '5': 's', '6': 'b', '8': 'b', '9': 'g', '|': 'l', $: 's', '@': 'a', '!': 'l' },
};

/** The words of a name as they look. */
function wordsOf(name: string): string[] {
  const folded = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\s]/gu, (letter) => alike[letter] ?? letter);
  return (
    folded
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
      // An i is an l is a one; two letters can look like one.
      .map((word) => word.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('cl', 'd').replaceAll('i', 'l'))
  );
}

// What every tenant has, or is run by, also before it is there.
const ofTheHouse: readonly string[] = ['Cardea', 'Console'];

/** Whether the name looks like one of these, or of ours: all of it, or, where that one has several words, a part of it. */
export function looksLikeOneOf(name: string, others: readonly string[]): boolean {
  const words = wordsOf(name);
  const whole = words.join('');
  return [...ofTheHouse, ...others].some((other) => {
    const its = wordsOf(other);
    if (its.length === 0) return false;
    if (its.join('') === whole) return true;
    return its.length > 1 && ` ${words.join(' ')} `.includes(` ${its.join(' ')} `);
  });
}
