import { contract } from '../../../src/contract/contract.ts';
import { MainFrame, readFrame } from '../../../src/contract/frame.ts';
import { serve } from '../../../src/contract/serve.ts';
import type { PracticeStation } from './practice-station.ts';

/** A page at the other end of the pipe, which may send whatever text it likes. */
export interface AskingPage {
  /**
   * Sends one call. @returns "ok", or the code of what main said; `internal` where a handler failed, or answered what the
   * contract has not
   */
  ask(method: string, value: unknown): Promise<string>;
  /** Everything that main wrote to its own log. */
  readonly log: readonly string[];
}

export function askingPage({ handlers }: PracticeStation): AskingPage {
  const waiting = new Map<number, (answer: string) => void>();
  const log: string[] = [];
  const receivers = new Set<(text: string) => void>();
  serve(
    contract,
    handlers,
    {
      post(text) {
        const frame = readFrame(MainFrame, text);
        if (frame?.t === 'ok') waiting.get(frame.id)?.('ok');
        if (frame?.t === 'err')
          waiting.get(frame.id)?.(frame.problem.hint === '' ? 'no-hint' : frame.problem.code);
      },
      listen(receive) {
        receivers.add(receive);
        return () => void receivers.delete(receive);
      },
    },
    (line) => log.push(line),
  );
  return {
    log,
    ask(method, value) {
      const id = waiting.size;
      const answer = new Promise<string>((resolve) => waiting.set(id, resolve));
      for (const receive of receivers) receive(JSON.stringify({ t: 'call', id, method, value }));
      return answer;
    },
  };
}
