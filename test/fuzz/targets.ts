/** What the fuzzer asks of the readers of the audit, whatever a file holds. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalize } from '@tufjs/canonical-json';
import { audit, type AuditFile } from '../../src/audit/audit.ts';
import {
  parseGitCommit,
  GitObjectError,
  parseGitTag,
  parseGitTree,
} from '../../src/audit/git-object.ts';
import { readInput } from '../../src/audit/input.ts';
import { AuditReport } from '../../src/audit/report.ts';
import { reportText } from '../../src/audit/text.ts';
import { auditView } from '../../src/audit/view.ts';
import { StationError } from '../../src/encoding/station-error.ts';
import { nodeVerifier } from '../../main/verification/node.ts';
import { parseMetadata } from '../../src/tuf/metadata.ts';
import { mutateGitLines, mutateGitTree } from './git-mutations.ts';
import { type Choices, mutateBytes, mutateDer, mutateJson, mutatePem } from './mutations.ts';

export interface FuzzTarget {
  readonly name: string;
  /** Throws if something is not as it has to be; gives what was tried, so that it can be kept. */
  readonly run: (pick: Choices) => Promise<AuditFile>;
}

const fixtures = path.join(import.meta.dirname, '../fixtures/sigstore-root-signing');
const kept = path.join(import.meta.dirname, '../fixtures/fuzz-corpus');

/** Files as an audit gets them, from a folder of fixtures. */
function read(folder: string, patterns: readonly string[]): AuditFile[] {
  return globSync(patterns, { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      path: path.relative(folder, file),
      bytes: new Uint8Array(readFileSync(file)),
    }));
}

export const corpus = read(kept, ['*']);
const metadata = [
  ...read(fixtures, ['root_history/*', 'ceremony/2022-07-12/repository/*.json']),
  ...corpus.filter(({ path: name }) => name.endsWith('.json')),
];
const evidence = [
  ...read(fixtures, ['ceremony/*/keys/*/*']),
  ...corpus.filter(({ path: name }) => /\.(?:pem|der)$/.test(name)),
];
const gitObjects = corpus.filter(isGitObject);
const ceremony = read(fixtures, ['ceremony/2022-07-12/**/*', 'root_history/{1,2,3,4}.root.json']);

/** Reads one file as the audit does: that must never throw, and what is read as metadata must have one canonical form. */
function checkInput(file: AuditFile): AuditFile {
  const { reading } = readInput(file);
  if (reading.kind !== 'metadata' && reading.kind !== 'root') return file;
  const parsed = parseMetadata(file.bytes, file.path);
  const theirs = canonicalize(JSON.parse(new TextDecoder().decode(file.bytes)).signed);
  const ours = new TextDecoder().decode(parsed.signedBytes);
  // The other implementation sorts names by UTF-16 units and not by code points: above U+D800 that differs.
  if (ours !== theirs && !/[\ud800-\uffff]/.test(ours) && !ours.includes('"__proto__"')) {
    throw new Error('two implementations form other canonical bytes');
  }
  return file;
}

/** A whole audit: a report in its schema, which can be shown, or one of the station's own errors. */
async function checkAudit(files: readonly AuditFile[]): Promise<void> {
  try {
    const report = await audit(files, { asOf: '2022-07-20T00:00:00Z', verifier: nodeVerifier });
    AuditReport.parse(report);
    reportText(auditView(report, { filesRead: files.length, secondOpinion: false }));
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
  }
}

/** Reads bytes as every kind of object: what is not in Git's form is refused by name, and no tree leads out of its folder. */
function checkGitObject(file: AuditFile): AuditFile {
  for (const parse of [parseGitCommit, parseGitTag, entriesOf]) {
    try {
      parse(file.bytes);
    } catch (error) {
      if (!(error instanceof GitObjectError)) throw error;
    }
  }
  return file;
}

function entriesOf(bytes: Uint8Array): void {
  for (const { name, oid } of parseGitTree(bytes, 20)) {
    if (path.posix.join('/folder', name) !== `/folder/${name}` || !/^[0-9a-f]{40}$/.test(oid)) {
      throw new Error('an entry that leads out of its folder');
    }
  }
}

/** What is kept, unchanged, to the readers that it is for. */
export async function replayCorpus(): Promise<number> {
  for (const file of corpus) {
    if (isGitObject(file)) checkGitObject(file);
    else await checkAudit([checkInput(file)]);
  }
  return corpus.length;
}

function isGitObject({ path: name }: AuditFile): boolean {
  return /\.(?:commit|tag|tree)$/.test(name);
}

/** What stands between the lines of a PEM text. */
function derOf(pem: Uint8Array): Uint8Array {
  const base64 = new TextDecoder('latin1').decode(pem).replaceAll(/-----.*-----/g, '');
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

export const targets: readonly FuzzTarget[] = [
  {
    name: 'json',
    run: async (pick) => {
      const file = pick.pick(metadata);
      return checkInput({ ...file, bytes: mutateJson(file.bytes, pick) });
    },
  },
  {
    name: 'pem',
    run: async (pick) => {
      const file = pick.pick(evidence);
      return checkInput({ ...file, bytes: mutatePem(file.bytes, pick) });
    },
  },
  {
    name: 'der',
    run: async (pick) => {
      const file = pick.pick(evidence);
      const der = file.path.endsWith('.der') ? file.bytes : derOf(file.bytes);
      return checkInput({ path: 'file.der', bytes: mutateDer(der, pick) });
    },
  },
  {
    name: 'git',
    run: async (pick) => {
      const { path: name, bytes } = pick.pick(gitObjects);
      const changed =
        pick.below(4) === 0
          ? mutateBytes(bytes, pick)
          : name.endsWith('.tree')
            ? mutateGitTree(bytes, pick)
            : mutateGitLines(bytes, pick);
      return checkGitObject({ path: name, bytes: changed });
    },
  },
  {
    name: 'audit',
    run: async (pick) => {
      const file = pick.pick(ceremony);
      const isJson = file.path.endsWith('.json');
      const bytes = isJson ? mutateJson(file.bytes, pick) : mutatePem(file.bytes, pick);
      const changed = { ...file, bytes };
      await checkAudit(ceremony.map((one) => (one.path === file.path ? changed : one)));
      return changed;
    },
  },
];
