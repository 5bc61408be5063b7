import type { AuditReport } from '../../../src/audit/report.ts';
import { parseSha256Hex } from '../../../src/encoding/digest.ts';
import type { FilePlace } from '../file-place.ts';
import type { AuditedFiles, FileMark } from '../read-again.ts';
import type { ChildMessage, PartKind } from './wire.ts';

type Part = Extract<ChildMessage, { kind: PartKind }>;
type End = Extract<ChildMessage, { kind: 'end' }>;
type Lists = { [Kind in PartKind]: Extract<Part, { kind: Kind }>['items'] };

/** An answer as it comes in. It is of use only when its end came and fits. */
export class AnswerInParts {
  readonly #lists: Lists = { files: [], roots: [], keys: [], attestations: [], findings: [] };

  add(part: Part): void {
    for (const item of part.items) this.#list(part.kind).push(item);
  }

  /** @returns null where a part is missing or too many, or the verdict is not what its findings make it */
  whole({ counts, verdict, asOf, filesRead }: End): {
    readonly report: AuditReport;
    readonly filesRead: number;
    readonly files: AuditedFiles;
  } | null {
    const { files, roots, keys, attestations, findings } = this.#lists;
    const isWhole =
      files.length === counts.files &&
      roots.length === counts.roots &&
      keys.length === counts.keys &&
      attestations.length === counts.attestations &&
      findings.length === counts.findings;
    const isError = findings.some(({ severity }) => severity === 'error');
    if (!isWhole || verdict !== (isError ? 'fail' : 'pass')) return null;
    const marks = new Map<string, FileMark>();
    const where = new Map<string, FilePlace>();
    for (const { path, length, sha256, place } of files) {
      marks.set(path, { length, sha256: parseSha256Hex(sha256) });
      if (place !== null) where.set(path, place);
    }
    return {
      report: { format: 'station-audit/1', asOf, verdict, roots, keys, attestations, findings },
      filesRead,
      files: { marks, where },
    };
  }

  #list(kind: PartKind): unknown[] {
    return this.#lists[kind];
  }
}
