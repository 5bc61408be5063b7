import type { Contradiction } from './plan-role-rules.ts';
import type { PlanFields } from './plan-schema.ts';
import { onlineKeysOf, participantOf } from './roster.ts';

type Rule = (plan: PlanFields) => Contradiction | null;

/** Contradictions about keys and tokens that are not one person's: schemes, former tokens, online keys. */
export const keyRules: readonly Rule[] = [
  schemes,
  provenSeries,
  formerTokens,
  onlineKeys,
  onlineHolders,
];

function schemes(plan: PlanFields): Contradiction | null {
  const { scheme, otherSchemes = [] } = plan.keys;
  const allowed = [scheme, ...otherSchemes];
  if (new Set(allowed).size !== allowed.length) {
    return {
      steps: ['keys', 'otherSchemes'],
      message: 'a scheme is named twice',
      expected: 'each scheme once',
      found: 'one of them twice',
      hint: 'Take the second one out.',
    };
  }
  const holders = [
    ...plan.participants.map((one, index) => ({ one, steps: ['participants', index, 'scheme'] })),
    ...onlineKeysOf(plan).map((one, index) => ({ one, steps: ['tuf', 'online', index, 'scheme'] })),
  ];
  const astray = holders.find(
    ({ one }) => one.scheme !== undefined && !allowed.includes(one.scheme),
  );
  if (astray === undefined) return null;
  return {
    steps: astray.steps,
    message: 'a key is to have a scheme that the key policy does not allow',
    expected: allowed.join(', '),
    found: astray.one.scheme ?? '',
    hint: 'Add the scheme to keys.otherSchemes, or take another one here.',
  };
}

/** Only an attestation shows the series of a device: without one the policy would be dropped in silence. */
function provenSeries({ keys }: PlanFields): Contradiction | null {
  if (keys.fips !== true || keys.attestation === 'required') return null;
  return {
    steps: ['keys', 'attestation'],
    message: 'the plan asks for a FIPS series, and for nothing that shows it',
    expected: 'attestation required',
    found: keys.attestation,
    hint: 'Require the attestation, or take fips out.',
  };
}

function formerTokens(plan: PlanFields): Contradiction | null {
  const tokens = new Map<string, number>();
  for (const { token } of plan.participants)
    if (token !== undefined && token !== 'practice') tokens.set(token.toLowerCase(), 1);
  for (const [index, { formerToken, duties }] of plan.participants.entries()) {
    if (formerToken === undefined) continue;
    const steps = ['participants', index, 'formerToken'];
    if (plan.kind === 'initial' || !duties.includes('keyholder')) {
      return {
        steps,
        message: 'there is no version before for which a former token could sign',
        expected: 'a keyholder of an earlier root',
        found: plan.kind === 'initial' ? 'a first root' : 'somebody who is no keyholder',
        hint: 'Take the former token out.',
      };
    }
    if (tokens.has(formerToken.toLowerCase())) {
      return {
        steps,
        message: 'one token is given to two people, or is old and new at once',
        expected: 'a serial that stands nowhere else',
        found: 'the same one',
        hint: 'Correct one of the two, or take the former token out.',
      };
    }
    tokens.set(formerToken.toLowerCase(), 1);
  }
  return null;
}

function onlineKeys(plan: PlanFields): Contradiction | null {
  const ids = new Set(plan.participants.map(({ id }) => id));
  const tokens = new Set(
    plan.participants.flatMap(({ token, formerToken }) =>
      [token, formerToken].flatMap((one) => (one === undefined ? [] : [one.toLowerCase()])),
    ),
  );
  tokens.delete('practice');
  const digests = new Set<string>();
  for (const [index, online] of onlineKeysOf(plan).entries()) {
    const steps = ['tuf', 'online', index];
    const token = online.kind === 'token' ? online.token.toLowerCase() : null;
    if (ids.has(online.id))
      return twice([...steps, 'id'], 'an online key has a name that is taken');
    if (token !== null && tokens.has(token))
      return twice([...steps, 'token'], 'one token holds two keys of the plan');
    if (online.spkiSha256 !== undefined && digests.has(online.spkiSha256))
      return twice([...steps, 'spkiSha256'], 'one key stands in the plan twice');
    ids.add(online.id);
    if (token !== null && token !== 'practice') tokens.add(token);
    if (online.spkiSha256 !== undefined) digests.add(online.spkiSha256);
    if (plan.mode === 'real' && token === 'practice') {
      return {
        steps: [...steps, 'token'],
        message: 'a real ceremony cannot use a practice token',
        expected: 'the serial of a token',
        found: 'practice',
        hint: 'Name the token by its serial, or make the plan a rehearsal.',
      };
    }
    if (plan.mode === 'real' && online.kind === 'file' && online.spkiSha256 === undefined) {
      return {
        steps,
        message: 'a key file without the digest of its public key could be any key',
        expected: 'spkiSha256, the digest of its public key',
        found: 'no digest',
        hint: 'Make the key first. The station says its digest.',
      };
    }
  }
  return null;
}

/** An online key signs alone and at any hour, so it may hold nothing but snapshot and timestamp. */
function onlineHolders(plan: PlanFields): Contradiction | null {
  const online = new Set(onlineKeysOf(plan).map(({ id }) => id));
  const { tuf } = plan;
  const roles: readonly (readonly [readonly (string | number)[], readonly string[]])[] = [
    [['tuf', 'holders'], tuf.holders],
    [['tuf', 'roles', 'targets', 'holders'], tuf.roles.targets.holders],
    ...tuf.delegations.map(
      ({ holders }, index) => [['tuf', 'delegations', index, 'holders'], holders] as const,
    ),
  ];
  for (const [steps, holders] of roles) {
    const index = holders.findIndex((id) => online.has(id) && participantOf(plan, id) === null);
    if (index < 0) continue;
    return {
      steps: [...steps, index],
      message: 'an online key holds a role that people have to sign',
      expected: 'online keys in snapshot and timestamp only',
      found: 'one of them here',
      hint: 'Name a participant here.',
    };
  }
  const held = new Set([...tuf.roles.snapshot.holders, ...tuf.roles.timestamp.holders]);
  const idle = onlineKeysOf(plan).findIndex(({ id }) => !held.has(id));
  if (idle < 0) return null;
  return {
    steps: ['tuf', 'online', idle, 'id'],
    message: 'an online key signs nothing',
    expected: 'its id among the holders of snapshot or timestamp',
    found: 'neither of them',
    hint: 'Add its id there, or take the key out.',
  };
}

function twice(steps: readonly (string | number)[], message: string): Contradiction {
  return {
    steps,
    message,
    expected: 'each name, token and key once in the plan',
    found: 'the same one again',
    hint: 'Correct one of the two, or take one out.',
  };
}
