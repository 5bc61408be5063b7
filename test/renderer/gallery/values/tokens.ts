import type { TokenList, TokenView } from '../../../../src/contract/tokens.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { digestOf, MODULE } from './digests.ts';

export const yubikey: TokenView = {
  id: 't-1',
  serial: '24617802',
  model: 'YubiKey 5C NFC',
  sentence: 'Empty and ready. Firmware 5.4.3, three PIN tries left.',
  kind: 'yubikey',
  practice: false,
  holdsKey: false,
  planned: true,
  lock: null,
  tries: 'Three tries left.',
};

const another: TokenView = {
  ...yubikey,
  id: 't-2',
  serial: '15938791',
  model: 'YubiKey 5 NFC',
  sentence: '',
  holdsKey: true,
  planned: false,
  lock: 'Not in the plan for you. Its signing slot already holds a key, which stays as it is.',
};

export const practiceToken: TokenView = {
  id: 't-3',
  serial: '90000003',
  model: 'Practice token 3',
  sentence: 'Empty and ready. Kept in a file on this machine.',
  kind: 'software',
  practice: true,
  holdsKey: false,
  planned: true,
  lock: null,
  tries: 'Three tries left.',
};

/** A virtual YubiKey, as a rehearsal shows it. */
export const practiceYubikey: TokenView = {
  ...yubikey,
  id: 't-5',
  serial: '11223344',
  model: 'Practice YubiKey 5',
  practice: true,
};

export const yubikeyOf = (mode: Mode): TokenView => (mode === 'real' ? yubikey : practiceYubikey);

export const tokenOf = (mode: Mode): TokenView => (mode === 'real' ? yubikey : practiceToken);

const modules: TokenList['modules'] = [
  {
    id: 'm-1',
    name: 'Practice tokens (SoftHSM 2.6)',
    sha256: digestOf('libsofthsm2.so'),
    origin: 'embedded',
    state: 'ready',
    sentence: 'Keeps practice tokens in files.',
    reads: null,
  },
  {
    id: 'm-2',
    name: 'YubiKey (ykcs11 2.3)',
    sha256: MODULE,
    origin: 'known-path',
    state: 'needs-approval',
    sentence: 'Found on this machine. Compare its digest with the maker’s before you approve it.',
    reads: null,
  },
  {
    id: 'm-3',
    name: 'pkcs11-spy',
    sha256: digestOf('pkcs11-spy.so'),
    origin: 'p11-kit',
    state: 'refused',
    sentence: 'It writes down everything that goes to a token, PINs too. It is never loaded.',
    reads: null,
  },
];

export function tokensOf(mode: Mode): TokenList {
  if (mode === 'real') {
    const practice = {
      ...practiceToken,
      planned: false,
      lock: 'For rehearsals only. This is a real ceremony.',
    };
    return {
      tokens: [yubikey, another, practice],
      chosen: null,
      modules,
      mayMakePractice: false,
    };
  }
  const real = {
    ...yubikey,
    planned: false,
    lock: 'For real ceremonies only. This is a rehearsal, and nothing is written to it.',
  };
  return {
    tokens: [
      practiceToken,
      {
        ...practiceToken,
        id: 't-4',
        serial: '90000004',
        model: 'Practice token 4',
        planned: false,
      },
      real,
    ],
    chosen: null,
    modules,
    mayMakePractice: true,
  };
}

export const noTokens: TokenList = { tokens: [], chosen: null, modules, mayMakePractice: false };
