/**
 * A real mail server on loopback for tests: it keeps what it accepts, and answers as the test wishes.
 */
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { freePort } from './free-port.ts';

export type ReceivedMail = {
  readonly from: string;
  readonly to: readonly string[];
  /** Header lines, unfolded. */
  readonly headers: readonly string[];
  readonly raw: string;
  readonly at: number;
};

export type MailServer = {
  readonly url: string;
  readonly received: ReceivedMail[];
  /** Answers for the next mails: an error code refuses, and undefined or nothing left accepts. */
  readonly recipientAnswers: (number | undefined)[];
  readonly contentAnswers: (number | undefined)[];
  /** Called after a mail was taken and before it is acknowledged. */
  onAccepted: (() => Promise<void> | void) | undefined;
  stop(): Promise<void>;
};

/** Starts one; `wanted` is the port of a server that comes back where it was. */
export async function startMailServer(options: SMTPServerOptions = {}, wanted?: number): Promise<MailServer> {
  // Kept for it, should it stop and come back.
  const port = wanted ?? (await freePort());
  const refusal = (code: number) => Object.assign(new Error('no'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.key === undefined ? ['STARTTLS'] : [],
    logger: false,
    closeTimeout: 20, // a client that keeps its connection open must not hold up a stop
    onRcptTo(_address, _session, callback) {
      const code = mailServer.recipientAnswers.shift();
      callback(code === undefined ? null : refusal(code));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const code = mailServer.contentAnswers.shift();
        if (code !== undefined) return callback(refusal(code));
        const raw = Buffer.concat(chunks).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        mailServer.received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((recipient) => recipient.address),
          headers: headersOf(raw),
          raw,
          at: performance.now(),
        });
        await mailServer.onAccepted?.();
        return callback();
      });
    },
    ...options,
  });
  // A client that goes away in the middle is part of what is tested.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const mailServer: MailServer = {
    url: `smtp://127.0.0.1:${port}`,
    received: [],
    recipientAnswers: [],
    contentAnswers: [],
    onAccepted: undefined,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mailServer;
}

function headersOf(raw: string): string[] {
  const [head = ''] = raw.split('\r\n\r\n', 1);
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
}
