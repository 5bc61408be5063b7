import type { PlanFields } from './plan-schema.ts';
import type { ActDraft } from './script.ts';

/** Who acts, by participant id. */
interface Hands {
  readonly hosts: readonly string[];
  readonly witnesses: readonly string[];
}

/**
 * What comes between the keys and the end in the ceremony of a delegate: no root is made. Keys answer the delegator's
 * challenge, the answers go to the delegator, and the metadata of the one role are staged, read, signed and handed over.
 */
export function delegateActs(plan: PlanFields, { hosts, witnesses }: Hands): readonly ActDraft[] {
  const [role] = plan.tuf.delegations;
  if (role === undefined) return [];
  const { name, holders, threshold } = role;
  const readers = [...holders, ...witnesses.filter((id) => !holders.includes(id))];
  return [
    {
      id: 'prove',
      kind: 'prove',
      title: `Every key answers the challenge for ${name}`,
      who: holders,
      expected: 'An answer of each key, verified twice. The digest of the root was compared.',
      estimate: Math.max(120, 120 * holders.length),
    },
    {
      id: 'answer',
      kind: 'answer',
      title: 'Hand the answers to the delegator',
      who: hosts,
      expected: `The delegator has taken them in, and says for which paths ${name} may sign.`,
      estimate: 300,
    },
    {
      id: 'stage',
      kind: 'stage',
      title: `Stage the metadata of ${name}`,
      who: hosts,
      expected: 'The files that the role lists, waiting for signatures.',
      estimate: 60,
    },
    {
      id: 'read',
      kind: 'read',
      title: `Read the metadata of ${name} together`,
      who: readers,
      expected: 'Every file is explained. Everybody has the same words.',
      estimate: 240,
    },
    {
      id: 'sign',
      kind: 'sign',
      title: `Keyholders sign the metadata of ${name}`,
      who: holders,
      expected: `${threshold} valid signatures from the keyholders of ${name}.`,
      estimate: Math.max(120, 120 * holders.length),
    },
    {
      id: 'audit',
      kind: 'audit',
      title: 'Audit on a second station',
      who: witnesses.length === 0 ? hosts : witnesses,
      expected: 'The verdict is pass, and every finding is explained.',
      estimate: 300,
    },
    {
      id: 'send',
      kind: 'send',
      title: `Hand ${name}.json to the delegator`,
      who: hosts,
      expected: 'The delegator has published it, and a client finds the files.',
      estimate: 300,
    },
  ];
}
