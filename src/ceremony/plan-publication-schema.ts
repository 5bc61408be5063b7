import { z } from 'zod';
import { Line } from './plan-values.ts';

const host = String.raw`[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?`;
const user = String.raw`[A-Za-z0-9_][\w.-]*@`;
const path = String.raw`[\w.~/%+-]+`;
const addressForms = [
  `https://${host}/${path}`,
  `ssh://(?:${user})?${host}/${path}`,
  `file:///${path}`,
  String.raw`${user}[A-Za-z0-9][A-Za-z0-9.-]*:[\w.~/+][\w.~/+-]*`,
];

/**
 * Where a Git repository lies: `https`, `ssh` or `file`, or `user@host:path`. Git has further forms, some of which run
 * programs; a password in an address would stand in every copy of the plan.
 */
export const GitRemote = z
  .string()
  .max(500)
  .regex(
    new RegExp(`^(?:${addressForms.join('|')})$`),
    'an address such as https://example.org/root.git or git@example.org:root.git, without a password',
  );

/** The name of a branch, in a part of what `git check-ref-format` accepts. */
export const GitBranch = z
  .string()
  .max(100)
  .regex(
    /^(?!.*(?:\.\.|\/\/|\/\.|\.lock(?:\/|$)|\.(?:\/|$)))[A-Za-z0-9_][\w./-]*[\w-]$|^[A-Za-z0-9_]$/,
    'the name of a branch, such as main or ceremony/root-16',
  );

/** Who the commits are by. The name and address become public with them. */
const Signer = z.strictObject({
  name: Line.regex(/^[^<>]+$/u, 'a name without < and >'),
  email: z
    .string()
    .max(120)
    .regex(/^[\w.+-]+@[\w.-]+\.[A-Za-z]{2,24}$/, 'an address like ines@example.org'),
});

/** Where what was signed goes. Without it the repository stays in the ceremony folder. */
export const Publication = z.strictObject({
  remote: GitRemote,
  branch: GitBranch,
  /** Who signs the commits off (`Signed-off-by`); absent: nobody does. */
  signOff: Signer.optional(),
  /** The folder in the repository that holds the metadata; absent: its top. */
  folder: z
    .string()
    .max(200)
    .regex(
      /^[A-Za-z0-9_][\w-]*(?:\.[\w-]+)*(?:\/[A-Za-z0-9_][\w-]*(?:\.[\w-]+)*)*$/,
      'a folder such as metadata or repository/root',
    )
    .optional(),
});

/** How work goes between keyholders and host: by a stick, a shared folder, a Git repository, or codes on a screen. */
export const Transfer = z.strictObject({
  method: z.enum(['stick', 'folder', 'git', 'codes']),
  /** For `git` only: where keyholders push a branch each. */
  remote: GitRemote.optional(),
});

export type Publication = z.output<typeof Publication>;
export type Transfer = z.output<typeof Transfer>;
