import type { MessagePipe } from '../../../../main/shells/pipe.ts';

interface Command {
  readonly id: number;
  readonly method: string;
  readonly params: Record<string, unknown>;
  readonly sessionId?: string;
}

/** The other end of the pipe, played by a test: it keeps the commands, and says what the test wants. */
export function falseChromium() {
  const commands: Command[] = [];
  const receivers: ((text: string) => void)[] = [];
  const ends: (() => void)[] = [];
  const pipe: MessagePipe = {
    write: (text) => void commands.push(JSON.parse(text) as Command),
    onMessage: (receive) => void receivers.push(receive),
    onEnd: (ended) => void ends.push(ended),
  };
  const sayText = (text: string): void => {
    for (const receive of receivers) receive(text);
  };
  const say = (message: object): void => sayText(JSON.stringify(message));
  return {
    pipe,
    commands,
    sayText,
    say,
    end: () => {
      for (const ended of ends) ended();
    },
    /** Commands of this name, in their order. */
    sent: (method: string) => commands.filter((command) => command.method === method),
    /** Answers the last command of this name. */
    answer: (method: string, result: object) => {
      const command = commands.findLast((one) => one.method === method);
      if (command === undefined) throw new Error(`${method} was not sent`);
      say({ id: command.id, result });
    },
    event: (method: string, params: object, sessionId?: string) =>
      say({ method, params, ...(sessionId === undefined ? {} : { sessionId }) }),
  };
}
