import { longestFile } from '../ceremonies/durable-file.ts';
import { factOf } from '../ceremonies/file-fact.ts';
import { filesBelow } from '../ceremonies/files-below.ts';
import type { OpenCeremony } from './open-ceremony.ts';

const bounds = { files: 2000, bytes: longestFile };
/** A record has to fit into one line of the transcript. */
const mostInALine = 1000;

/**
 * Records what lies in the folder when a ceremony begins: keys and repository of the one before it, and roots that were
 * given up. So an auditor can tell what was there from what somebody added later.
 * @throws FolderError for names and sizes that no ceremony has
 */
export async function recordFoundFiles(ceremony: OpenCeremony): Promise<void> {
  const facts = [];
  for (const name of ['abandoned', 'keys', 'repository'])
    for (const { path, bytes } of await filesBelow(ceremony.folder.directory, [name], bounds))
      facts.push(factOf(path, bytes));
  for (let first = 0; first < facts.length; first += mostInALine) {
    const files = facts.slice(first, first + mostInALine);
    await ceremony.append({ kind: 'folder.found', participant: null, data: { files } });
  }
}
