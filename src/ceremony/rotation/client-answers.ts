// Made by `node test/clients/make-table.ts`, which runs the clients. Not to be edited by hand.
import type { Client, ClientRow } from './client-table.ts';

export const clients: readonly Client[] = [
  { id: 'tuf-js', name: 'tuf-js', version: '6.0.2' },
  { id: 'tufjs-models-5', name: '@tufjs/models', version: '5.0.2' },
  { id: 'tufjs-models-4', name: '@tufjs/models', version: '4.1.1' },
  { id: 'python-securesystemslib', name: "Debian's python3-securesystemslib", version: '0.26.0-1' },
];

export const clientRows: readonly ClientRow[] = [
  {
    scheme: 'ecdsa-sha2-nistp256',
    keytype: 'ecdsa',
    encoding: 'pem',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp256',
    keytype: 'ecdsa',
    encoding: 'pem-without-line-end',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp256',
    keytype: 'ecdsa',
    encoding: 'hex-point',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts-not',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp256',
    keytype: 'ecdsa-sha2-nistp256',
    encoding: 'pem',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp256',
    keytype: 'ecdsa-sha2-nistp256',
    encoding: 'pem-without-line-end',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp256',
    keytype: 'ecdsa-sha2-nistp256',
    encoding: 'hex-point',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts-not',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp384',
    keytype: 'ecdsa',
    encoding: 'pem',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts-not',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp384',
    keytype: 'ecdsa',
    encoding: 'pem-without-line-end',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts-not',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp384',
    keytype: 'ecdsa',
    encoding: 'hex-point',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts-not',
      'python-securesystemslib': 'counts-not',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp384',
    keytype: 'ecdsa-sha2-nistp384',
    encoding: 'pem',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts-not',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp384',
    keytype: 'ecdsa-sha2-nistp384',
    encoding: 'pem-without-line-end',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts-not',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'ecdsa-sha2-nistp384',
    keytype: 'ecdsa-sha2-nistp384',
    encoding: 'hex-point',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts-not',
      'python-securesystemslib': 'counts-not',
    },
  },
  {
    scheme: 'ed25519',
    keytype: 'ed25519',
    encoding: 'hex-raw',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'ed25519',
    keytype: 'ed25519',
    encoding: 'pem',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts-not',
    },
  },
  {
    scheme: 'rsassa-pss-sha256',
    keytype: 'rsa',
    encoding: 'pem',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts',
    },
  },
  {
    scheme: 'rsassa-pss-sha256',
    keytype: 'rsa',
    encoding: 'pem-without-line-end',
    answers: {
      'tuf-js': 'counts',
      'tufjs-models-5': 'counts',
      'tufjs-models-4': 'counts',
      'python-securesystemslib': 'counts',
    },
  },
];
