import type { Claim } from '../../attestation/policy.ts';
import type { Plan } from '../../ceremony/plan.ts';
import { schemeOf } from '../../ceremony/roster.ts';
import type { PublicKey } from '../../keys/public-key.ts';
import { schemeFits } from '../../keys/scheme.ts';
import type { KeyHolder } from './holder.ts';
import type { IncomingQuestion } from './question.ts';

const kinds: Readonly<Record<PublicKey['type'], string>> = {
  'ecdsa-p256': 'ECDSA on P-256',
  'ecdsa-p384': 'ECDSA on P-384',
  ed25519: 'Ed25519',
  rsa: 'RSA',
};

/** The line about the kind of key that the plan asks for. */
export function kindClaim(plan: Plan, holder: KeyHolder | null, key: PublicKey): Claim {
  const scheme = schemeOf(plan, holder?.id ?? '');
  const fits = schemeFits(scheme, key);
  return {
    label: 'Kind of key',
    value: kinds[key.type],
    why: fits ? 'As the plan asks for.' : `The plan asks for ${scheme}. Make a key of that kind.`,
    state: fits ? 'ok' : 'stop',
  };
}

/** Lines about keys that are here already: one key of two people, or two of one. */
export function sharedClaims(
  { others }: IncomingQuestion,
  holder: KeyHolder | null,
  { digest }: PublicKey,
): Claim[] {
  const same = others.find(
    ({ spki, participant }) => spki === digest && participant !== holder?.id,
  );
  if (same !== undefined)
    return [
      {
        label: 'One key, two people',
        value: `${same.name} has this key already`,
        why: 'Each needs a key of their own. Find out whose token it is.',
        state: 'stop',
      },
    ];
  if (holder?.former === true) return [];
  const before = others.find(
    ({ spki, participant }) => participant === holder?.id && spki !== digest,
  );
  if (before === undefined) return [];
  return [
    {
      label: 'Another key before',
      value: `Key ${before.spki.slice(0, 8)} came in before`,
      why: 'Both stay in the folder. The one that comes in now counts, and the root is staged anew.',
      state: 'note',
    },
  ];
}
