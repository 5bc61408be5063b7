/** `npm run setup`: everything that `npm start` and `npm test` set up by themselves. */
import { CORE, TESTS, WINDOW } from './setup/needs.mjs';
import { setUpNodePackages } from './setup/node-packages.mjs';
import { buildPage } from './setup/page.mjs';
import { command } from './setup/stop.mjs';
import { setUpSystem } from './setup/system.mjs';

await command(() => {
  setUpSystem([...CORE, ...WINDOW, ...TESTS]);
  setUpNodePackages();
  buildPage();
  console.log('Everything is set up.');
});
