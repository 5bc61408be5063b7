import { EncodingError } from '../encoding/encoding-error.ts';
import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { sha256Hex, type Sha256Hex, parseSha256Hex } from '../encoding/digest.ts';
import { fromHex, toHex } from '../encoding/hex.ts';
import { jcs } from '../encoding/jcs.ts';
import { MerkleTree } from '../encoding/merkle.ts';
import { fromUtf8, utf8 } from '../encoding/utf8.ts';
import type { SpkiDigest } from '../keys/public-key.ts';
import { folderPath, type FolderPath } from './folder-path.ts';
import type { TranscriptRecord } from './record.ts';

/** What a checkpoint commits to: the first lines of one record. */
export interface Checkpoint {
  /** Of the first line, without its line feed: it holds the plan's digest, so it names the log. */
  readonly log: Sha256Hex;
  readonly lines: number;
  /** Over the lines without their line feeds (RFC 6962, section 2.1). */
  readonly treeHead: Sha256Hex;
}

/** The media type of a checkpoint in its envelope. */
export const checkpointType = 'application/vnd.keyholder-station.checkpoint.v1';

/** The folder of signed checkpoints in a ceremony folder. */
export const checkpointFolder = 'checkpoints';

const origin = 'keyholder-station/transcript/';
const form =
  /^keyholder-station\/transcript\/([0-9a-f]{64})\n([1-9][0-9]{0,8})\n([A-Za-z0-9+/]{43}=)\n$/;

/** The checkpoints of a transcript that was verified, by how many lines they are over. One walk over the record. */
export function checkpointsOver(
  records: readonly TranscriptRecord[],
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, Checkpoint> {
  const checkpoints = new Map<number, Checkpoint>();
  const tree = new MerkleTree();
  let log: Sha256Hex | null = null;
  for (const [index, record] of records.entries()) {
    const line = jcs(record);
    log ??= sha256Hex(line);
    tree.add(line);
    const lines = index + 1;
    if (!wanted.has(lines)) continue;
    checkpoints.set(lines, { log, lines, treeHead: parseSha256Hex(toHex(tree.head())) });
  }
  return checkpoints;
}

/** The checkpoint over a whole transcript. @throws RangeError for one without a line */
export function checkpointOf(records: readonly TranscriptRecord[]): Checkpoint {
  const whole = checkpointsOver(records, new Set([records.length])).get(records.length);
  if (whole === undefined) throw new RangeError('a checkpoint is over lines that are there');
  return whole;
}

/** The text of a checkpoint, as C2SP's tlog-checkpoint has it: origin, number of entries, tree head in base64. */
export function checkpointText({ log, lines, treeHead: head }: Checkpoint): Uint8Array {
  return utf8(`${origin}${log}\n${lines}\n${toBase64(fromHex(head))}\n`);
}

/** @throws EncodingError `encoding.checkpoint` for anything but what `checkpointText` writes */
export function parseCheckpoint(bytes: Uint8Array, place: string): Checkpoint {
  const [, log, lines, head] = form.exec(bytes.length > 400 ? '' : textOf(bytes)) ?? [];
  if (log === undefined || lines === undefined || head === undefined) throw notCheckpoint(place);
  return {
    log: parseSha256Hex(log),
    lines: Number(lines),
    treeHead: parseSha256Hex(toHex(headOf(head, place))),
  };
}

/** Where the signature of a key on a checkpoint lies: one file a signature, which is never changed. */
export function checkpointPath({ lines }: Pick<Checkpoint, 'lines'>, spki: SpkiDigest): FolderPath {
  return folderPath(checkpointFolder, `${lines}-${spki.slice(0, 16)}.dsse.json`);
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (error) {
    if (error instanceof EncodingError) return '';
    throw error;
  }
}

function headOf(text: string, place: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (error) {
    if (error instanceof EncodingError) throw notCheckpoint(place);
    throw error;
  }
}

function notCheckpoint(place: string): EncodingError {
  return new EncodingError('encoding.checkpoint', 'the text is no checkpoint of a record', {
    expected: 'origin, number of lines and tree head, each in a line',
    place,
    hint: 'The file was damaged or edited. Take it from its source again.',
  });
}
