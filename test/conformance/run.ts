/** Prints the matrix of docs/tokens.md: `npm run -s conformance`, or with names of modules after it. */
import { conform, type ModuleRow } from './conform.ts';
import { matrixOf } from './matrix.ts';
import { modulesUnderTest } from './modules.ts';

const asked = process.argv.slice(2);
const rows: ModuleRow[] = [];
for (const { key, start } of modulesUnderTest) {
  if (asked.length > 0 && !asked.includes(key)) continue;
  const module = await start();
  try {
    rows.push(await conform(module));
  } finally {
    await module.close();
  }
}
process.stdout.write(matrixOf(rows));
