/** `npm run bench`: measures the station beside named peers in one run, and prints ratios as tables. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { benchBulk } from './bulk.ts';
import { benchCanonical } from './canonical.ts';
import { benchChain } from './chain.ts';
import { benchHistory } from './history.ts';
import { benchJson } from './json.ts';
import { benchLinear } from './linear.ts';
import { machine } from './measure.ts';
import { benchSign } from './sign.ts';
import { benchStart } from './start.ts';

const page = join(import.meta.dirname, '../../dist/page');
if (!existsSync(join(page, 'index.html'))) throw new Error('build the page first: npm run build');

console.log(`# Bench\n\nMachine: ${machine()}\n`);
console.log(await benchJson());
console.log(await benchCanonical());
console.log(await benchChain());
console.log(await benchBulk());
console.log(benchHistory());
console.log(await benchLinear());
console.log(await benchSign(page));
console.log(await benchStart(page));
