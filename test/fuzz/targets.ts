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
async function checkAudit(changed: AuditFile): Promise<AuditFile> {
  const files = ceremony.map((file) => (file.path === changed.path ? changed : file));
  try {
    const report = await audit(files, { asOf: '2022-07-20T00:00:00Z', verifier: nodeVerifier });
    AuditReport.parse(report);
    reportText(auditView(report, { filesRead: files.length, secondOpinion: false }));
  } catch (error) {
    if (!(error instanceof StationError)) throw error;
  }
  return changed;
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
      const base64 = new TextDecoder('latin1').decode(file.bytes).replaceAll(/-----.*-----/g, '');
      const der = new Uint8Array(Buffer.from(base64, 'base64'));
      return checkInput({ path: 'file.der', bytes: mutateDer(der, pick) });
    },
  },
  {
    name: 'git',
    run: async (pick) => {
      const bytes = mutateBytes(pick.pick(gitObjects), pick);
      for (const parse of [
        parseGitCommit,
        parseGitTag,
        (one: Uint8Array) => parseGitTree(one, 20),
      ]) {
        try {
          parse(bytes);
        } catch (error) {
          if (!(error instanceof GitObjectError)) throw error;
        }
      }
      return { path: 'object.git', bytes };
    },
  },
  {
    name: 'audit',
    run: async (pick) => {
      const file = pick.pick(ceremony);
      const isJson = file.path.endsWith('.json');
      const bytes = isJson ? mutateJson(file.bytes, pick) : mutatePem(file.bytes, pick);
      return checkAudit({ ...file, bytes });
    },
  },
];

const oid = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3';
const gitObjects: readonly Uint8Array[] = [
  `tree ${oid}\nparent ${oid}\nparent ${oid}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1650000000 -0530\n\nx\n`,
  `object ${oid}\ntype commit\ntag v1\ntagger A <a@b> 1 +0000\n\nx\n`,
  `100644 1.root.json\0${'\u0001'.repeat(20)}40000 keys\0${'\u0002'.repeat(20)}120000 link\0${'\u0003'.repeat(20)}`,
].map((text) => new Uint8Array(Buffer.from(text, 'latin1')));
