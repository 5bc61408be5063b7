import { describe, expect, it } from 'vitest';
import { clientRows, clients } from '../../../src/ceremony/rotation/client-answers.ts';
import { answerOf, clientReach } from '../../../src/ceremony/rotation/client-reach.ts';
import type { ClientId, KeyForm } from '../../../src/ceremony/rotation/client-table.ts';
import { signingOf } from '../../../src/ceremony/rotation/signing.ts';
import type { Situation } from '../../../src/ceremony/rotation/situation.ts';
import { heldKey, names, person, plainForm } from './situations.ts';

const p384: KeyForm = { scheme: 'ecdsa-sha2-nistp384', keytype: 'ecdsa', encoding: 'pem' };
const point: KeyForm = { ...plainForm, encoding: 'hex-point' };
/** A form that no row of the table has. */
const untried: KeyForm = { scheme: 'ed25519', keytype: 'ecdsa', encoding: 'pem' };

/** Keys of one person each, in these forms, in both roots; so many signatures make a version. */
function reachOf(
  forms: Readonly<Record<string, KeyForm>>,
  threshold: number,
  absent: readonly string[] = [],
): Readonly<Record<ClientId, string>> {
  const ids = Object.keys(forms);
  const root = { keys: names(...ids), threshold };
  const situation: Situation = {
    version: 1,
    people: ids.map((id) => person(id, absent.includes(id) ? 'never' : 'now')),
    keys: Object.entries(forms).map(([id, form]) => heldKey(id, { form })),
    inUse: root,
    wanted: root,
  };
  const reach = clientReach(situation, root, signingOf(situation, root, root, 'now'));
  return Object.fromEntries(reach.map((one) => [one.client.id, one.reach])) as Record<
    ClientId,
    string
  >;
}

describe('how far a client follows', () => {
  it('is always, where it counts every key', () => {
    expect(reachOf({ ana: plainForm, ben: plainForm }, 2)).toEqual({
      'tuf-js': 'always',
      'tufjs-models-5': 'always',
      'tufjs-models-4': 'always',
      'python-securesystemslib': 'always',
    });
  });

  it('is never, where it counts too few of those who come', () => {
    const reach = reachOf({ ana: plainForm, ben: p384 }, 2);
    expect(reach['tufjs-models-4']).toBe('never');
    expect(reach['tuf-js']).toBe('always');
  });

  it('depends on who signs, where it counts enough of them', () => {
    expect(reachOf({ ana: plainForm, ben: p384 }, 1)['tufjs-models-4']).toBe('if-enough');
    expect(reachOf({ ana: plainForm, ben: point }, 1)['python-securesystemslib']).toBe('if-enough');
  });

  it('does not depend on a key that it does not count and that does not sign', () => {
    expect(reachOf({ ana: plainForm, ben: p384 }, 1, ['ben'])['tufjs-models-4']).toBe('always');
  });

  it('is never with too few of both, and never by the absence of the one that counts', () => {
    expect(reachOf({ ana: plainForm, ben: p384 }, 1, ['ana'])['tufjs-models-4']).toBe('never');
  });

  it('is not claimed for a form that was never tried', () => {
    expect(new Set(Object.values(reachOf({ ana: plainForm, ben: untried }, 1)))).toEqual(
      new Set(['not-tried']),
    );
    // Also where the key that was never tried does not sign: the client has to read it.
    expect(reachOf({ ana: plainForm, ben: untried }, 1, ['ben'])['tuf-js']).toBe('not-tried');
  });
});

describe('the table of clients', () => {
  it('has one answer of each client for each form, and no form twice', () => {
    const forms = clientRows.map(
      ({ scheme, keytype, encoding }) => `${scheme} ${keytype} ${encoding}`,
    );
    expect(new Set(forms).size).toBe(forms.length);
    for (const { answers } of clientRows)
      expect(Object.keys(answers).toSorted()).toEqual(clients.map(({ id }) => id).toSorted());
  });

  it('answers for the form that was asked, and for no other', () => {
    for (const client of clients) {
      for (const row of clientRows) expect(answerOf(client, row)).toBe(row.answers[client.id]);
      expect(answerOf(client, untried)).toBeNull();
    }
  });
});
