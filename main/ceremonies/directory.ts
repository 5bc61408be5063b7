/** What stands under a name. Links are seen as links, never followed. */
export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** A file that is being written. Nothing is durable before `sync`. */
export interface WritableFile {
  size(): Promise<number>;
  /** Writes all of the bytes at the end. */
  write(bytes: Uint8Array): Promise<void>;
  truncate(size: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * One open folder: the few operations out of which everything durable is made. Names are single steps, never paths.
 * Every operation rejects with a `FolderError`.
 */
export interface Directory {
  /** Path inside the ceremony folder, for errors; empty for the folder itself. */
  readonly place: string;
  /** Opens a folder in this one. */
  open(name: string): Promise<Directory>;
  /** Opens a folder in this one and makes it before if it is missing. */
  make(name: string): Promise<Directory>;
  /** What is in it, in no order. @throws folder.too-large above 10 000 entries */
  entries(): Promise<readonly Entry[]>;
  /** null where nothing has this name. */
  kindOf(name: string): Promise<Entry['kind'] | null>;
  /** The whole of a regular file, or null where nothing has this name. @throws folder.too-large */
  read(name: string, limit: number): Promise<Uint8Array | null>;
  /** A new file. @throws folder.exists */
  create(name: string): Promise<WritableFile>;
  /** An existing regular file with no second name, to be written at its end. */
  append(name: string): Promise<WritableFile>;
  /** A second name for a file. @throws folder.exists; folder.no-links */
  link(from: string, to: string): Promise<void>;
  /** Moves a file, over what is there. */
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Makes names durable: those that were made, moved and removed. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a folder for one act and closes it after. */
export async function within<Result>(
  opening: Promise<Directory>,
  act: (directory: Directory) => Promise<Result>,
): Promise<Result> {
  const directory = await opening;
  try {
    return await act(directory);
  } finally {
    await directory.close();
  }
}
