import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditProgress } from '../../src/audit/audit.ts';
import type { AuditReport } from '../../src/audit/report.ts';
import { type ChildPort, pipeChild, type StartChild } from '../tokens/child-port.ts';
import { AnswerInParts } from './child/answer-in-parts.ts';
import { errorOf } from './child/failure.ts';
import {
  type AuditRequest,
  ChildMessage,
  maximumAnswerBytes,
  maximumLineBytes,
  stopWord,
} from './child/wire.ts';
import { ChildAuditError } from './child-audit-error.ts';
import type { AuditedFiles } from './read-again.ts';

/** What an audit reads is looked at once and dropped: the engine tidies up early. As `bin/station` has it. */
export const memoryFlags = ['--optimize-for-size', '--max-semi-space-size=1'] as const;
/** One heap for all threads: one for each of them would stay empty for the most part, 10 to 20 MiB in all. */
export const memoryEnvironment = { MALLOC_ARENA_MAX: '1' } as const;

/** Milliseconds in which an audit that was cancelled puts its own things away before it is ended. */
const tidying = 5000;

export interface ChildVerdict {
  readonly report: AuditReport;
  readonly filesRead: number;
  readonly files: AuditedFiles;
}

export interface ChildCall {
  readonly progress: (value: AuditProgress) => void;
  readonly signal: AbortSignal;
  /** Starts another process: for tests. */
  readonly start?: StartChild;
}

/**
 * Runs one audit in a process of its own, with the engine's flags of the command line, an environment of its own and a
 * temporary folder that is removed when it is gone. Its report is taken whole or not at all.
 * @throws InputError, AuditError or OpinionError as the audit itself does; ChildAuditError if the process gives no
 *   report; the reason of `signal`, at once
 */
export async function auditInChild(
  request: AuditRequest,
  { progress, signal, start = pipeChild }: ChildCall,
): Promise<ChildVerdict> {
  signal.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'station-audit-'));
  if (signal.aborted) {
    // It was cancelled meanwhile: nobody would tell the process any more.
    await rm(folder, { recursive: true, force: true });
    signal.throwIfAborted();
  }
  const port = start({
    entry: join(import.meta.dirname, 'child/child.ts'),
    flags: memoryFlags,
    environment: { PATH: '/usr/bin:/bin', TMPDIR: folder, ...memoryEnvironment },
    maximumLineBytes,
  });
  return ask(port, request, { progress, signal }, () => {
    // What an own temporary folder still holds is nobody's work; where it cannot be removed, the system will.
    rm(folder, { recursive: true, force: true }).catch(() => {});
  });
}

function ask(
  port: ChildPort,
  request: AuditRequest,
  { progress, signal }: ChildCall,
  gone: () => void,
): Promise<ChildVerdict> {
  const { promise, resolve, reject } = Promise.withResolvers<ChildVerdict>();
  const answer = new AnswerInParts();
  let [bytes, over] = [0, false];
  const cancel = (): void => {
    if (!finish(() => reject(signal.reason))) return;
    port.send(stopWord);
    setTimeout(() => port.kill(), tidying).unref();
  };
  /** Once only: what comes later counts for nothing. */
  const finish = (settle: () => void): boolean => {
    if (over) return false;
    over = true;
    signal.removeEventListener('abort', cancel);
    settle();
    return true;
  };
  const stop = (settle: () => void): void => {
    if (finish(settle)) port.kill();
  };
  const garbage = (): void => stop(() => reject(noAnswer()));
  port.onText((text) => {
    if (over) return;
    const message = messageOf(text);
    if (message?.kind !== 'progress') bytes += text.length;
    if (message === null || bytes > maximumAnswerBytes) garbage();
    else if (message.kind === 'progress') {
      const { done, total, doing, part } = message;
      progress({ done, total, doing, ...(part === undefined ? {} : { part }) });
    } else if (message.kind === 'failure') stop(() => reject(errorOf(message)));
    else if (message.kind === 'end') {
      const verdict = answer.whole(message);
      if (verdict === null) garbage();
      else stop(() => resolve(verdict));
    } else answer.add(message);
  });
  port.onGarbage(garbage);
  port.onEnd((by) => {
    finish(() => reject(ended(by ?? null)));
    gone();
  });
  signal.addEventListener('abort', cancel, { once: true });
  port.send(JSON.stringify(request));
  return promise;
}

function messageOf(text: string): ChildMessage | null {
  try {
    return ChildMessage.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The engine aborts its process where it finds no more memory. */
function ended(by: string | null): ChildAuditError {
  const notDone = ['No verdict was given'];
  if (by === 'SIGABRT') {
    return new ChildAuditError('audit.out-of-memory', 'the audit ran out of memory', {
      expected: 'files that fit into the memory of one audit',
      found: 'more than that',
      hint: 'Choose fewer folders, for example only the repository, and start the audit again.',
      notDone,
    });
  }
  return new ChildAuditError('audit.process-ended', 'the audit ended before its verdict', {
    expected: 'a report',
    found: by === null ? 'a process that ended' : `a process that was ended by ${by}`,
    hint: 'Start it again. If it ends again, close other programs or choose fewer folders: memory may be short.',
    notDone,
  });
}

function noAnswer(): ChildAuditError {
  return new ChildAuditError('audit.process-answer', 'the audit gave an answer that is none', {
    expected: 'a whole report',
    found: 'something else',
    hint: 'Start it again. If it happens again, audit the files on another computer.',
    notDone: ['No verdict was given'],
  });
}
