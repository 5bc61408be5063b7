import { CeremonyFolder } from '../../../main/ceremonies/ceremony-folder.ts';

// Opens a ceremony as whoever this process is, and says how it went.
const [path = ''] = process.argv.slice(2);
try {
  await CeremonyFolder.open(path, '2027-07-14T14:00:00Z');
  console.log('opened');
} catch (error) {
  const code =
    error instanceof Error && 'code' in error
      ? `${String(error.code)}: ${error.message}`
      : String(error);
  console.log(code);
}
