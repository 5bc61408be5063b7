import { Fragment } from 'react';

/** A path that breaks after its slashes and underscores, where it has to break, and nowhere else. */
export function FilePath({ path }: { path: string }) {
  return path.split(/(?<=[/_])/).map((part, place) => (
    <Fragment key={place}>
      {place === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}
