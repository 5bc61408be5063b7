import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TroubleKind } from '../../src/ceremony/trouble.ts';
import { UsageError } from './command.ts';

/** What `station rehearse` was asked for. */
export interface RehearseOptions {
  readonly plan: string | null;
  readonly folder: string | null;
  readonly yubikeys: boolean;
  readonly troubles: readonly TroubleKind[];
  readonly measured: string | null;
  readonly write: boolean;
  /** Removes the practice tokens that were made for it, at the end. */
  readonly removeTokens: boolean;
}

/** @throws UsageError */
export function rehearseOptions(args: readonly string[]): RehearseOptions {
  const text = { type: 'string' } as const;
  const options = {
    plan: text,
    folder: text,
    tokens: text,
    trouble: text,
    measured: text,
  } as const;
  const flag = {
    'write-estimates': { type: 'boolean', default: false },
    'remove-tokens': { type: 'boolean', default: false },
  } as const;
  let values: { readonly [name in keyof typeof options]?: string | undefined } & {
    readonly 'write-estimates': boolean;
    readonly 'remove-tokens': boolean;
  };
  try {
    ({ values } = parseArgs({ args: [...args], strict: true, options: { ...options, ...flag } }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(
      'rehearse knows --plan, --trouble, --measured, --write-estimates, --remove-tokens, --folder and --tokens',
    );
  }
  const { plan, folder, tokens, trouble, measured, 'write-estimates': write } = values;
  const removeTokens = values['remove-tokens'];
  if (tokens !== undefined && tokens !== 'virtual-yubikey') {
    throw new UsageError('--tokens can only be virtual-yubikey');
  }
  if (plan === undefined && (trouble !== undefined || measured !== undefined || write)) {
    throw new UsageError('--trouble, --measured and --write-estimates need a plan, with --plan');
  }
  const plays = (trouble ?? tokens ?? folder) !== undefined || removeTokens;
  if (measured !== undefined && plays) {
    throw new UsageError(
      '--measured rehearses nothing: it takes only --plan and --write-estimates',
    );
  }
  return {
    troubles: trouble === undefined ? [] : troublesIn(trouble),
    plan: plan ?? null,
    measured: measured ?? null,
    write,
    removeTokens,
    folder: folder === undefined ? null : resolve(folder),
    yubikeys: tokens !== undefined,
  };
}

function troublesIn(list: string): readonly TroubleKind[] {
  return list.split(',').map((word) => {
    const kind = TroubleKind.safeParse(word.trim());
    if (kind.success) return kind.data;
    throw new UsageError(`--trouble can be ${TroubleKind.options.join(', ')}`);
  });
}
