import type { Asked, ProveLook } from '../../../../src/contract/prove.ts';
import type { Mode } from '../../../../src/contract/values.ts';
import { delegationsOf } from './delegations.ts';
import { tokenOf } from './tokens.ts';

const role = 'registry.example.org';

/** A delegate's key that was exported, before it answers. */
export const proveOf = (mode: Mode): ProveLook => ({
  role,
  token: tokenOf(mode),
  serial: '24617802',
  tries: '3 tries left',
  touch: mode === 'real' ? 'token' : 'screen',
  problem: null,
  answered: [],
});

export const askedOf = (mode: Mode): Asked => ({
  role,
  number: '5f0c2d81',
  words: delegationsOf(mode).challenges[0]?.words ?? [],
});

/** The same after the answer. */
export const provedOf = (mode: Mode): ProveLook => ({
  ...proveOf(mode),
  answered: [
    {
      number: '5f0c2d81',
      file: 'delegation/5f0c2d815f0c2d81/0123456789abcdef.proof.json',
    },
  ],
});
