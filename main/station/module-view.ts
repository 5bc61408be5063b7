import path from 'node:path';
import type { ModuleView } from '../../src/contract/tokens.ts';
import { configurationKindOf, configurationNeed } from '../tokens/module-configuration.ts';
import type { ModuleFile } from '../tokens/token.ts';

/** A library as the page shows it. Of what it reads the page hears the name, never the path. */
export function moduleView(file: ModuleFile): ModuleView {
  const { id, name, sha256, origin, state, sentence } = file;
  return { id, name, sha256, origin, state, sentence, reads: readsOf(file) };
}

function readsOf({ name, configurable, configuration }: ModuleFile): ModuleView['reads'] {
  const kind = configurationKindOf(name);
  if (configurable === null || kind === null) return null;
  return {
    want: configurationNeed(kind).what,
    asks: configurable,
    now: configuration === null ? null : path.basename(configuration.path).slice(0, 80),
  };
}
