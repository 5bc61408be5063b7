// The process that runs one audit for the window. It has a memory of its own: whatever the files make of it, the
// station goes on. Its one request and its answer go over the descriptor that the station waits on.
import { flushCompileCache } from 'node:module';
import { StationError } from '../../../src/encoding/station-error.ts';
import { paced } from '../../station/paced.ts';
import { stationPort } from '../../tokens/host/station-port.ts';
import { judge } from './judge.ts';
import { answerLines } from './lines.ts';
import { AuditRequest, type ChildMessage, type Failure, FailureCode, stopWord } from './wire.ts';

// A fault that is no answer ends the process: the station says so in its own words.
process.on('uncaughtException', () => process.exit(1));
process.on('unhandledRejection', () => process.exit(1));

// It ends by a signal when it has answered: what was compiled is kept now, where there is a folder for it, or never.
flushCompileCache();

const port = stationPort();
const stop = new AbortController();
let asked = false;

port.onText((text) => {
  if (text === stopWord) stop.abort();
  else if (asked) process.exit(1);
  else {
    asked = true;
    void answer(AuditRequest.parse(JSON.parse(text)));
  }
});
port.onEnd(() => process.exit(0));

async function answer(request: AuditRequest): Promise<void> {
  const tell = paced<Extract<ChildMessage, { kind: 'progress' }>>(send);
  try {
    const judged = await judge(
      request,
      ({ part, ...told }) =>
        tell({
          kind: 'progress',
          ...told,
          ...(part === undefined ? {} : { part: cut(part, 200) }),
        }),
      stop.signal,
    );
    for (const line of answerLines(judged)) port.send(line);
  } catch (error) {
    if (stop.signal.aborted) process.exit(0);
    const failure = failureOf(error);
    if (failure === null) process.exit(1);
    send(failure);
  }
}

function send(message: ChildMessage): void {
  port.send(JSON.stringify(message));
}

/** null for a fault of the program: its text could say anything. */
function failureOf(error: unknown): Failure | null {
  if (!(error instanceof StationError)) return null;
  const code = FailureCode.safeParse(error.code).data;
  if (code === undefined) return null;
  const orNull = (text: string | undefined) => (text === undefined ? null : cut(text, 2000));
  return {
    kind: 'failure',
    code,
    message: cut(error.message, 2000),
    expected: orNull(error.expected),
    found: orNull(error.found),
    place: orNull(error.place),
    hint: cut(error.hint, 2000),
  };
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
