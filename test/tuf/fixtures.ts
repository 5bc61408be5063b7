import { readFileSync } from 'node:fs';
import { utf8 } from '../../src/encoding/utf8.ts';
import { type Metadata, parseMetadata } from '../../src/tuf/metadata.ts';
import type { TopRole } from '../../src/tuf/role.ts';
import { parseRoot, type Root } from '../../src/tuf/root.ts';

const base = new URL('../fixtures/sigstore-root-signing/', import.meta.url);

/** A file of the fixtures, by its path below `sigstore-root-signing`. */
export function fixtureBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, base)));
}

export function fixture(path: string): Metadata {
  return parseMetadata(fixtureBytes(path), path);
}

/** Production root of that version, 1 to 9. */
export function sigstoreRoot(version: number): Root {
  return parseRoot(fixture(`root_history/${version}.root.json`));
}

export const sigstoreVersions = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** A metadata file that a test may break in every way. */
export interface FileDraft {
  signed: { [member: string]: unknown };
  signatures: { keyid: string; sig: string | null }[];
}

export interface RootDraft extends FileDraft {
  signed: {
    [member: string]: unknown;
    version: number;
    expires: string;
    keys: { [keyid: string]: { [member: string]: unknown } };
    roles: {
      [role in TopRole]: { [member: string]: unknown; keyids: string[]; threshold: number };
    };
  };
}

export function draftOf(path: string): FileDraft {
  return JSON.parse(new TextDecoder().decode(fixtureBytes(path))) as FileDraft;
}

export function rootDraft(version: number): RootDraft {
  return draftOf(`root_history/${version}.root.json`) as RootDraft;
}

export function bytesOf(value: unknown): Uint8Array {
  return utf8(JSON.stringify(value));
}

export function metadataOf(file: unknown): Metadata {
  return parseMetadata(bytesOf(file), 'draft.json');
}

/** A root without signatures. */
export function rootOf(signed: unknown): Root {
  return parseRoot(metadataOf({ signed, signatures: [] }));
}
