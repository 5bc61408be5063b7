import { fromBase64, toBase64 } from './base64.ts';
import { EncodingError } from './encoding-error.ts';

export interface PemBlock {
  /** What stands between BEGIN and the dashes, for example CERTIFICATE. */
  readonly label: string;
  readonly der: Uint8Array<ArrayBuffer>;
}

const boundary = /^-----(BEGIN|END) ([A-Z0-9](?:[A-Z0-9 ]{0,62}[A-Z0-9])?)-----$/;
const longestText = 4 * 1024 * 1024;

/**
 * The one block of a text that holds nothing else (RFC 7468, strict form; lines may have any length
 * and end in LF or CRLF; white space may stand around the block).
 * @throws EncodingError `encoding.pem` if there is another label, another block, or any other text
 */
export function decodePem(text: string, label: string): Uint8Array<ArrayBuffer> {
  const [block, ...others] = decodeBlocks(text, 'refused');
  if (block === undefined) throw notPem(`one block with the label ${label}`, 'no block');
  if (others.length > 0) {
    throw notPem(`one block with the label ${label}`, `${others.length + 1} blocks`);
  }
  if (block.label !== label) throw notPem(`the label ${label}`, `the label ${block.label}`);
  return block.der;
}

/**
 * Every block of a text, in order. Text outside of the blocks is skipped (RFC 7468, section 2).
 * A text without a block gives an empty list.
 * @throws EncodingError `encoding.pem` for a block that is cut off, nested or damaged
 */
export function decodeAllPem(text: string): readonly PemBlock[] {
  return decodeBlocks(text, 'skipped');
}

/** A block with lines of 64 characters, LF line ends and a final line end (RFC 7468, section 2). */
export function encodePem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function decodeBlocks(text: string, otherText: 'refused' | 'skipped'): PemBlock[] {
  if (text.length > longestText) {
    throw notPem(`at most ${longestText} characters`, `${text.length} characters`);
  }
  const blocks: PemBlock[] = [];
  let open: { label: string; base64: string[]; line: number } | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = withoutTrailingSpace(raw);
    const edge = boundary.exec(line);
    const [, edgeKind, edgeLabel = ''] = edge ?? [];
    if (edgeKind === 'BEGIN' && open === null) {
      open = { label: edgeLabel, base64: [], line: index + 1 };
    } else if (edgeKind === 'END' && open?.label === edgeLabel) {
      blocks.push({ label: open.label, der: content(open.base64, open.line) });
      open = null;
    } else if (line.startsWith('-----')) {
      throw notPem(
        'BEGIN and END lines in pairs',
        'a line that opens or closes nothing',
        index + 1,
      );
    } else if (open !== null) {
      open.base64.push(line);
    } else if (otherText === 'refused' && line !== '') {
      throw notPem('nothing but the block', 'other text', index + 1);
    }
  }
  if (open !== null)
    throw notPem(`an END line for ${open.label}`, 'the end of the text', open.line);
  return blocks;
}

function content(lines: readonly string[], begin: number): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64(lines.join(''));
  } catch (cause) {
    throw notPem('base64 between BEGIN and END', 'other characters, or text cut off', begin, cause);
  }
}

/** By hand: a regular expression would need quadratic time for a hostile line. */
function withoutTrailingSpace(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t\r'.includes(line.charAt(end - 1))) end--;
  return line.slice(0, end);
}

function notPem(expected: string, found: string, line?: number, cause?: unknown): EncodingError {
  return new EncodingError('encoding.pem', 'text is not the PEM that is needed here', {
    expected,
    found,
    ...(line === undefined ? {} : { place: `line ${line}` }),
    hint: 'The file is damaged or not the right one. Take it from its source again.',
    cause,
  });
}
