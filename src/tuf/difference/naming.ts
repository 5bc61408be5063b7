import { topRoles } from '../role.ts';
import { type Comparison, keyNotes, keyObjectLeaves, membershipLeaves } from './comparison.ts';
import { isRoleKeyid } from './leaf.ts';
import { type KeyStory } from './key-book.ts';
import { told } from './root-change.ts';
import { capital, count, list, quoted, roleWord } from './words.ts';

/** Sentences for what changes on paper only: keyids, encodings, notes and order of keys that stay what they are. */
export function explainNaming(comparison: Comparison): void {
  explainRenamed(comparison);
  explainRewritten(comparison);
  explainNotes(comparison);
  explainOrder(comparison);
}

/** Keys that stay, and are listed under another keyid than before. */
export function renamedKeys({ book }: Comparison): readonly KeyStory[] {
  return book.filter(
    ({ keyidsBefore: [old, ...olds], keyidsAfter: [now, ...nows] }) =>
      old !== undefined && now !== undefined && old !== now && olds.length + nows.length === 0,
  );
}

function explainRenamed(comparison: Comparison): void {
  const renamed = renamedKeys(comparison);
  if (renamed.length === 0) return;
  const leaves = renamed.flatMap(({ keyidsBefore, keyidsAfter, rolesBefore, rolesAfter }) => {
    const keyids = [...keyidsBefore, ...keyidsAfter];
    const kept = rolesBefore.filter((role) => rolesAfter.includes(role));
    return [
      ...kept.flatMap((role) => membershipLeaves(comparison, role, keyids)),
      ...keyids.flatMap((keyid) => keyObjectLeaves(comparison, keyid)),
    ];
  });
  const one = renamed.length === 1;
  comparison.ledger.explain(
    'keyids',
    told(
      'role',
      `${capital(count(renamed.length, 'key'))} ${one ? 'is' : 'are'} listed under ${one ? 'a new keyid' : 'new keyids'}`,
      `The public ${one ? 'key is the same' : 'keys are the same'}: ${list(renamed.map(({ name }) => name))}.`,
    ),
    leaves,
  );
}

function explainRewritten(comparison: Comparison): void {
  const rewritten = keptKeys(comparison).flatMap(({ name, keyid }) => {
    const leaves = keyObjectLeaves(comparison, keyid).filter(({ path: [, , member] }) =>
      ['keytype', 'keyval', 'keyid_hash_algorithms'].includes(String(member)),
    );
    return leaves.length === 0 ? [] : [{ name, leaves }];
  });
  if (rewritten.length === 0) return;
  const one = rewritten.length === 1;
  comparison.ledger.explain(
    'form',
    told(
      'role',
      `${capital(count(rewritten.length, 'key'))} ${one ? 'is' : 'are'} written in another form`,
      `Public ${one ? 'key and keyid are' : 'keys and keyids are'} the same: ${list(rewritten.map(({ name }) => name))}.`,
    ),
    rewritten.flatMap(({ leaves }) => leaves),
  );
}

function explainNotes(comparison: Comparison): void {
  for (const note of keyNotes) {
    const noted = keptKeys(comparison).flatMap(({ name, keyid }) =>
      keyObjectLeaves(comparison, keyid)
        .filter(({ path: [, , member] }) => member === note)
        .map((pair) => ({ name, pair })),
    );
    const [first] = noted;
    if (first === undefined) continue;
    const single = noted.length === 1;
    comparison.ledger.explain(
      'notes',
      {
        kind: 'role',
        title: single
          ? `A note beside the key of ${first.name} changes`
          : `Notes beside ${count(noted.length, 'key')} change`,
        detail: `${note}: a note for tools. It has no effect on who can sign.`,
        old: single && first.pair.old !== null ? quoted(first.pair.old.json) : null,
        new: single && first.pair.new !== null ? quoted(first.pair.new.json) : null,
      },
      noted.map(({ pair }) => pair),
    );
  }
}

function explainOrder({ ledger }: Comparison): void {
  for (const role of topRoles) {
    const moved = ledger
      .openUnder('roles', role, 'keyids')
      .filter((pair) => isRoleKeyid(pair.path) && pair.old !== null && pair.new !== null);
    if (moved.length === 0) continue;
    ledger.explain(
      'form',
      told(
        'role',
        `The keys of ${roleWord(role)} stand in another order`,
        'The order has no meaning. The same keys can sign.',
      ),
      moved,
    );
  }
}

/** Keys that both versions list under one keyid. */
function keptKeys({
  book,
}: Comparison): readonly { readonly name: string; readonly keyid: string }[] {
  return book.flatMap(({ name, keyidsBefore, keyidsAfter }) =>
    keyidsAfter.filter((keyid) => keyidsBefore.includes(keyid)).map((keyid) => ({ name, keyid })),
  );
}
