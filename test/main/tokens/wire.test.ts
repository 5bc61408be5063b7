import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineOf, usualDeadlines } from '../../../main/tokens/deadlines.ts';
import {
  Answer,
  InitTokenResult,
  LoadResult,
  MakeKeyResult,
  Request,
  SignResult,
} from '../../../main/tokens/wire.ts';

const signing = {
  id: 1,
  op: 'sign',
  serial: '24617802',
  scheme: 'ed25519',
  pin: '48261937',
  keyId: '9c',
  spkiDigest: 'ab'.repeat(32),
  purpose: 'tuf-canonical',
  bytes: 'e30=',
};

const is = (answer: object) => Answer.safeParse(answer).success;
const takes = (request: object) => Request.safeParse(request).success;

describe('a request', () => {
  it('to sign names its purpose and whole bytes', () => {
    expect(takes(signing)).toBe(true);
    expect(takes({ ...signing, purpose: 'digest' })).toBe(false);
    expect(takes({ ...signing, purpose: undefined })).toBe(false);
    expect(takes({ ...signing, digest: 'ab'.repeat(32) })).toBe(false);
    expect(takes({ ...signing, bytes: 'e3!=' })).toBe(false);
  });

  it.each([
    ['serial', '../x'],
    ['serial', ''],
    ['serial', 'x'.repeat(65)],
    ['scheme', 'rsassa-pkcs1v15'],
    ['pin', ''],
    ['pin', 'x'.repeat(257)],
    ['keyId', '9C'],
    ['keyId', ''],
    ['keyId', 'ab'.repeat(65)],
    ['spkiDigest', 'ab'.repeat(33)],
    ['id', 1.5],
    ['id', '1'],
  ])('has no odd %s (%j)', (name, value) => {
    expect(takes({ ...signing, [name]: value })).toBe(false);
  });

  it('is of the closed list', () => {
    for (const op of ['sign-digest', 'eval', 'decrypt', 'init', '__proto__', '']) {
      expect(takes({ ...signing, op })).toBe(false);
    }
  });
});

describe('an answer', () => {
  it('is a result or a fault, never both or neither', () => {
    const fault = { kind: 'refused', code: 'absent' };
    expect(is({ id: 1, ok: true, result: null })).toBe(true);
    expect(is({ id: 1, ok: false, fault })).toBe(true);
    expect(is({ id: 1, ok: true, result: null, fault })).toBe(false);
    expect(is({ id: 1, ok: false, result: null })).toBe(false);
    expect(is({ id: 1, ok: false, fault: { ...fault, message: '48261937' } })).toBe(false);
  });

  it('carries no text of a library in a fault', () => {
    const fault = { kind: 'cryptoki', code: 5, stage: 'sign', flags: 0, elapsed: 3 };
    const withFault = (more: object) => is({ id: 1, ok: false, fault: { ...fault, ...more } });
    expect(withFault({})).toBe(true);
    for (const more of [
      { message: 'CKR_GENERAL_ERROR' },
      { stage: 'C_Sign' },
      { code: -1 },
      { code: 2 ** 60 },
      { elapsed: Number.NaN },
      { elapsed: -1 },
      { flags: '0' },
    ]) {
      expect(withFault(more)).toBe(false);
    }
  });

  it('is bounded', () => {
    const hex = 'ab'.repeat(1024);
    expect(SignResult.safeParse({ spki: hex, signature: hex }).success).toBe(true);
    expect(SignResult.safeParse({ spki: hex, signature: `${hex}ab` }).success).toBe(false);
    expect(SignResult.safeParse({ spki: hex, signature: 'a' }).success).toBe(false);
    expect(InitTokenResult.safeParse({ serial: '../../x' }).success).toBe(false);
    expect(LoadResult.safeParse({ library: 'x', version: '1', concurrent: true }).success).toBe(
      false,
    );
    expect(MakeKeyResult.safeParse({ spki: hex, attributes: { sensitive: 1 } }).success).toBe(
      false,
    );
  });

  it('of any form is taken or refused, without an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(typeof Answer.safeParse(value).success).toBe('boolean');
        expect(Request.safeParse(value).success).toBe(false);
      }),
    );
  });
});

describe('the time that a request has', () => {
  it('is its own', () => {
    const { sign, makeKey, makeRsaKey, setPin, makeToken, look, load, read } = usualDeadlines;
    const making = { op: 'make-key', serial: '1', pin: 'x', label: 'x', keyId: '01' } as const;
    const names = { serial: '1', soPin: 'x' };
    expect(deadlineOf({ ...making, scheme: 'ed25519' }, usualDeadlines)).toBe(makeKey);
    expect(deadlineOf({ ...making, scheme: 'rsassa-pss-sha256' }, usualDeadlines)).toBe(makeRsaKey);
    expect(deadlineOf({ op: 'look', keys: 'new' }, usualDeadlines)).toBe(look);
    expect(deadlineOf({ op: 'read-key', serial: '1', keyId: '01' }, usualDeadlines)).toBe(read);
    expect(deadlineOf({ op: 'init-pin', ...names, pin: 'x' }, usualDeadlines)).toBe(setPin);
    const token = { op: 'init-token', label: 'x', soPin: 'x' } as const;
    expect(deadlineOf(token, usualDeadlines)).toBe(makeToken);
    const loading = { op: 'load', path: '/x', sha256: 'x', lock: null, database: null } as const;
    expect(deadlineOf(loading, usualDeadlines)).toBe(load);
    expect(sign).toBeGreaterThan(15_000);
    expect(makeRsaKey).toBeGreaterThan(makeKey);
  });
});
