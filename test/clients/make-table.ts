/** Runs the clients and writes the table of what they accept, formatted as the project formats. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableText } from './table-text.ts';

const root = join(import.meta.dirname, '../..');
const file = join(root, 'src/ceremony/rotation/client-answers.ts');
writeFileSync(file, await tableText());
execFileSync(join(root, 'node_modules/.bin/prettier'), ['--write', file], { stdio: 'inherit' });
process.exit(0);
