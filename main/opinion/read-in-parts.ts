import { Root, Snapshot, Targets } from '@tufjs/models';
import { inParts, type TheirJson, type TheirSigned } from './long-lists.ts';

/**
 * Has the readers of @tufjs/models take long lists in parts in this whole process, since tuf-js calls them by
 * itself. For the process of the client, in which nothing else runs.
 */
export function readInParts(): void {
  const [root, targets] = [Root.fromJSON.bind(Root), Targets.fromJSON.bind(Targets)];
  const snapshot = Snapshot.fromJSON.bind(Snapshot);
  Root.fromJSON = (json) => filled('root', json, root);
  Targets.fromJSON = (json) => filled('targets', json, targets);
  Snapshot.fromJSON = (json) => filled('snapshot', json, snapshot);
}

function filled<Theirs extends TheirSigned>(
  type: string,
  json: TheirJson,
  read: (frame: TheirJson) => Theirs,
): Theirs {
  const { frame, fill } = inParts(type, json);
  const theirs = read(frame);
  fill(theirs);
  return theirs;
}
