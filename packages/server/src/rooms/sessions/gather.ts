/**
 * Asks together what is asked at the same time: what comes while answers are under way waits and goes with the next.
 * Nobody waits for anything else; when little is asked, each goes by itself. Beyond a bound nobody waits at all.
 */

type Limits<Answer> = {
  /** How many questions go together. */
  readonly most: number;
  /** How many askings are under way at once: one that hangs does not hold up the rest. */
  readonly atOnce: number;
  /** How many questions may wait; the next gets `whenFull`. */
  readonly mostWaiting: number;
  readonly whenFull: Answer;
};

// An asking takes a few milliseconds; what takes longer waits for something, and others need not.
const patienceMilliseconds = 100;

/** `ask` answers each at its place. When it fails, it fails for all that went together. */
export function gather<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  { most, atOnce, mostWaiting, whenFull }: Limits<Answer>,
): (question: Question) => Promise<Answer> {
  type Waiting = {
    readonly question: Question;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  };
  let waiting: Waiting[] = [];
  let underWay = 0;
  let overtaking: NodeJS.Timeout | undefined;

  async function askAll(): Promise<void> {
    while (waiting.length > 0) {
      const together = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await ask(together.map(({ question }) => question));
        for (const [place, { resolve }] of together.entries()) resolve(answers[place] as Answer);
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    underWay -= 1;
  }

  function begin(): void {
    underWay += 1;
    // What arrived with it is read first.
    setImmediate(askAll);
  }

  return (question) => {
    if (waiting.length >= mostWaiting) return Promise.resolve(whenFull);
    return new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (underWay === 0) begin();
      else if (underWay < atOnce && overtaking === undefined) {
        overtaking = setTimeout(() => {
          overtaking = undefined;
          if (waiting.length > 0 && underWay < atOnce) begin();
        }, patienceMilliseconds);
      }
    });
  };
}
