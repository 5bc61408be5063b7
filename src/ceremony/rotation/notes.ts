import type { RotationStep } from './plan-rotation.ts';
import { fewestPeople } from './signing.ts';
import { countIn, signersAt, type KeyName, type Situation } from './situation.ts';

/** A stable code, and what to know before deciding, in one or two sentences. */
export interface RotationNote {
  readonly code:
    | 'rotation.exact-threshold'
    | 'rotation.lost-could-sign'
    | 'rotation.lost-stays'
    | 'rotation.one-person-twice'
    | 'rotation.clients-stranded'
    | 'rotation.clients-if-enough'
    | 'rotation.key-leaves'
    | 'rotation.threshold-raised'
    | 'rotation.version-used'
    | 'rotation.no-spare';
  readonly sentence: string;
}

/** What a host should know before the first signature. */
export function warningsIn(
  situation: Situation,
  steps: readonly RotationStep[],
): readonly RotationNote[] {
  return [
    ...lostKeysInUse(situation),
    ...steps.flatMap((step) => [
      ...exactThreshold(step),
      ...lostKeysThatStay(situation, step),
      ...onePersonTwice(situation, step),
      ...clientsOf(step),
    ]),
  ];
}

/** What cannot be taken back once the last version of these is published. */
export function irreversibleIn(
  situation: Situation,
  steps: readonly RotationStep[],
): readonly RotationNote[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  return [
    ...steps.map(({ version }): RotationNote => ({
      code: 'rotation.version-used',
      sentence: `Once somebody has signed version ${version}, no other version ${version} may be signed: clients could be given either.`,
    })),
    ...steps.flatMap(({ version, leaves }) =>
      leaves.map((key): RotationNote => ({
        code: 'rotation.key-leaves',
        sentence: `From version ${version} on, ${keyWords(situation, key)} signs for nothing. It comes back only through a later version that the others sign.`,
      })),
    ),
    ...steps
      .filter(({ threshold }) => threshold.to > threshold.from)
      .map(({ version, threshold }): RotationNote => ({
        code: 'rotation.threshold-raised',
        sentence: `After version ${version} it takes ${threshold.to} signatures to change anything, also to lower the threshold again.`,
      })),
    ...noSpare(situation, last),
  ];
}

/** A key as people speak of it: "Tom Okafor’s token 24617811". */
export function keyWords({ keys, people }: Situation, name: KeyName): string {
  const key = keys.find((each) => each.key === name);
  const holder = people.find(({ id }) => id === key?.holder);
  return key === undefined ? 'a key' : `${holder?.name ?? 'somebody'}’s ${key.label}`;
}

function lostKeysInUse({ keys, inUse }: Situation): readonly RotationNote[] {
  const lost = keys.filter(({ key, device }) => device === 'lost' && inUse.keys.includes(key));
  if (lost.length < inUse.threshold) return [];
  return [
    {
      code: 'rotation.lost-could-sign',
      sentence: `${lost.length} keys are lost and ${inUse.threshold} signatures make a version: whoever finds the tokens and their PINs can sign a root of their own.`,
    },
  ];
}

function exactThreshold({ version, signing }: RotationStep): readonly RotationNote[] {
  return [signing.old, signing.new]
    .filter(({ spare }) => spare === 0)
    .slice(0, 1)
    .map(() => ({
      code: 'rotation.exact-threshold',
      sentence: `Version ${version} has no spare: everybody who has to sign it has to come, with a token that works.`,
    }));
}

function lostKeysThatStay(
  situation: Situation,
  { version, root }: RotationStep,
): readonly RotationNote[] {
  return situation.keys
    .filter(({ key, device }) => device === 'lost' && root.keys.includes(key))
    .map(({ key }) => ({
      code: 'rotation.lost-stays',
      sentence: `Version ${version} still lists ${keyWords(situation, key)}, which is lost. Whoever finds it can sign with it.`,
    }));
}

function onePersonTwice(
  situation: Situation,
  { version, root }: RotationStep,
): readonly RotationNote[] {
  const people = fewestPeople(situation, root);
  if (people >= root.threshold) return [];
  return [
    {
      code: 'rotation.one-person-twice',
      sentence: `In version ${version} somebody holds more than one key: ${countPeople(people)} can make the ${root.threshold} signatures that it takes.`,
    },
  ];
}

function clientsOf({ version, clients }: RotationStep): readonly RotationNote[] {
  return clients.flatMap(({ client, reach }): readonly RotationNote[] => {
    const name = `${client.name} ${client.version}`;
    if (reach === 'never')
      return [
        {
          code: 'rotation.clients-stranded',
          sentence: `${name} does not follow to version ${version}: it does not count enough of these keys. Its users need a newer program first.`,
        },
      ];
    if (reach === 'if-enough')
      return [
        {
          code: 'rotation.clients-if-enough',
          sentence: `${name} does not count every key that can sign version ${version}. It follows only if enough of the others sign.`,
        },
      ];
    return [];
  });
}

function noSpare(situation: Situation, { root, version }: RotationStep): readonly RotationNote[] {
  const usable = countIn(root, signersAt(situation, 'later'));
  if (usable > root.threshold) return [];
  return [
    {
      code: 'rotation.no-spare',
      sentence: `Version ${version} needs ${root.threshold} signatures and ${usable} of its keys work. If one more is lost, no later version can ever be signed.`,
    },
  ];
}

function countPeople(count: number): string {
  return count === 1 ? 'one person' : `${count} people`;
}
