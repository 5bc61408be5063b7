import type { ChildVerdict } from '../../../../main/audit/child-audit.ts';
import { auditInChild } from '../../../../main/audit/child-audit.ts';
import type { ChildPort } from '../../../../main/tokens/child-port.ts';

/** A child that says what the test says, and then ends. */
export class SaidChild implements ChildPort {
  readonly asked: string[] = [];
  killed = 0;
  #text: (text: string) => void = () => {};
  #end: (signal?: string | null) => void = () => {};
  #garbage: () => void = () => {};
  #over = false;
  send(text: string): void {
    this.asked.push(text);
  }
  onText(listener: (text: string) => void): void {
    this.#text = listener;
  }
  onEnd(listener: (signal?: string | null) => void): void {
    this.#end = listener;
  }
  onGarbage(listener: () => void): void {
    this.#garbage = listener;
  }
  leave(): void {}
  kill(): void {
    this.killed += 1;
    this.end('SIGKILL');
  }
  say(text: string): void {
    this.#text(text);
  }
  overflow(): void {
    this.#garbage();
  }
  end(signal: string | null = null): void {
    if (this.#over) return;
    this.#over = true;
    this.#end(signal);
  }
}

/** What the station makes of a child that says these lines, and ends. */
export async function answerTo(
  lines: readonly string[],
  progress: (value: unknown) => void = () => {},
): Promise<{ readonly verdict: ChildVerdict; readonly child: SaidChild }> {
  const child = new SaidChild();
  const verdict = await auditInChild(
    { paths: ['/a'], names: ['a'], git: false, trustedRoot: null, asOf: '2026-06-01T00:00:00Z' },
    {
      progress,
      signal: new AbortController().signal,
      start: () => {
        setImmediate(() => {
          for (const line of lines) child.say(line);
          child.end();
        });
        return child;
      },
    },
  );
  return { verdict, child };
}
