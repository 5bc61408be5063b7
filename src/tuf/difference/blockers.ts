import { roleSpkis } from '../root.ts';
import { topRoles } from '../role.ts';
import type { Comparison } from './comparison.ts';
import { leafKey } from './leaf.ts';
import { told } from './root-change.ts';
import { capital, count, roleWord } from './words.ts';

/**
 * Differences that the station understands, and that nobody should sign for: their sentences are of the kind
 * `unexplained`, which blocks. They come first, so that no friendlier sentence can speak for the same leaves.
 */
export function explainBlocked(comparison: Comparison): void {
  blockReusedKeyids(comparison);
  blockUnusableKeys(comparison);
  blockMixedKeys(comparison);
  blockSharedKeys(comparison);
  blockThresholds(comparison);
  blockRehearsalMark(comparison);
}

function blockReusedKeyids({ previous, next, ledger }: Comparison): void {
  for (const [keyid, { publicKey }] of next.keys) {
    const before = previous?.keys.get(keyid);
    if (before === undefined || before.publicKey.digest === publicKey.digest) continue;
    ledger.explain(
      'blocked',
      told(
        'unexplained',
        'A keyid stands for another public key than before',
        `The keyid begins with ${keyid.slice(0, 8)}. A new key has to have a keyid of its own.`,
      ),
      ledger.openUnder('keys', keyid),
    );
  }
}

function blockUnusableKeys({ previous, next, ledger }: Comparison): void {
  for (const { keyid, problem } of next.unusableKeys) {
    const open = ledger.openUnder('keys', keyid);
    if (open.length === 0) continue;
    const title = 'A key is listed that the station cannot read';
    ledger.explain('blocked', told('unexplained', title, `${capital(problem.message)}.`), open);
  }
  for (const role of topRoles) {
    const unknown = ledger
      .openUnder('roles', role, 'keyids')
      .filter(({ path, new: now }) => now !== null && !next.keys.has(String(path[3])));
    if (unknown.length === 0) continue;
    const title = `${capital(roleWord(role))} names ${count(unknown.length, 'key')} that the station cannot use`;
    ledger.explain('blocked', told('unexplained', title, 'Nobody can sign with it.'), unknown);
  }
  for (const keyid of new Set(topRoles.flatMap((role) => next.roles[role].keyids))) {
    const before = previous?.keys.get(keyid);
    if (before === undefined || next.keys.has(keyid)) continue;
    const title = 'A role names a key that is no longer listed';
    const detail = `Its keyid begins with ${keyid.slice(0, 8)}. Nobody can sign with it.`;
    ledger.explain('blocked', told('unexplained', title, detail), ledger.openUnder('keys', keyid));
  }
}

function blockMixedKeys({ next, ledger }: Comparison): void {
  const rehearsal = next.rehearsal !== null;
  for (const [keyid, key] of next.keys) {
    const open = ledger.openUnder('keys', keyid);
    if (key.practice === rehearsal || open.length === 0) continue;
    ledger.explain(
      'blocked',
      rehearsal
        ? told('unexplained', 'A key that is no practice key is listed in a practice root')
        : told('unexplained', 'A practice key is listed in a root that counts'),
      open,
    );
  }
}

function blockSharedKeys({ book, ledger }: Comparison): void {
  for (const { name, keyidsBefore, keyidsAfter } of book) {
    const added = keyidsAfter.filter((keyid) => !keyidsBefore.includes(keyid));
    if (keyidsAfter.length < 2 || added.length === 0) continue;
    ledger.explain(
      'blocked',
      told(
        'unexplained',
        `The key of ${name} is listed under ${count(keyidsAfter.length, 'keyid')}`,
        'Some clients would count one person twice.',
      ),
      added.flatMap((keyid) => ledger.openUnder('keys', keyid)),
    );
  }
}

function blockThresholds({ next, ledger }: Comparison): void {
  for (const role of topRoles) {
    const { threshold } = next.roles[role];
    const keys = roleSpkis(next, role).length;
    if (threshold <= keys) continue;
    ledger.explain(
      'blocked',
      told(
        'unexplained',
        `Nobody could meet the threshold of ${roleWord(role)}`,
        `${capital(count(threshold, 'signature'))} would be needed, from ${count(keys, 'key')}.`,
      ),
      [ledger.pairs.get(leafKey(['roles', role, 'threshold'])) ?? null],
    );
  }
}

function blockRehearsalMark({ previous, next, ledger }: Comparison): void {
  if (previous === null || (previous.rehearsal === null) === (next.rehearsal === null)) return;
  ledger.explain(
    'blocked',
    next.rehearsal === null
      ? told(
          'unexplained',
          'The mark of a rehearsal is taken away',
          'A root that counts cannot follow from a practice root.',
        )
      : told(
          'unexplained',
          'The mark of a rehearsal is put on a root that counts',
          'A practice root cannot follow from a root that counts.',
        ),
    [ledger.open('x-rehearsal')],
  );
}
