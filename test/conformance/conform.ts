import { isKeyId } from '../../main/tokens/listing.ts';
import { TokenError } from '../../main/tokens/token-error.ts';
import type { TokenHosts } from '../../main/tokens/token-hosts.ts';
import type { KeyId, KeyRef, MadeKey, TokenRef } from '../../main/tokens/token.ts';
import type { Scheme } from '../../src/keys/scheme.ts';
import type { ModuleUnderTest } from './module-under-test.ts';
import { stationWith } from './station-with.ts';

export const schemes = [
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ed25519',
  'rsassa-pss-sha256',
] as const satisfies readonly Scheme[];

/** What came of each thing that was tried: "yes", or the code of the station's error, or what was told. */
export interface SchemeRow {
  readonly make: string;
  /** "stays", or what the token says that is not as asked; "does not tell" where it tells nothing. */
  readonly attributes: string;
  readonly sign: string;
  readonly remove: string;
}

export interface ModuleRow {
  readonly name: string;
  /** How the token is named: "its own serial", "by the station", or "not at all". */
  readonly named: string;
  /** Keys at once on the one token, each found again by its digest. */
  readonly keysAtOnce: number;
  readonly schemes: Readonly<Record<Scheme, SchemeRow>>;
}

const bytes = new TextEncoder().encode('{"_type":"root","version":1}');
const notTried = '–';

/** Takes one module through everything that the station asks of a token, by the station's own token host. */
export async function conform(module: ModuleUnderTest): Promise<ModuleRow> {
  // Before the library is loaded: OpenSC reads a card once.
  for (const key of module.outside) await key.made();
  const { tokens, token, close } = await stationWith(module);
  try {
    if (token.ref === null) return unnamed(module);
    const rows = new Map<Scheme, SchemeRow>();
    const made: { key: KeyRef; scheme: Scheme }[] = [];
    for (const [index, scheme] of schemes.entries()) {
      const attempt = await make(tokens, module, token.ref, scheme, keyId(`a${index}`));
      if (attempt.key !== null) made.push({ key: attempt.key, scheme });
      rows.set(scheme, attempt.row);
    }
    const outside = module.outside.length === 0 ? [] : await shown(tokens, token.ref, module);
    for (const { key, scheme } of [...made, ...outside]) {
      const row = rows.get(scheme);
      if (row === undefined) continue;
      const sign = await outcome(() =>
        tokens.sign({ key, scheme, purpose: 'tuf-canonical', bytes, pin: module.pin }),
      );
      rows.set(scheme, { ...row, sign });
    }
    const keysAtOnce = await countKeys(tokens, token.ref, [...made, ...outside]);
    for (const { key, scheme } of [...made, ...outside]) {
      const row = rows.get(scheme);
      const confirmed = { serial: key.serial, spkiDigest: key.spkiDigest };
      const remove = await outcome(() => tokens.removeKey({ key, confirmed, pin: module.pin }));
      if (row !== undefined) rows.set(scheme, { ...row, remove });
    }
    const own = /^(nss|tpm)-/.test(token.ref.serial) ? 'by the station' : 'its own serial';
    return { name: module.name, named: own, keysAtOnce, schemes: whole(rows) };
  } finally {
    await close();
  }
}

async function make(
  tokens: TokenHosts,
  module: ModuleUnderTest,
  ref: TokenRef,
  scheme: Scheme,
  id: KeyId,
): Promise<{ row: SchemeRow; key: KeyRef | null }> {
  const nothing = { attributes: notTried, sign: notTried, remove: notTried };
  try {
    const made = await tokens.makeKey({
      ref,
      expectedSerial: ref.serial,
      scheme,
      pin: module.pin,
      label: `PRACTICE ${scheme}`,
      id,
    });
    const row = { ...nothing, make: 'yes', attributes: told(made) };
    return { row, key: made.key };
  } catch (error) {
    return { row: { ...nothing, make: codeOf(error) }, key: null };
  }
}

/** Keys that were made beside the station, by the scheme that they sign under. */
async function shown(
  tokens: TokenHosts,
  ref: TokenRef,
  { outside }: ModuleUnderTest,
): Promise<{ key: KeyRef; scheme: Scheme }[]> {
  const { tokens: listed } = await tokens.list();
  const token = listed.find(({ serial }) => serial === ref.serial);
  return (token?.keys ?? []).flatMap(({ id, spkiDigest, type }) => {
    const scheme = outside.find((each) => kinds[each.scheme] === type)?.scheme;
    return spkiDigest === null || scheme === undefined
      ? []
      : [{ key: { ...ref, id, spkiDigest }, scheme }];
  });
}

const kinds: Readonly<Record<Scheme, string>> = {
  'ecdsa-sha2-nistp256': 'ecdsa-p256',
  'ecdsa-sha2-nistp384': 'ecdsa-p384',
  ed25519: 'ed25519',
  'rsassa-pss-sha256': 'rsa',
};

async function countKeys(
  tokens: TokenHosts,
  ref: TokenRef,
  keys: readonly { key: KeyRef }[],
): Promise<number> {
  const { tokens: listed } = await tokens.list();
  const seen = listed.find(({ serial }) => serial === ref.serial)?.keys ?? [];
  return keys.filter(({ key }) => seen.some(({ spkiDigest }) => spkiDigest === key.spkiDigest))
    .length;
}

function told({ attributes }: MadeKey): string {
  const wrong = [
    ...(attributes.local === false ? ['not made here'] : []),
    ...(attributes.local === null ? ['made where: does not tell'] : []),
    ...(attributes.alwaysSensitive === null ? ['always: does not tell'] : []),
  ];
  return wrong.length === 0 ? 'made here, stays' : ['stays', ...wrong].join(', ');
}

async function outcome(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
    return 'yes';
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof TokenError) return error.code;
  throw error;
}

function unnamed(module: ModuleUnderTest): ModuleRow {
  const nothing = { make: notTried, attributes: notTried, sign: notTried, remove: notTried };
  const rows = new Map<Scheme, SchemeRow>(schemes.map((scheme) => [scheme, nothing]));
  return { name: module.name, named: 'not at all', keysAtOnce: 0, schemes: whole(rows) };
}

function whole(rows: ReadonlyMap<Scheme, SchemeRow>): Record<Scheme, SchemeRow> {
  const row = (scheme: Scheme): SchemeRow => {
    const found = rows.get(scheme);
    if (found === undefined) throw new Error(`${scheme} was not tried`);
    return found;
  };
  return {
    'ecdsa-sha2-nistp256': row('ecdsa-sha2-nistp256'),
    'ecdsa-sha2-nistp384': row('ecdsa-sha2-nistp384'),
    ed25519: row('ed25519'),
    'rsassa-pss-sha256': row('rsassa-pss-sha256'),
  };
}

function keyId(text: string): KeyId {
  if (isKeyId(text)) return text;
  throw new Error('not a key id');
}
