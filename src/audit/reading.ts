import type { Certificate } from '../attestation/certificate.ts';
import type { Sha256Hex } from '../encoding/digest.ts';
import type { Instant } from '../encoding/instant.ts';
import type { StationError } from '../encoding/station-error.ts';
import type { PublicKey } from '../keys/public-key.ts';
import type { Root } from '../tuf/root.ts';

/** What stays in memory of a file of a role below the root. Its content is read again from its bytes when it is judged. */
export interface MetadataHead {
  /** `_type` of the signed part. */
  readonly type: string;
  readonly version: number;
  readonly expires: Instant;
  readonly signedSha256: Sha256Hex;
  /** Keyids under which something is signed. */
  readonly keyids: readonly string[];
}

/** What a file turned out to be, by its content. */
export type Reading =
  | { readonly kind: 'root'; readonly root: Root }
  | { readonly kind: 'metadata'; readonly head: MetadataHead }
  /** Certificates and public keys, PEM or DER, one or several. */
  | {
      readonly kind: 'evidence';
      readonly certificates: readonly Certificate[];
      readonly publicKeys: readonly PublicKey[];
    }
  /** Part of a ceremony folder that is judged elsewhere, or that says nothing to judge. */
  | { readonly kind: 'plan' | 'transcript' | 'checkpoint' | 'report' | 'challenge' | 'proof' }
  /** It says by its name or content that it is evidence or metadata, and cannot be read. */
  | { readonly kind: 'unread'; readonly error: StationError; readonly as: 'metadata' | 'evidence' }
  | { readonly kind: 'other' };
