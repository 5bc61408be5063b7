import { finding } from './findings.ts';
import type { Finding } from './report.ts';

/** What was wrong with a Git history while it was read. */
export type GitProblem =
  /** An object is named and not there. */
  | {
      readonly kind: 'missing';
      readonly oid: string;
      readonly commit: string;
      readonly path: string;
    }
  /** An object's content does not have the digest that is its name, or is not in Git's form. */
  | {
      readonly kind: 'corrupt';
      readonly oid: string;
      readonly commit: string;
      readonly path: string;
    }
  /** The history was cloned without what lies before this commit. */
  | { readonly kind: 'cut'; readonly commit: string }
  /** Nothing says which commit is the last one, or it cannot be read. */
  | { readonly kind: 'no-head' };

/** What there is to say about a Git repository as such: what the verdict could not see. */
export function gitFindings(problems: readonly GitProblem[]): Finding[] {
  return problems.map((problem): Finding => {
    if (problem.kind === 'no-head') return noHead();
    const { commit } = problem;
    const at = commit.slice(0, 12);
    if (problem.kind === 'cut') {
      return finding('git.history-cut', {
        subject: at,
        message: 'the history begins at this commit only because it was cloned without the rest',
        hint: 'The verdict says nothing about what was before. Fetch the whole history and audit again.',
        data: { commit },
      });
    }
    const { oid, path } = problem;
    const subject = path === '' ? at : `${at}:${path}`;
    if (problem.kind === 'missing') {
      return finding('git.object-missing', {
        subject,
        message: 'this object is named by the history, and it is not in the repository',
        hint: 'The verdict says nothing about it. Fetch the whole repository and audit again.',
        data: { commit, oid },
      });
    }
    return finding('git.object-corrupt', {
      subject,
      message: 'this object is not what its name says, or is not in the form of Git',
      hint: 'The repository is damaged or was made by hand. Clone it again from its source.',
      data: { commit, oid },
    });
  });
}

/** Expiry, targets and one file against the other are judged by the last commit only: without it nobody looked. */
function noHead(): Finding {
  return finding('git.head-missing', {
    subject: 'HEAD',
    message:
      'the repository does not say which commit is its last one, or that commit cannot be read',
    hint: 'What clients get now was not judged. Check out the branch that you ask about, and audit again.',
  });
}
