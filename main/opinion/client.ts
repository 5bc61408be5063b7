import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ClientOpinion, ClientQuestion } from '../../src/audit/opinion.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { compiledCode } from '../tokens/compiled-code.ts';
import { ClientAnswer, type ClientRequest } from './client-wire.ts';

export type OpinionErrorCode = 'opinion.no-answer';

/** Raised when the process of the second implementation gives no answer. What it thinks of the files is no error. */
export class OpinionError extends StationError<OpinionErrorCode> {}

const patience = 30_000;

/**
 * Lets tuf-js follow a repository as a client does, in a process of its own whose clock stands at the instant asked
 * for. It gets the files over a pipe and reaches no network: a name that is not among them is "not found".
 * @throws OpinionError if the process fails or takes longer than 30 s; the reason of `signal`
 */
export async function clientOpinion(
  { trustedRoot, files, asOf, targets = [] }: ClientQuestion,
  signal?: AbortSignal,
): Promise<ClientOpinion> {
  signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'station-opinion-'));
  try {
    const request: ClientRequest = {
      trustedRoot: base64(trustedRoot),
      files: Object.fromEntries([...files].map(([name, bytes]) => [name, base64(bytes)])),
      clock: asOf.ms,
      targets: [...targets],
      folder,
    };
    return await ask(request, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ask(request: ClientRequest, signal: AbortSignal | undefined): Promise<ClientAnswer> {
  const entry = join(import.meta.dirname, 'client-child.ts');
  const child = spawn(process.execPath, [...compiledCode(), entry], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: patience,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  // The child may end before it has read everything; its missing answer is what counts then.
  child.stdin.on('error', ignore);
  child.stdin.end(JSON.stringify(request));
  try {
    const answer = await Promise.race([text(child.stdout), failed]);
    return ClientAnswer.parse(JSON.parse(answer));
  } catch (cause) {
    signal?.throwIfAborted();
    throw new OpinionError('opinion.no-answer', 'the second implementation gave no answer', {
      hint: 'Start the audit again. If it happens again, the files may be too large for it.',
      cause,
    });
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function ignore(): void {}
