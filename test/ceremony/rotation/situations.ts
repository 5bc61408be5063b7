import * as fc from 'fast-check';
import {
  keyNamed,
  type KeyName,
  type RotationKey,
  type RotationPerson,
  type Situation,
} from '../../../src/ceremony/rotation/situation.ts';

export const plainForm = {
  scheme: 'ecdsa-sha2-nistp256',
  keytype: 'ecdsa',
  encoding: 'pem',
} as const;

/** A key of a person, both named as in "ana" and "ana-old". */
export function heldKey(name: string, change: Partial<Omit<RotationKey, 'key'>> = {}): RotationKey {
  return {
    key: keyNamed(name),
    holder: name.replace(/-.*$/, ''),
    label: `token ${name}`,
    form: plainForm,
    device: 'at-hand',
    ...change,
  };
}

export function person(id: string, comes: RotationPerson['comes'] = 'now'): RotationPerson {
  return { id, name: id.slice(0, 1).toUpperCase() + id.slice(1), comes };
}

/** Names of keys as the planner has them. */
export const names = (...list: readonly string[]): KeyName[] => list.map(keyNamed);

/** Every kind of situation with up to five keys of up to four people. */
export const situations: fc.Arbitrary<Situation> = fc
  .record({
    comes: fc.array(fc.constantFrom('now', 'later', 'never'), { minLength: 4, maxLength: 4 }),
    drafts: fc.array(
      fc.record({
        holder: fc.nat(3),
        place: fc.constantFrom('old', 'new', 'both'),
        device: fc.constantFrom('at-hand', 'at-hand', 'later', 'lost'),
        scheme: fc.constantFrom('ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384'),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    thresholds: fc.tuple(fc.nat(4), fc.nat(4)),
  })
  .filter(({ drafts }) => listed(drafts, 'old').length > 0 && listed(drafts, 'new').length > 0)
  .map(({ comes, drafts, thresholds: [old, next] }): Situation => {
    const inUse = listed(drafts, 'old');
    const wanted = listed(drafts, 'new');
    return {
      version: 1,
      people: comes.map((when, index) => person(`p${index}`, when)),
      keys: drafts.map(({ holder, device, scheme }, index) =>
        heldKey(`k${index}`, {
          holder: `p${holder}`,
          device,
          form: { ...plainForm, scheme },
        }),
      ),
      inUse: { keys: inUse, threshold: (old % inUse.length) + 1 },
      wanted: { keys: wanted, threshold: (next % wanted.length) + 1 },
    };
  });

function listed(drafts: readonly { readonly place: string }[], place: 'old' | 'new'): KeyName[] {
  return drafts.flatMap((draft, index) =>
    draft.place === place || draft.place === 'both' ? [keyNamed(`k${index}`)] : [],
  );
}
