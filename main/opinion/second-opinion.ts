import type { SecondOpinion } from '../../src/audit/opinion.ts';
import { clientOpinion } from './client.ts';
import { modelsOpinions } from './models.ts';

/** The other implementation that audits are compared with: @tufjs/models for thresholds, tuf-js as a client. */
export const tufJsOpinion: SecondOpinion = {
  name: 'tuf-js',
  async thresholds(questions) {
    return modelsOpinions(questions);
  },
  // Inside Electron there is no plain Node to run it on.
  client: process.versions['electron'] === undefined ? clientOpinion : null,
};
