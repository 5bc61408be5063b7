// What the domain may use of its platform: the encodings and cancellation that
// Node, Electron and every browser share. Nothing of Node or the DOM is visible
// to `src` when it is checked by tsconfig.src.json.
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(name: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(name: 'abort', listener: () => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
