import { auditOf, type Files } from '../made-files.ts';

/** What an audit says of the delegations of these files. */
export const codes = async (files: Files) =>
  (await auditOf(files)).findings
    .map(({ code }) => code)
    .filter((code) => code.startsWith('delegation.'));
