import { answersOf, clients } from './clients.ts';
import { formRoots } from './form-roots.ts';
import { keyForms } from './key-forms.ts';

/** Runs every client over every form, and gives the text of `src/ceremony/rotation/client-answers.ts`. */
export async function tableText(): Promise<string> {
  const forms = keyForms.map(formRoots);
  const run = clients();
  const answers = new Map<string, readonly string[]>();
  for (const client of run) answers.set(client.id, await answersOf(client, forms));
  const rows = keyForms.map(({ scheme, keytype, encoding }, index) => {
    const row = run.map(({ id }) => `'${id}': '${answers.get(id)?.[index]}'`).join(', ');
    return `  { scheme: '${scheme}', keytype: '${keytype}', encoding: '${encoding}', answers: { ${row} } },`;
  });
  return [
    '// Made by `node test/clients/make-table.ts`, which runs the clients. Not to be edited by hand.',
    "import type { Client, ClientRow } from './client-table.ts';",
    '',
    'export const clients: readonly Client[] = [',
    ...run.map(
      ({ id, name, version }) =>
        `  { id: '${id}', name: ${JSON.stringify(name)}, version: '${version}' },`,
    ),
    '];',
    '',
    'export const clientRows: readonly ClientRow[] = [',
    ...rows,
    '];',
    '',
  ].join('\n');
}
