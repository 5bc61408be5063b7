import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { readInput } from '../../src/audit/input.ts';
import { checkpointType } from '../../src/ceremony/checkpoint.ts';
import { utf8 } from '../../src/encoding/utf8.ts';
import { nobleVerifier } from '../../src/keys/noble.ts';
import { actOf, chainOf, digestOf } from '../ceremony/sample-acts.ts';
import { asOf, type Files, inputs, root } from './made-files.ts';

const first = { '1.root.json': root({ version: 1 }) };
const record = chainOf(digestOf('plan'), [actOf('ceremony.opened', {}, null)]).bytes;
const envelope = utf8('{}');
const name = '1-0123456789abcdef.dsse.json';

/** What is said of records that are not there. */
async function missingIn(files: Files, isPast = false) {
  const given = inputs({ ...first, ...files }).map((file) =>
    isPast && file.path !== '1.root.json'
      ? { ...file, origin: { commit: 'c0'.repeat(20), paths: [file.path], headPaths: [] } }
      : file,
  );
  const { findings } = await audit(given, { asOf, verifier: nobleVerifier });
  return findings
    .filter(({ code, data }) => code === 'transcript.file-missing' && data['line'] === undefined)
    .map(({ severity, subject, data }) => [severity, subject, data['file']]);
}

describe('a record that tokens have signed', () => {
  it.each([
    ['', 'transcript.jsonl'],
    ['c/', 'c/transcript.jsonl'],
    ['c/records/tom/', 'c/records/tom/transcript.jsonl'],
  ])('is missed where it was taken away: %j', async (folder, file) => {
    const place = `${folder}checkpoints/${name}`;
    const two = { [place]: envelope, [`${folder}checkpoints/2-${name}`]: envelope };
    expect(await missingIn(two)).toEqual([['error', place, file]]);
    expect(await missingIn({ ...two, 'other/transcript.jsonl': record })).toHaveLength(1);
  });

  it('is not missed where it lies, by itself or from another station', async () => {
    const own = { [`c/checkpoints/${name}`]: envelope, 'c/transcript.jsonl': record };
    expect(await missingIn(own)).toEqual([]);
    const carried = {
      [`records/tom/checkpoints/${name}`]: envelope,
      'records/tom.jsonl': record,
    };
    expect(await missingIn(carried)).toEqual([]);
  });

  it('is not missed of a checkpoint that lies alone, or only in the past', async () => {
    const alone = utf8(`{"payload":"","payloadType":"${checkpointType}"}`);
    expect(readInput({ path: name, bytes: alone }).reading.kind).toBe('checkpoint');
    expect(await missingIn({ [name]: alone })).toEqual([]);
    expect(await missingIn({ [`checkpoints/${name}`]: envelope }, true)).toEqual([]);
  });
});
