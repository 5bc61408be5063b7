import type { FindingCode } from '../../../src/audit/findings.ts';
import type { Case } from './case.ts';
import { delegationCases } from './delegations.ts';
import { evidenceCases } from './evidence.ts';
import { jsonCases } from './json.ts';
import { rehearsalCases } from './rehearsals.ts';
import { repositoryCases } from './repository.ts';
import { roleCases } from './roles.ts';
import { rootCases } from './roots.ts';
import { signatureCases } from './signatures.ts';
import { transcriptCases } from './transcripts.ts';

/** The compiler asks for a case for every code. */
export const cases: Record<FindingCode, Case> = {
  ...jsonCases,
  ...rootCases,
  ...roleCases,
  ...signatureCases,
  ...evidenceCases,
  ...repositoryCases,
  ...transcriptCases,
  ...rehearsalCases,
  ...delegationCases,
};
