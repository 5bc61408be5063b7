import { StationError, type ErrorDetails } from '../encoding/station-error.ts';

/**
 * `attestation.certificate-malformed`: not a certificate in the form that the station reads;
 * `attestation.certificate-too-large`: more bytes than any attestation certificate has;
 * `attestation.claims-missing`: a certificate, but not one that a token made about a key;
 * `attestation.claims-malformed`: a statement of the token has another form than the vendor documents.
 */
export type AttestationCode =
  | 'attestation.certificate-malformed'
  | 'attestation.certificate-too-large'
  | 'attestation.claims-missing'
  | 'attestation.claims-malformed';

/** Raised when attestation files cannot be read. A chain that does not verify is a result, not an error. */
export class AttestationError extends StationError<AttestationCode> {
  constructor(code: AttestationCode, message: string, details: Partial<ErrorDetails> = {}) {
    super(code, message, {
      hint: 'Export the attestation from the token again, and use that file.',
      ...details,
    });
  }
}
