import type { MessagePipe } from '../../main/shells/pipe.ts';

/** One end for a test: whole DevTools messages as objects. */
export interface TestEnd {
  send(message: object): void;
  onMessage(receive: (message: object) => void): void;
}

interface Message {
  id?: number;
  method?: string;
  sessionId?: string;
  params?: { sessionId?: string };
  result?: { sessionId?: string };
}

/** Commands of the test are numbered from here on; the station's never get so far. */
const FIRST = 1_000_000_000;
const ATTACH = FIRST;

/**
 * Splits Chromium's one pipe in two, so that Playwright can drive the very window that the station
 * opened: no debugging port, no other flag, and the empty network namespace stays. The test gets a
 * browser session of its own; what belongs to its sessions never reaches the station.
 */
export function tapPipe(pipe: MessagePipe): { station: MessagePipe; test: TestEnd } {
  const toStation: ((text: string) => void)[] = [];
  const toTest: ((message: object) => void)[] = [];
  const sessions = new Set<string>();
  const early: Message[] = [];
  let own: string | undefined;

  const write = (message: Message): void => {
    const id = FIRST + 1 + (message.id ?? 0);
    pipe.write(JSON.stringify({ ...message, id, sessionId: message.sessionId ?? own }));
  };
  const deliver = (message: Message): void => {
    const { sessionId, ...rest } = message;
    const out = sessionId === own ? rest : message;
    for (const receive of toTest) receive(out);
  };

  pipe.onMessage((text) => {
    const message = JSON.parse(text) as Message;
    if (message.id === ATTACH) {
      own = message.result?.sessionId;
      if (own !== undefined) sessions.add(own);
      for (const waiting of early.splice(0)) write(waiting);
      return;
    }
    if (message.id !== undefined && message.id > FIRST) {
      return deliver({ ...message, id: message.id - FIRST - 1 });
    }
    if (message.sessionId === undefined || !sessions.has(message.sessionId)) {
      for (const receive of toStation) receive(text);
      return;
    }
    if (message.method === 'Target.attachedToTarget' && message.params?.sessionId !== undefined) {
      sessions.add(message.params.sessionId);
    }
    deliver(message);
  });

  return {
    station: {
      write: (text) => pipe.write(text),
      onMessage: (receive) => void toStation.push(receive),
      onEnd: (ended) => pipe.onEnd(ended),
    },
    test: {
      onMessage: (receive) => void toTest.push(receive),
      send: (message) => {
        if (own !== undefined) return write(message);
        if (early.length === 0) {
          pipe.write(JSON.stringify({ id: ATTACH, method: 'Target.attachToBrowserTarget' }));
        }
        early.push(message);
      },
    },
  };
}
