import { basename } from 'node:path';
import type { ReportView } from '../../src/contract/reports.ts';
import { owedCheckpoints } from '../../src/ceremony/owed-checkpoints.ts';
import { keyholdersOf, participantOf } from '../../src/ceremony/roster.ts';
import { longestFile } from '../ceremonies/durable-file.ts';
import { filesBelow } from '../ceremonies/files-below.ts';
import { readCeremony } from '../ceremonies/transcript-reader.ts';
import { removableTokens } from './rehearsal/remove-tokens.ts';
import { colleaguesOf } from './colleagues.ts';
import type { Desk } from './desk.ts';
import { heldKeys } from './held-keys.ts';
import type { OpenCeremony } from './open-ceremony.ts';
import { presentKey } from './record-signer.ts';
import { triesNow } from './tries-now.ts';

type Checkpoint = ReportView['checkpoints'][number];
type Signer = Checkpoint['signers'][number];

/** Minutes that were written, and who has signed the record and who is asked to, from the disk now. */
export async function reportView(desk: Desk, ceremony: OpenCeremony): Promise<ReportView> {
  const { folder, plan, records } = ceremony;
  const read = await readCeremony(folder.path);
  const files = await filesBelow(folder.directory, ['report'], { files: 500, bytes: longestFile });
  const signerOf = await signers(desk, ceremony);
  const named = await Promise.all(
    owedCheckpoints(plan, records).map(async (owed): Promise<Checkpoint> => ({
      act: owed.title,
      state: owed.state,
      signers: await Promise.all(
        owed.signers.map(({ participant, lines }) =>
          signerOf(participant, lines, owed.state !== 'next'),
        ),
      ),
    })),
  );
  const lastLines = (id: string): number | null => {
    const last = records.findLast(
      (record) => record.kind === 'checkpoint.signed' && record.participant === id,
    );
    return last?.kind === 'checkpoint.signed' ? last.data.lines : null;
  };
  const free: Checkpoint = {
    act: null,
    state: 'now',
    signers: await Promise.all(
      keyholdersOf(plan).map(({ id }) => signerOf(id, lastLines(id), true)),
    ),
  };
  return {
    headline: headlineOf(named),
    lines: read.transcript.records.length,
    tip: read.transcript.end.tip,
    files: files.map(({ path, bytes }) => ({ name: basename(path), bytes: bytes.length })),
    checkpoints: named.length === 0 ? [free] : named,
    practiceTokens: (await removableTokens(desk, ceremony)).length,
    problems: read.checkpoints.problems
      .slice(0, 64)
      .map(({ path, message }) => `${path}: ${message}.`.slice(0, 2000)),
  };
}

function headlineOf(named: readonly Checkpoint[]): string {
  const due = named.filter(({ state }) => state === 'now');
  if (due.length === 0) return 'Write the minutes';
  const names = due.flatMap(({ signers: all }) =>
    all.filter(({ lines }) => lines === null).map(({ name }) => name),
  );
  return `The record is to be signed by ${[...new Set(names)].join(', ')}`.slice(0, 300);
}

async function signers(desk: Desk, ceremony: OpenCeremony) {
  const held = await heldKeys(ceremony.folder);
  const listing = await desk.tokens.list();
  const played = new Set(
    (await colleaguesOf(desk.colleagues, ceremony)).map(({ participant }) => participant.id),
  );
  return async (id: string, lines: number | null, due: boolean): Promise<Signer> => {
    const own = held.find(({ participant }) => participant === id);
    const practice = played.has(id);
    const found = own === undefined ? null : presentKey(listing, own, ceremony.records);
    const here = own !== undefined && (practice || found !== null);
    const reason = !due
      ? 'Its act is not over yet.'
      : own === undefined
        ? 'Has exported no key.'
        : here
          ? 'Costs one PIN and one touch.'
          : `Plug in ${own.serial}.`;
    return {
      id,
      name: (participantOf(ceremony.plan, id)?.name ?? id).slice(0, 200),
      serial: own?.serial ?? null,
      lines,
      ready: due && here,
      reason,
      tries: found === null ? '' : await triesNow(desk, found.token),
      practice,
    };
  };
}
