/** `cardea sms figures`: where text messages went, how many codes were entered, and what it cost. */
import type { Command } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import type { SmsFigures } from '../../rooms/messaging/index.ts';
import type { MessagingRooms, WithRooms } from './rooms.ts';
import { jsonOption, tenantOf, tenantOption } from './tenant-of.ts';

type Options = { readonly days: string; readonly tenant?: string; readonly json?: boolean };
type Dependencies = { readonly withRooms: WithRooms<MessagingRooms>; readonly say: (line: string) => void };

const figuresHelp = `
Codes that are sent and hardly ever entered are the sign of somebody who earns with every message. What a message costs
is what the setting sms.prices says; messages to countries without a price are counted and not summed.

  ./cardea sms figures
  ./cardea sms figures --days 7 --json`;

/** Adds the verb to the command line. */
export function addSmsVerb(program: Command, { withRooms, say }: Dependencies): void {
  const sms = program.command('sms').description('text messages: what was sent, and what it cost');
  sms
    .command('figures')
    .description('count the text messages of the last days, by country')
    .option('--days <number>', 'how many days', '30')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .addHelpText('after', figuresHelp)
    .action(async (options: Options) => {
      const days = Number(options.days);
      if (!Number.isInteger(days) || days < 1 || days > 90)
        throw settingsRefusal(['--days must be a whole number from 1 to 90.']);
      const figures = await withRooms(readSettings(environment), async (rooms) => {
        const tenant = await rooms.tenants.byId(await tenantOf(rooms, options.tenant));
        if (tenant === null) throw settingsRefusal(['There is no such tenant.']);
        return rooms.sms.figures(tenant, days);
      });
      if (options.json === true) say(JSON.stringify(toJson(figures)));
      else for (const line of describe(figures)) say(line);
    });
}

const amount = (micros: number) => micros / 1_000_000;

function toJson({ days, currency, countries, total, today }: SmsFigures) {
  return {
    days,
    currency,
    countries: countries.map(({ priceMicros, ...country }) => ({ ...country, cost: amount(priceMicros) })),
    total: { sent: total.sent, entered: total.entered, cost: amount(total.priceMicros) },
    today: {
      messages: today.messages,
      cost: amount(today.priceMicros),
      daily_messages: today.dailyMessages,
      daily_cost: today.dailyCost,
      stopped_at: today.stoppedAt?.toISOString() ?? null,
    },
  };
}

function describe({ days, currency, countries, total, today }: SmsFigures): string[] {
  const money = (micros: number) => `${amount(micros).toFixed(2)} ${currency}`;
  const rows = countries.map(
    ({ country, sent, delivered, undelivered, entered, priceMicros, unpriced }) =>
      `${country}: ${sent} sent, ${delivered} delivered, ${undelivered} not delivered, ${entered} entered, ` +
      `${money(priceMicros)}${unpriced > 0 ? ` and ${unpriced} without a price` : ''}`,
  );
  return [
    `The last ${days} days: ${total.sent} text messages, ${total.entered} codes entered, ${money(total.priceMicros)}.`,
    ...rows,
    `Today: ${today.messages} of ${today.dailyMessages}, ${money(today.priceMicros)}${today.dailyCost === null ? '' : ` of ${today.dailyCost.toFixed(2)} ${currency}`}.`,
    ...(today.stoppedAt === null
      ? []
      : [`None are sent since ${today.stoppedAt.toISOString()}, until tomorrow (UTC).`]),
  ];
}
