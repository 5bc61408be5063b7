import { sha256Hex } from '../../../../src/encoding/digest.ts';
import { utf8 } from '../../../../src/encoding/utf8.ts';

const of = (text: string): string => sha256Hex(utf8(text));

/** The digests of the drawn pages, so that weaves and words can be held beside the pictures. */
export const KEY = of('priya raman key 2026');
export const ROOT = of('root version 16');
export const PRACTICE_KEY = of('practice key 3');
export const PRACTICE_ROOT = of('rehearsal root 16');
export const PLAN = of('plan of root signing 16');
export const MODULE = of('libykcs11.so');
export const digestOf = of;
