import { verifyOnce } from '../keys/verify-once.ts';
import type { Verifier } from '../keys/verify.ts';
import { announcedFindings } from './announced.ts';
import { attestationEntry } from './attestation-entries.ts';
import { AuditError } from './audit-error.ts';
import { clientFindings } from './client-opinion.ts';
import { type Evidence, type Gathered, gatheringEvidence } from './evidence.ts';
import { evidenceFindings } from './evidence-findings.ts';
import { ignoredFindings, type Skipped } from './ignored.ts';
import { type AuditFile, type InputFile, readInput } from './input.ts';
import { knownKeys } from './known-keys.ts';
import { failuresOf, otherSigners } from './other-signers.ts';
import { explained, isKeyidTold } from './explained.ts';
import { reachFindings } from './reach-findings.ts';
import { stateFindings } from './state-findings.ts';
import { keyEntries, keyFindings } from './keys.ts';
import { metadataFindings } from './oddity-findings.ts';
import { isNameOfMetadata, notReadFindings } from './not-read-findings.ts';
import { opinionFindings, type SecondOpinion } from './opinion.ts';
import { compareAttestations, compareFindings, compareKeys, comparePaths } from './order.ts';
import { markedKeys, rehearsalFindings } from './rehearsal.ts';
import { peopleOf } from './people.ts';
import { repositoriesOf } from './repository.ts';
import { type ReplayedRoot, replayRoots } from './replay.ts';
import { requireReplayable } from './replay-bound.ts';
import type { AuditReport, Finding } from './report.ts';
import { roleFindings } from './role-findings.ts';
import { judgeRoles } from './roles.ts';
import { rootEntry } from './root-entries.ts';
import { rootFiles } from './root-files.ts';
import { rootNameFindings } from './root-names.ts';
import { rootFindings } from './root-findings.ts';
import { signatureFindings } from './signatures.ts';
import { signedFiles } from './signed-files.ts';
import { countsBeside } from './succession.ts';
import { type AuditProgress, type Steps, stepsOf } from './steps.ts';
import { judgeTargets } from './target-findings.ts';
import { judgeTranscripts } from './transcripts.ts';
import { readTrustedRoot, trustFindings } from './trusted-root.ts';
import { unreadFindings } from './unread-findings.ts';
import { verdictInstant } from './verdict-instant.ts';

export type { AuditFile } from './input.ts';
export type { AuditProgress } from './steps.ts';
export type { Skipped } from './ignored.ts';

export interface AuditQuestion {
  /** The instant of the verdict, RFC 3339. */
  readonly asOf: string;
  readonly verifier: Verifier;
  /** The root that the auditor trusts from elsewhere. It is judged with the others. */
  readonly trustedRoot?: AuditFile | null;
  readonly opinion?: SecondOpinion | null;
  /** What was found and not read: links, files that are too large. Complete once the inputs are. */
  readonly skipped?: readonly Skipped[];
  /** Findings of whoever reads the inputs; asked once they are read. */
  readonly noticed?: () => readonly Finding[];
  /** How many files there are, where that is known. */
  readonly total?: number;
  readonly signal?: AbortSignal;
  /** Awaited, so that the caller can let its other work run in between. */
  readonly progress?: (progress: AuditProgress) => void | Promise<void>;
}

/** Files in any order, each path once; as they are read, so that they need not all be held. */
export type AuditInputs = Iterable<AuditFile> | AsyncIterable<AuditFile>;

/**
 * Judges a set of files as of an instant: the history of roots, the evidence for their keys, and every oddity by name.
 * The report is in its fixed order: roots by version, findings by severity, code and subject.
 *
 * @throws AuditError if there is nothing to judge, or the question is not in form; the reason of `signal`
 */
export async function audit(inputs: AuditInputs, question: AuditQuestion): Promise<AuditReport> {
  const asOf = verdictInstant(question.asOf);
  const trusted = question.trustedRoot == null ? null : readTrustedRoot(question.trustedRoot);
  const { signal, skipped = [] } = question;
  const steps = stepsOf(question);
  const verifier = verifyOnce(steps.counting(question.verifier));
  const files: InputFile[] = [];
  const expected = Array.isArray(inputs) ? inputs.length : (question.total ?? null);
  for await (const input of inputs) {
    await steps.next('Read the files', expected);
    files.push(readInput(input));
  }
  const found = rootFiles(files, question.trustedRoot ?? null, trusted);
  files.sort((left, right) => comparePaths(left.path, right.path));
  await steps.next('Follow the roots', files.length);
  requireReplayable(found);
  const roots = await replayRoots(found, {
    asOf,
    verifier,
    ...(signal === undefined ? {} : { signal }),
  });
  await steps.next('Check the evidence', files.length);
  const { evidence, usedPaths } = await gathered(files, steps);
  const noticed = question.noticed?.() ?? [];
  requireSomething(files, roots, evidence, noticed);

  await steps.next('Judge the roles below the root', files.length);
  const roles = await judgeRoles(repositoriesOf(files, roots), verifier, signal);
  const targets = judgeTargets(roles, files);
  await steps.next('Look for oddities', files.length);
  const signed = signedFiles(roots, roles);
  const keys = keyEntries(roots, evidence, peopleOf(files, roots, evidence));
  const marks = markedKeys(signed, evidence);
  const failures = failuresOf(signed);
  const known = knownKeys(signed, evidence, files);
  const transcripts = await judgeTranscripts(
    files,
    known.map(({ key }) => key),
    verifier,
    skipped,
  );
  const told = await explained(failures, verifier, signal);
  const findings: Finding[] = [
    ...unreadFindings(files),
    ...metadataFindings(files, roles),
    ...notReadFindings(skipped, files),
    ...rootFindings(roots, asOf),
    ...rootNameFindings(roots, files, skipped),
    ...(trusted === null ? [] : trustFindings(roots, trusted)),
    ...roleFindings(roles, asOf),
    ...stateFindings(roles),
    ...targets.findings,
    ...reachFindings(roles),
    ...signed.flatMap(signatureFindings),
    ...(await otherSigners(failures, known, verifier, steps, signal)).filter(
      (finding) => !told.some((one) => isKeyidTold(one, finding)),
    ),
    ...told,
    ...evidenceFindings(evidence, marks, asOf),
    ...keyFindings(roots, evidence, keys, signed),
    ...rehearsalFindings(signed, marks),
    ...announcedFindings(files, found, roles),
    ...transcripts.findings,
    ...noticed,
    ...ignoredFindings(
      files,
      new Set([...usedPaths, ...targets.usedPaths, ...transcripts.usedPaths]),
      skipped.filter((one) => !isNameOfMetadata(one)),
    ),
  ];
  await steps.next('Ask a second implementation', files.length);
  if (question.opinion != null) {
    findings.push(...(await opinionFindings(roots, roles, question.opinion, steps)));
    findings.push(
      ...(await clientFindings(
        { roots, roles },
        question.opinion,
        { asOf, signal, steps },
        findings,
      )),
    );
  }
  const beside = countsBeside(roots);
  return {
    format: 'station-audit/1',
    asOf: asOf.text,
    verdict: findings.some(({ severity }) => severity === 'error') ? 'fail' : 'pass',
    roots: roots.map((root) => rootEntry(root, beside.get(root))),
    keys: keys.toSorted(compareKeys),
    attestations: evidence.flatMap(attestationEntry).toSorted(compareAttestations),
    findings: findings.toSorted(compareFindings),
  };
}

/** A folder of thousands of certificates can be cancelled between any two of them. */
async function gathered(files: readonly InputFile[], steps: Steps): Promise<Gathered> {
  const gathering = gatheringEvidence(files);
  for (;;) {
    const { done, value } = gathering.next();
    if (done === true) return value;
    await steps.within(value, 'attestations');
  }
}

function requireSomething(
  files: readonly InputFile[],
  roots: readonly ReplayedRoot[],
  evidence: readonly Evidence[],
  noticed: readonly Finding[],
): void {
  const judged = files.some(({ reading: { kind } }) =>
    ['metadata', 'unread', 'transcript'].includes(kind),
  );
  if (judged || roots.length > 0 || evidence.length > 0) return;
  const [first] = noticed;
  if (first !== undefined) {
    throw new AuditError('audit.nothing', 'nothing that an audit judges could be read here', {
      expected: 'roots, other TUF metadata, or key files with their attestations',
      found: `${first.subject}: ${first.message}`,
      place: first.subject,
      hint: first.hint,
    });
  }
  throw new AuditError('audit.nothing', 'there is nothing here that an audit judges', {
    expected: 'roots, other TUF metadata, or key files with their attestations',
    found: files.length === 0 ? 'no files' : `${files.length} other files`,
    hint: 'Choose a ceremony folder, a TUF repository, or a folder of files such as 1.root.json.',
  });
}
