import { UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';

export const delegationActions = [
  'list',
  'challenge',
  'add',
  'redelegate',
  'change',
  'revoke',
  'withdraw',
  'take',
  'sign',
  'publish',
  'prove',
  'role',
] as const;
export type DelegationAction = (typeof delegationActions)[number];

/** What was asked, with every option that the action needs. */
export interface AskedDelegation {
  readonly action: DelegationAction;
  readonly folder: string;
  readonly role: string;
  readonly from: string;
  readonly file: string;
  readonly paths: readonly string[];
  readonly threshold: number;
  readonly terminating: boolean;
  readonly reason: string;
  readonly bytes: string;
  readonly version: number;
}

const needs: Readonly<Record<DelegationAction, readonly (keyof Values)[]>> = {
  list: [],
  challenge: ['role'],
  add: ['role', 'from', 'path', 'threshold'],
  redelegate: ['role', 'from', 'path', 'threshold'],
  change: ['role', 'path', 'threshold'],
  revoke: ['role', 'reason'],
  withdraw: [],
  take: ['role', 'file'],
  sign: [],
  publish: [],
  prove: ['file'],
  role: [],
};
const may: Readonly<Record<DelegationAction, readonly (keyof Values)[]>> = {
  ...needs,
  add: [...needs.add, 'terminating', 'reason'],
  redelegate: [...needs.redelegate, 'terminating', 'reason'],
  change: [...needs.change, 'terminating', 'reason'],
  sign: ['bytes'],
  publish: ['file'],
  role: ['version'],
};

/** @throws UsageError for an action or option that there is not, or that is missing */
export function parseDelegationArgs(args: readonly string[]): AskedDelegation {
  const { values, positionals } = options(args);
  const [name, folder, ...more] = positionals;
  const action = delegationActions.find((each) => each === name);
  if (action === undefined || folder === undefined || more.length > 0)
    throw new UsageError(`delegation needs one of ${delegationActions.join(', ')}, and one folder`);
  const missing = needs[action].filter((option) => values[option] === undefined);
  if (missing.length > 0)
    throw new UsageError(`${action} needs ${missing.map((option) => `--${option}`).join(', ')}`);
  const given = optionNames.filter((option) => values[option] !== undefined);
  const stray = given.find((option) => !may[action].includes(option));
  if (stray !== undefined) throw new UsageError(`${action} has no --${stray}`);
  return {
    action,
    folder,
    role: values.role ?? '',
    from: values.from ?? '',
    file: values.file ?? '',
    paths: values.path ?? [],
    threshold: wholeNumber(values.threshold, 'threshold'),
    terminating: values.terminating ?? false,
    reason: values.reason?.trim() ?? '',
    bytes: values.bytes ?? '',
    version: wholeNumber(values.version, 'version'),
  };
}

type Values = ReturnType<typeof options>['values'];
const optionNames = [
  'role',
  'from',
  'file',
  'path',
  'threshold',
  'terminating',
  'reason',
  'bytes',
  'version',
] as const;

/** 0 where it was not given. */
function wholeNumber(text: string | undefined, option: string): number {
  if (text === undefined) return 0;
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--${option} is a whole number from 1 on`);
}

function options(args: readonly string[]) {
  return parseOptions(
    args,
    {
      role: { type: 'string' },
      from: { type: 'string' },
      file: { type: 'string' },
      path: { type: 'string', multiple: true },
      threshold: { type: 'string' },
      terminating: { type: 'boolean' },
      reason: { type: 'string' },
      bytes: { type: 'string' },
      version: { type: 'string' },
    },
    'delegation does not know one of these options',
  );
}
