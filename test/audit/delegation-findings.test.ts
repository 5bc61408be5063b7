import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/encoding/digest.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { actOf } from '../ceremony/sample-acts.ts';
import { quiet } from './cases/delegations.ts';
import { ceremony } from './cases/transcripts.ts';
import { auditOf } from './made-files.ts';
import { codes } from './delegation-findings/codes.ts';

const published = (signedSha256: string) =>
  actOf('roles.published', {
    version: 10,
    signedSha256,
    files: [{ path: 'repository/10.targets.json', bytes: 1, sha256: sha256Hex(utf8('x')) }],
  } as never);

describe('delegations in a record', () => {
  it('rest on proofs that hold, and nothing in the folder is unexplained', async () => {
    const { findings } = await auditOf(quiet);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('are announced before they are published', async () => {
    const change = actOf('delegation.changed', {
      change: 'revoke',
      nonce: null,
      keys: [],
      proofs: [],
    });
    const { signedSha256 } = change.data as { signedSha256: string };
    expect(await codes(ceremony([change, published(signedSha256)]))).toEqual([]);
    expect(await codes(ceremony([change, published(sha256Hex(utf8('other')))]))).toEqual([
      'delegation.proof-missing',
    ]);
  });
});
