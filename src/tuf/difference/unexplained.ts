import type { Comparison } from './comparison.ts';
import { pathText } from './leaf.ts';
import type { LeafPair } from './ledger.ts';
import { type RootChange, told } from './root-change.ts';
import { quoted } from './words.ts';

const mostLines = 60;

/** Writes a line for every leaf that no sentence has spoken for. This is what makes the account complete. */
export function explainTheRest({ ledger }: Comparison): void {
  const open = ledger.allOpen();
  for (const pair of open.slice(0, mostLines)) ledger.explain('rest', unexplained(pair), [pair]);
  const rest = open.slice(mostLines);
  if (rest.length === 0) return;
  const title = `${rest.length} more values that the station cannot explain`;
  ledger.explain(
    'rest',
    told('unexplained', title, 'All of them stand in the view side by side.'),
    rest,
  );
}

function unexplained({ path, old, new: now }: LeafPair): RootChange {
  const verb = old === null ? 'is new' : now === null ? 'is taken away' : 'changes';
  return {
    kind: 'unexplained',
    title: `${quoted(pathText(path), 200)} ${verb}`,
    detail: 'The station does not know what this means. Ask the host before anybody signs.',
    old: old === null ? null : quoted(old.json),
    new: now === null ? null : quoted(now.json),
  };
}
