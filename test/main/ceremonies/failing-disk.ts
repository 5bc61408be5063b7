import type { Directory, Entry, WritableFile } from '../../../main/ceremonies/directory.ts';
import { FolderError } from '../../../main/ceremonies/folder-error.ts';

/** The power went. Nothing runs after it. */
export class PowerLoss extends Error {}

interface Inode {
  /** What a reader sees now. */
  content: Uint8Array;
  /** What is on the platter for sure. */
  durable: Uint8Array;
}

type Change = { readonly name: string; readonly inode: Inode | null };

interface Node {
  readonly names: Map<string, Inode>;
  durableNames: Map<string, Inode>;
  /** Names changed since the last sync of the folder, in order; one operation may change two at once. */
  readonly pending: Change[][];
  readonly folders: Map<string, Node>;
}

const newNode = (): Node => ({
  names: new Map(),
  durableNames: new Map(),
  pending: [],
  folders: new Map(),
});

/** A source of numbers from 0 below 1, so that a crash can be repeated. */
export type Chance = () => number;

/**
 * A disk in memory that keeps apart what a reader sees and what survives a power cut, as POSIX allows it: content that
 * was not synced may be there in part or as zeros, names that were not synced may be old or new, each by itself.
 * It fails at a chosen operation: by a full disk, or by a power cut.
 */
export class FailingDisk {
  readonly #top: Node;
  /** Operations until the failure; Infinity for none. */
  untilFailure = Infinity;
  failure: 'full' | 'power' = 'power';
  hardLinks = true;
  operations = 0;
  #dead = false;

  constructor(top: Node = newNode()) {
    this.#top = top;
  }

  get directory(): Directory {
    return this.#open(this.#top, '');
  }

  /** The disk after the power came back, with what chance left of it. */
  afterPowerLoss(chance: Chance): FailingDisk {
    return new FailingDisk(survivor(this.#top, chance));
  }

  #step(writes: boolean): void {
    if (this.#dead) throw new PowerLoss();
    if (!writes) return;
    this.operations++;
    if (this.operations <= this.untilFailure) return;
    if (this.failure === 'power') {
      this.#dead = true;
      throw new PowerLoss();
    }
    throw new FolderError('folder.full', 'the disk is full', { hint: 'Make room.' });
  }

  #open(node: Node, place: string): Directory {
    const step = (writes: boolean): void => this.#step(writes);
    const below = (name: string): string => (place === '' ? name : `${place}/${name}`);
    const change = (...changes: Change[]): void => {
      node.pending.push(changes);
      for (const { name, inode } of changes) {
        if (inode === null) node.names.delete(name);
        else node.names.set(name, inode);
      }
    };
    const inodeOf = (name: string): Inode => {
      const inode = node.names.get(name);
      if (inode === undefined) throw fault('folder.missing');
      return inode;
    };
    return {
      place,
      open: async (name) => {
        step(false);
        const folder = node.folders.get(name);
        if (folder === undefined) throw fault('folder.missing');
        return this.#open(folder, below(name));
      },
      make: async (name) => {
        step(true);
        // Making a folder is durable at once here: the station syncs it right after, and tests look at files.
        const folder = node.folders.get(name) ?? newNode();
        node.folders.set(name, folder);
        return this.#open(folder, below(name));
      },
      entries: async () => {
        step(false);
        const files = [...node.names.keys()].map((name): Entry => ({ name, kind: 'file' }));
        return [
          ...files,
          ...[...node.folders.keys()].map((name): Entry => ({ name, kind: 'folder' })),
        ];
      },
      kindOf: async (name) => {
        step(false);
        return node.names.has(name) ? 'file' : node.folders.has(name) ? 'folder' : null;
      },
      read: async (name) => {
        step(false);
        return node.names.get(name)?.content.slice() ?? null;
      },
      create: async (name) => {
        step(true);
        if (node.names.has(name)) throw fault('folder.exists');
        const inode = { content: new Uint8Array(), durable: new Uint8Array() };
        change({ name, inode });
        return writer(inode, step);
      },
      append: async (name) => {
        step(true);
        return writer(inodeOf(name), step);
      },
      link: async (from, to) => {
        step(true);
        if (!this.hardLinks) throw fault('folder.no-links');
        if (node.names.has(to)) throw fault('folder.exists');
        change({ name: to, inode: inodeOf(from) });
      },
      rename: async (from, to) => {
        step(true);
        change({ name: from, inode: null }, { name: to, inode: inodeOf(from) });
      },
      remove: async (name) => {
        // Removing works on a full disk.
        step(this.failure === 'power');
        inodeOf(name);
        change({ name, inode: null });
      },
      sync: async () => {
        step(true);
        node.durableNames = new Map(node.names);
        node.pending.length = 0;
      },
      close: async () => undefined,
    };
  }
}

function writer(inode: Inode, step: (writes: boolean) => void): WritableFile {
  return {
    size: async () => inode.content.length,
    write: async (bytes) => {
      try {
        step(true);
      } catch (error) {
        // A write that fails may have written a part.
        inode.content = joined(inode.content, bytes.subarray(0, Math.ceil(bytes.length / 2)));
        throw error;
      }
      inode.content = joined(inode.content, bytes);
    },
    truncate: async (size) => {
      step(false);
      inode.content = inode.content.slice(0, size);
    },
    sync: async () => {
      step(true);
      inode.durable = inode.content.slice();
    },
    close: async () => undefined,
  };
}

function survivor(node: Node, chance: Chance): Node {
  const names = new Map(node.durableNames);
  for (const changes of node.pending) {
    if (chance() < 0.5) continue;
    for (const { name, inode } of changes) {
      if (inode === null) names.delete(name);
      else names.set(name, inode);
    }
  }
  const next = newNode();
  for (const [name, inode] of names) {
    const content = contentAfter(inode, chance);
    next.names.set(name, { content, durable: content });
  }
  next.durableNames = new Map(next.names);
  for (const [name, folder] of node.folders) next.folders.set(name, survivor(folder, chance));
  return next;
}

function contentAfter({ content, durable }: Inode, chance: Chance): Uint8Array {
  const grown = content.subarray(durable.length);
  const kept = grown.slice(0, Math.floor(chance() * (grown.length + 1)));
  // A length that was written before its content reads as zeros.
  const zeros = chance() < 0.3 ? new Uint8Array(grown.length - kept.length) : new Uint8Array();
  return joined(durable, kept, zeros);
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

function fault(code: 'folder.missing' | 'folder.exists' | 'folder.no-links'): FolderError {
  return new FolderError(code, 'the model says so', { hint: 'None.' });
}
