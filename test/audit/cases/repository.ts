import { sha256Hex } from '../../../src/encoding/digest.ts';
import type { JsonObject } from '../../../src/encoding/json.ts';
import type { SecondOpinion } from '../../../src/audit/opinion.ts';
import { gitFindings } from '../../../src/audit/git-findings.ts';
import { canonicalBytes } from '../../../src/tuf/canonical.ts';
import { StationError } from '../../../src/encoding/station-error.ts';
import type { Signer } from '../../tuf/signers.ts';
import { ada, cleo, dora, file, online, repository, role, rootPart } from '../made-files.ts';
import type { Case } from './case.ts';

const targets = file(role('targets', 1), [online]);
const snapshotOf = (meta: JsonObject, version = 1) =>
  file(role('snapshot', version, { meta }), [online]);

/** Hands names of a pattern to somebody. */
export const handTo = (name: string, to: Signer, more: JsonObject = {}): JsonObject => ({
  keyids: [to.keyid],
  name,
  paths: ['*'],
  terminating: false,
  threshold: 1,
  ...more,
});

export const delegations = (
  signers: readonly Signer[],
  roles: readonly JsonObject[],
): JsonObject => ({
  delegations: {
    keys: Object.fromEntries(signers.map(({ keyid, object }) => [keyid, object])),
    roles,
  },
});

const listed: JsonObject = {
  'hello.txt': {
    length: 6,
    hashes: { sha256: '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03' },
  },
};
const withTools = (paths: readonly string[]) => ({
  'targets.json': file(
    role('targets', 1, delegations([dora], [handTo('tools', dora, { paths: [...paths] })])),
    [online],
  ),
  'tools.json': file(role('targets', 1, { targets: listed }), [dora]),
});

const failing: SecondOpinion = {
  name: 'another',
  thresholds: async (questions) => questions.map(() => ({ accepts: true, refused: null })),
  client: async () => {
    throw new StationError('opinion.no-answer', 'no answer came', { hint: 'Start it again.' });
  },
};
const content: SecondOpinion = {
  ...failing,
  client: async () => ({ trustedVersion: 1, stopped: null }),
};

const commit = 'c'.repeat(40);
const oid = 'd'.repeat(40);
const root = repository()['1.root.json'] ?? new Uint8Array();
const gitCase = (kind: 'missing' | 'corrupt' | 'cut' | 'no-head', says: Case['says']): Case => ({
  provoked: { '1.root.json': root },
  quiet: { '1.root.json': root },
  question: {
    noticed: () =>
      gitFindings([
        kind === 'cut'
          ? { kind, commit }
          : kind === 'no-head'
            ? { kind }
            : { kind, commit, oid, path: 'root.json' },
      ]),
  },
  quietQuestion: { noticed: () => [] },
  says,
});

/** The signed part that was signed, and the one that ended up in the file. */
const signedPart = rootPart({ version: 1 });
const changedPart: JsonObject = { ...signedPart, 'x-note': null };

export const repositoryCases = {
  'role.mismatch': {
    provoked: repository({
      'timestamp.json': file(
        role('timestamp', 1, { meta: { 'snapshot.json': { version: 1, length: 7 } } }),
        [online],
      ),
    }),
    quiet: repository({
      'snapshot.json': snapshotOf({ 'targets.json': { version: 1, length: targets.length } }),
      'targets.json': targets,
      'timestamp.json': file(
        role('timestamp', 1, {
          meta: {
            'snapshot.json': {
              version: 1,
              hashes: {
                sha256: sha256Hex(
                  snapshotOf({ 'targets.json': { version: 1, length: targets.length } }),
                ),
              },
            },
          },
        }),
        [online],
      ),
    }),
    says: { severity: 'error', subject: 'snapshot.json' },
  },
  'role.missing': {
    provoked: repository({
      'targets.json': file(role('targets', 1, delegations([dora], [handTo('tools', dora)])), [
        online,
      ]),
      'snapshot.json': snapshotOf({ 'targets.json': { version: 1 }, 'tools.json': { version: 1 } }),
    }),
    // An old snapshot may name what nothing delegates to any more.
    quiet: repository({
      'snapshot.json': snapshotOf({ 'targets.json': { version: 1 }, 'tools.json': { version: 1 } }),
    }),
    says: { severity: 'error', subject: 'snapshot.json' },
  },
  'role.rollback': {
    provoked: repository({
      '1.snapshot.json': snapshotOf({ 'targets.json': { version: 2 } }),
      '2.snapshot.json': snapshotOf({ 'targets.json': { version: 1 } }, 2),
      'timestamp.json': file(role('timestamp', 2), [online]),
    }),
    quiet: repository({
      '1.snapshot.json': snapshotOf({ 'targets.json': { version: 1 } }),
      '2.snapshot.json': snapshotOf({ 'targets.json': { version: 1 } }, 2),
      'timestamp.json': file(role('timestamp', 2), [online]),
    }),
    says: { severity: 'error', subject: '2.snapshot.json' },
  },
  'role.not-judged': {
    provoked: { 'targets.json': file(role('targets', 1), [ada]) },
    quiet: repository(),
    says: { severity: 'info', subject: 'targets.json' },
  },
  'snapshot.lists-root': {
    provoked: repository({
      'snapshot.json': snapshotOf({ 'targets.json': { version: 1 }, 'root.json': { version: 1 } }),
    }),
    quiet: repository(),
    says: { severity: 'info', subject: 'snapshot.json' },
  },
  'metadata.null-member': {
    provoked: repository({
      'targets.json': file(role('targets', 1, { delegations: null }), [online]),
    }),
    quiet: repository(),
    says: { severity: 'info', subject: 'targets.json' },
  },
  'target.unreachable': {
    provoked: repository(withTools(['other/*'])),
    quiet: repository(withTools(['*.txt'])),
    says: { severity: 'warning', subject: 'tools.json' },
  },
  'signature.explained': {
    // A member that is null, which the program that signed had dropped.
    provoked: {
      '1.root.json': file(
        changedPart,
        [ada, cleo].map((one) => ({ keyid: one.keyid, sig: one.sign(canonicalBytes(signedPart)) })),
      ),
    },
    quiet: { '1.root.json': file(changedPart, [ada, cleo]) },
    says: { severity: 'warning', subject: '1.root.json' },
  },
  'opinion.none': {
    provoked: repository(),
    quiet: repository(),
    question: { opinion: failing },
    quietQuestion: { opinion: content },
    says: { severity: 'warning', subject: '1.root.json' },
  },
  'git.object-missing': gitCase('missing', {
    severity: 'warning',
    subject: 'cccccccccccc:root.json',
  }),
  'git.object-corrupt': gitCase('corrupt', {
    severity: 'error',
    subject: 'cccccccccccc:root.json',
  }),
  'git.head-missing': gitCase('no-head', { severity: 'error', subject: 'HEAD' }),
  'git.history-cut': gitCase('cut', { severity: 'warning', subject: 'cccccccccccc' }),
} satisfies Record<string, Case>;
