import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../main/tokens/act.ts';
import { faultError } from '../../../main/tokens/error-map.ts';
import {
  failureError,
  HostFailure,
  type HostFailureKind,
} from '../../../main/tokens/host-failure.ts';
import { refusals, type HostFault, type Stage, stages } from '../../../main/tokens/wire.ts';

const signing: Act = { kind: 'sign', serial: '24617802' };
const making: Act = { kind: 'make-key', serial: '24617802' };

function cryptoki(
  code: number,
  stage: Stage,
  more: Partial<{ flags: number; elapsed: number }> = {},
) {
  const { flags = null, elapsed = 1 } = more;
  return { kind: 'cryptoki', code, stage, flags, elapsed } satisfies HostFault;
}

describe('what PKCS#11 says, in the words of the station', () => {
  it.each([
    [0xa0, 'login', 'pin.wrong'],
    [0xa4, 'login', 'pin.locked'],
    [0xa1, 'login', 'pin.format'],
    [0xa2, 'init-pin', 'pin.format'],
    [0x07, 'login', 'pin.format'],
    [0x07, 'sign', 'module.fault'],
    [0xa3, 'login', 'pin.expired'],
    [0x102, 'login', 'pin.not-set'],
    [0x103, 'generate', 'token.needs-management-key'],
    [0x12, 'generate', 'token.policy-unsupported'],
    [0x13, 'generate', 'token.policy-unsupported'],
    [0xd0, 'generate', 'token.policy-unsupported'],
    [0xd1, 'generate', 'token.policy-unsupported'],
    [0x70, 'sign', 'token.unsupported'],
    [0x54, 'sign', 'token.unsupported'],
    [0x30, 'sign', 'token.removed'],
    [0x32, 'sign', 'token.removed'],
    [0xe0, 'open', 'token.removed'],
    [0xb3, 'find', 'token.removed'],
    [0x82, 'read', 'token.removed'],
    [0x31, 'generate', 'token.full'],
    [0xe2, 'generate', 'token.write-protected'],
    [0x90, 'sign', 'token.busy'],
    [0x100, 'login', 'token.busy'],
    [0x01, 'sign', 'token.cancelled'],
    [0x50, 'sign', 'token.cancelled'],
    [0x05, 'sign', 'module.fault'],
    [0x06, 'generate', 'module.fault'],
    [0x02, 'look', 'module.fault'],
    [0x190, 'open', 'module.fault'],
    [0x80000001, 'sign', 'module.fault'],
    [0, 'sign', 'module.fault'],
  ] as const)('0x%x at %s is %s', (code, stage, expected) => {
    const error = faultError(cryptoki(code, stage), signing);
    expect(error.code).toBe(expected);
    expect(error.place).toBe(`24617802, CKR 0x${code.toString(16)} at ${stage}`);
    expect(error.found).toBeUndefined();
  });

  it('a refused signature is a missing touch only after ten seconds', () => {
    const soon = faultError(cryptoki(0x101, 'sign', { elapsed: 800 }), signing);
    const late = faultError(cryptoki(0x101, 'sign', { elapsed: 14_900 }), signing);
    expect([soon.code, late.code]).toEqual(['pin.asked-again', 'token.touch-timeout']);
    const around = [9_999, 10_000].map(
      (elapsed) => faultError(cryptoki(0x101, 'sign', { elapsed }), signing).code,
    );
    expect(around).toEqual(['pin.asked-again', 'token.touch-timeout']);
  });

  it('a wrong PIN is told with what the token says of its tries', () => {
    const hint = (flags: number) => faultError(cryptoki(0xa0, 'login', { flags }), signing).hint;
    expect(hint(0)).toMatch(/^This token does not tell/);
    expect(hint(0x10000)).toMatch(/^This token only tells that a wrong PIN/);
    expect(hint(0x30000)).toMatch(/^One try left\./);
    expect(faultError(cryptoki(0xa0, 'login', { flags: 0x40000 }), signing).code).toBe(
      'pin.locked',
    );
  });

  it('a smart card service that does not run is named where it is the cause', () => {
    const look: Act = { kind: 'look', serial: null };
    expect(faultError(cryptoki(0x30, 'look'), look, false).code).toBe('module.service-not-running');
    expect(faultError(cryptoki(0x30, 'look'), look, true).code).toBe('token.removed');
    expect(faultError(cryptoki(0x30, 'sign'), signing, false).code).toBe('token.removed');
  });
});

describe('what did not happen', () => {
  it('is said where it is sure', () => {
    expect(faultError(cryptoki(0xe0, 'open'), signing).notDone).toEqual([
      'Nothing was signed',
      'No PIN was sent',
    ]);
    expect(faultError(cryptoki(0xa0, 'login'), making).notDone).toEqual([
      'No key was made',
      'The PIN was sent once and not again',
    ]);
  });

  it('is not said where nobody knows', () => {
    const error = faultError(cryptoki(0x30, 'generate'), making);
    expect(error.notDone).toEqual([]);
    expect(error.hint).toContain('A key may be on the token now');
    const unreadable = faultError({ kind: 'refused', code: 'key-unreadable' }, making);
    expect(unreadable.notDone).toEqual([]);
    expect(unreadable.hint).toContain('A key may be on the token now');
  });

  it('a locked PIN leads to the PUK, whether the token says so or was not asked', () => {
    const asked = faultError(cryptoki(0xa4, 'login'), signing);
    const unasked = faultError({ kind: 'refused', code: 'pin-locked' }, signing);
    expect(asked.hint).toContain('Unblock the PIN with the PUK');
    expect(unasked.hint).toBe(asked.hint);
    expect(unasked.notDone).toContain('No PIN was sent');
  });

  it.each<[HostFailureKind, boolean]>([
    ['crashed', true],
    ['crashed', false],
    ['garbage', true],
    ['timeout', true],
    ['cancelled', false],
    ['cancelled', true],
    ['interrupted', true],
    ['closed', false],
  ])('depends on whether it was sent (%s, %s)', (kind, sent) => {
    const error = failureError(new HostFailure(kind, sent), signing);
    expect(error.notDone).toEqual(sent ? [] : ['Nothing was signed']);
    expect(error.hint).toContain(sent ? 'is not known' : 'Nothing was sent to the token');
  });
});

describe('every error', () => {
  const kinds: Act['kind'][] = ['look', 'read', 'make-key', 'sign', 'set-pin', 'make-token'];
  const words = /\b(invalid|fatal|abort|oops|successfully|please)\b/i;

  it('is one plain clause with a hint, whatever the module says', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffffffff),
        fc.constantFrom(...stages),
        fc.constantFrom(...kinds),
        fc.option(fc.nat(0xffffffff)),
        fc.nat(60_000),
        (code, stage, kind, flags, elapsed) => {
          const fault: HostFault = { kind: 'cryptoki', code, stage, flags, elapsed };
          const { message, hint } = faultError(fault, { kind, serial: null });
          expect(message).toMatch(/^[a-z][^.!]*$/);
          expect(hint).toMatch(/^[A-Z].*\.$/);
          expect(`${message} ${hint}`).not.toMatch(words);
        },
      ),
    );
  });

  it.each(refusals)('is so for a refusal too (%s)', (code) => {
    for (const kind of kinds) {
      const { message, hint } = faultError({ kind: 'refused', code }, { kind, serial: null });
      expect(message).toMatch(/^[a-z][^.!]*$/);
      expect(hint).toMatch(/^[A-Z].*\.$/);
      expect(`${message} ${hint}`).not.toMatch(words);
    }
  });
});
