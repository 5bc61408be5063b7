import { RehearsalError } from './ceremony-error.ts';
import type { OnlineKey, PlanFields } from './plan-schema.ts';
import type { Serial } from './serial.ts';

/** The practice tokens of a rehearsal, by the id in the plan. */
export interface Casting {
  /** `practice` for somebody who is here, and brings any practice token. */
  readonly tokens: ReadonlyMap<string, Serial | 'practice'>;
  /** In place of the tokens that some people used before. */
  readonly former: ReadonlyMap<string, Serial>;
  /** In place of the keys that sign without a person. */
  readonly online: ReadonlyMap<string, Serial>;
}

/** The plan that is rehearsed, and what of the given plan could not be part of it, one sentence each. */
export interface RehearsalPlan {
  readonly fields: PlanFields;
  readonly leftOut: readonly string[];
}

/**
 * Keyholders whose part people may play themselves in a rehearsal, at this station or another. In a rehearsal of a later
 * root that is nobody: the station makes the keys of the version before, and keeps them.
 */
export function mayBeHere({ participants, tuf }: PlanFields): PlanFields['participants'] {
  if (tuf.rootVersion > 1) return [];
  return participants.filter(
    ({ token, duties }) =>
      token !== undefined && duties.includes('keyholder') && !duties.includes('host'),
  );
}

/** Who needs a practice token for a rehearsal of this plan, by id. */
export function partsOf(plan: PlanFields): Record<keyof Casting, readonly string[]> {
  return {
    tokens: plan.participants.filter(({ token }) => token !== undefined).map(({ id }) => id),
    former: plan.participants
      .filter(({ formerToken }) => formerToken !== undefined)
      .map(({ id }) => id),
    online: (plan.tuf.online ?? []).map(({ id }) => id),
  };
}

/**
 * The rehearsal of a plan: the same people, acts, thresholds, roles and expiry, on practice tokens, marked as a
 * rehearsal. No serial, key digest or remote of the given plan is left in it, so nothing that the rehearsal does can
 * reach a production token or a repository outside.
 * @throws RehearsalError `rehearsal.no-token` if somebody has no practice token
 */
export function rehearsalPlan(plan: PlanFields, casting: Casting): RehearsalPlan {
  const { minimumFirmware: _firmware, fips: _fips, ...keys } = plan.keys;
  const { online, ...tuf } = plan.tuf;
  const { publication: _publication, transfer: _transfer, ...rest } = plan;
  const marked = 'Rehearsal: ';
  const title = plan.title.startsWith(marked) ? plan.title : `${marked}${plan.title}`;
  return {
    leftOut: leftOutOf(plan),
    fields: {
      ...rest,
      title: Array.from(title).slice(0, 110).join('').trim(),
      mode: 'rehearsal',
      participants: plan.participants.map((participant) => ({
        ...participant,
        ...(participant.token === undefined
          ? {}
          : { token: serialIn(casting.tokens, participant) }),
        ...(participant.formerToken === undefined
          ? {}
          : { formerToken: serialIn(casting.former, participant) }),
      })),
      keys: { ...keys, attestation: 'if-available' },
      tuf: {
        ...tuf,
        ...(online === undefined
          ? {}
          : { online: online.map((key) => practiceOnline(key, casting)) }),
      },
      ...(plan.transfer === undefined ? {} : { transfer: { method: localMethod(plan) } }),
    },
  };
}

function practiceOnline(key: OnlineKey, casting: Casting): OnlineKey {
  return {
    kind: 'token',
    id: key.id,
    ...(key.scheme === undefined ? {} : { scheme: key.scheme }),
    token: serialIn(casting.online, { id: key.id, name: key.id }),
  };
}

function localMethod({ transfer }: PlanFields): 'stick' | 'folder' | 'codes' {
  return transfer === undefined || transfer.method === 'git' ? 'folder' : transfer.method;
}

function serialIn<Token extends Serial | 'practice'>(
  serials: ReadonlyMap<string, Token>,
  { id, name }: { readonly id: string; readonly name: string },
): Token {
  const serial = serials.get(id);
  if (serial !== undefined) return serial;
  throw new RehearsalError('rehearsal.no-token', `${name} has no practice token`, {
    expected: 'a practice token for everybody who has one in the plan',
    found: 'none',
    hint: 'Start the rehearsal again.',
    notDone: ['No ceremony was begun.'],
  });
}

/** What of a plan no rehearsal of it has, one sentence each. */
export function leftOutOf({ keys, tuf, transfer, publication }: PlanFields): readonly string[] {
  return [
    keys.attestation === 'required' ? 'Practice tokens have no attestation: none is required.' : '',
    keys.minimumFirmware === undefined ? '' : 'Practice tokens have no firmware: none is compared.',
    keys.fips === true ? 'Practice tokens are of no FIPS series.' : '',
    (tuf.online ?? []).length === 0 ? '' : 'Practice tokens stand in for the online keys.',
    transfer?.remote === undefined ? '' : 'Nothing is fetched from, or sent to, the plan’s remote.',
    publication === undefined ? '' : 'The repository stays in the folder of the rehearsal.',
    tuf.rootVersion === 1
      ? ''
      : `Root version ${tuf.rootVersion - 1} is a stand-in: every keyholder of the plan holds a key in it.`,
  ].filter((sentence) => sentence !== '');
}
