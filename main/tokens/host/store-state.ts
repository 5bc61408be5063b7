import { readdirSync, statSync } from 'node:fs';

/** What lies in the folder of practice tokens: which files, and when each was last written. */
export interface StoreState {
  /** Folders of tokens and their files, by name and inode. */
  readonly files: string;
  /** Size and time of the last change of each, locks left out. */
  readonly stamps: string;
}

/** More files than any store of practice tokens has; beyond that nothing is claimed. */
const mostFiles = 1024;

/**
 * Reads the state of a folder of SoftHSM tokens: names and times only, no content. Null where it cannot be read or
 * holds too much: then nobody may rely on it.
 */
export function storeState(tokens: string): StoreState | null {
  try {
    const files: string[] = [];
    const stamps: string[] = [];
    for (const token of readdirSync(tokens).toSorted()) {
      const folder = `${tokens}/${token}`;
      for (const name of ['', ...readdirSync(folder).toSorted()]) {
        // SoftHSM's own locks hold nothing.
        if (name.endsWith('.lock')) continue;
        const { ino, size, mtimeMs } = statSync(`${folder}/${name}`);
        files.push(`${token}/${name}:${ino}`);
        stamps.push(`${size}:${mtimeMs}`);
      }
      if (files.length > mostFiles) return null;
    }
    return { files: files.join('\n'), stamps: stamps.join('\n') };
  } catch {
    return null; // no folder, no folder of a token, or one that was moved away meanwhile
  }
}

/** Nothing was written between two states. */
export function sameState(one: StoreState | null, other: StoreState | null): boolean {
  return one !== null && other !== null && one.files === other.files && one.stamps === other.stamps;
}
