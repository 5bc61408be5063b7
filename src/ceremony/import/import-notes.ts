import type { ImportedKey } from './imported-keys.ts';
import type { NewestMetadata } from './newest-metadata.ts';
import type { PlanNote } from './plan-with-notes.ts';
import { expiryOf } from './role-expiry.ts';

/** The comments of an imported plan: what a person has to fill in or to decide, at its place. */
export function importNotes(
  newest: NewestMetadata,
  keys: readonly ImportedKey[],
  { today, head }: { readonly today: string; readonly head: readonly string[] },
): readonly PlanNote[] {
  const because = (name: 'root' | 'targets' | 'snapshot' | 'timestamp'): string =>
    `DECIDE: ${expiryOf(newest, name, today).because}`;
  const above = [
    `The start of a renewal of root version ${newest.root.version}. Fill in what is marked FILL IN, decide what is`,
    'marked DECIDE, and check the rest against what you know.',
    ...head,
  ];
  return [
    { steps: [], where: 'above', text: above.join('\n') },
    behind('DECIDE: renewal, or rotation if keys join or leave', 'kind'),
    behind('DECIDE: rehearse first, with practice tokens', 'mode'),
    behind('FILL IN: the day of the ceremony', 'date'),
    behind('FILL IN: who hosts; and add the witnesses', 'participants', 0, 'name'),
    ...keys
      .filter(({ online }) => !online)
      .flatMap(({ serial, unnamed }, index) => [
        behind(
          unnamed ? 'FILL IN: whose key this is' : 'as tuf-on-ci notes it beside the key',
          'participants',
          index + 1,
          'name',
        ),
        ...(serial === null
          ? [
              behind(
                'FILL IN below it: token, the serial in quotes',
                'participants',
                index + 1,
                'duties',
              ),
            ]
          : []),
      ]),
    behind('DECIDE: this policy, for keys that are made new', 'keys', 'attestation'),
    behind(because('root'), 'tuf', 'expires'),
    behind(because('targets'), 'tuf', 'roles', 'targets', 'expires'),
    behind(because('snapshot'), 'tuf', 'roles', 'snapshot', 'expires'),
    behind(because('timestamp'), 'tuf', 'roles', 'timestamp', 'expires'),
  ];
}

function behind(text: string, ...steps: readonly (string | number)[]): PlanNote {
  return { steps, where: 'behind', text };
}
