import { join } from 'node:path';
import { expect, test } from './fixture.ts';
import {
  acceptEvidence,
  askForKey,
  button,
  keyWasMade,
  PIN,
  startPractice,
  useToken,
} from './keyholder/walk.ts';
import { litRow, openWitnessScreen } from './keyholder/witness-screen.ts';

const PICTURES = join(import.meta.dirname, '../../docs/pictures');

test('the witness screen', async ({ page }) => {
  await startPractice(page, 'Keyholder');
  await useToken(page);
  await askForKey(page, PIN);
  await keyWasMade(page);
  await acceptEvidence(page);
  await button(page, 'Write the files').click();
  await button(page, /^Read it aloud by rows/).click();
  const screen = await openWitnessScreen(page);
  await screen.setViewportSize({ width: 1280, height: 720 });
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  await expect(litRow(screen)).toHaveText('C');
  await screen.evaluate(() => document.fonts.ready);
  await screen.screenshot({ path: join(PICTURES, 'witness-screen.png'), animations: 'disabled' });
});
