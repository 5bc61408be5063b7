/** Where a file of an audit lies: in a folder, or as an object of a Git repository. */
export type FilePlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'object'; readonly repository: string; readonly oid: string };
