/**
 * One password tried at many accounts. Of each mark (a keyed, truncated digest that lives in memory) the accounts are
 * counted that failed with it within an hour; alarm when so many would be a coincidence below one in a million:
 * P(Poisson(λ) ≥ d) < 10⁻⁶ with λ = F · max(p, 2⁻²⁰), F the failures of the hour (intelligence.md, item 35).
 */

// How often the passwords that people like best are among those that fail. Learning the true share of each would mean
// to keep what was typed.
const likedMost = 1 / 1000;
const tooUnlikely = 1e-6;
export const leastAccounts = 10;
/** From so many accounts on, the spray is an attack upon the tenant as a whole. */
export const wideAccounts = 50;

/** P(Poisson(mean) ≥ count). */
export function poissonTail(mean: number, count: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  // From the least likely end, where the terms are small, so that nothing cancels.
  let term = Math.exp(-mean + count * Math.log(mean) - logFactorial(count));
  let sum = 0;
  for (let k = count; term > sum * 1e-12 || k < mean; k += 1) {
    sum += term;
    term *= mean / (k + 1);
    if (k > count + 10_000) break;
  }
  return Math.min(1, sum);
}

function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k += 1) sum += Math.log(k);
  return sum;
}

/** Whether so many accounts with one password are a spray, among so many failures of the hour. */
export function isSpray(accounts: number, failuresOfTheHour: number): boolean {
  if (accounts < leastAccounts) return false;
  return poissonTail(failuresOfTheHour * Math.max(likedMost, 2 ** -20), accounts) < tooUnlikely;
}
