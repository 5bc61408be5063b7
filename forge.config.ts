import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { checkArchive, namedArchive } from './forge.archive.ts';
import { carryStation } from './forge.carry.ts';

const STATION = 'dist/station';
const archive = namedArchive(process.env);
const standIn = archive?.standIn === true;

const config: ForgeConfig = {
  packagerConfig: {
    ...(archive === null ? {} : { electronZipDir: archive.folder }),
    name: standIn ? 'keyholder-station-stand-in' : 'keyholder-station',
    asar: true,
    executableName: 'keyholder-station',
    extraResource: [STATION],
  },
  // The native module is N-API and runs in the carried Node: nothing is built against Electron's headers.
  rebuildConfig: { onlyModules: [] },
  hooks: {
    prePackage: async () => {
      if (archive !== null && !standIn) await checkArchive(archive.folder);
      await carryStation(import.meta.dirname, STATION);
    },
  },
  // Nothing that could be handed on is made of a stand-in.
  makers: standIn
    ? []
    : [new MakerDeb({ options: { bin: 'keyholder-station' } }), new MakerZIP({})],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'main/shells/electron/main.ts', config: 'vite.main.config.ts', target: 'main' },
        {
          entry: 'main/shells/electron/preload.ts',
          config: 'vite.preload.config.ts',
          target: 'preload',
        },
      ],
      renderer: [{ name: 'main_window', config: 'vite.renderer.config.ts' }],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      // Would ask for a keyring, and there are no cookies.
      [FuseV1Options.EnableCookieEncryption]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      // Holds on macOS and Windows; on Linux integrity comes from the package's signature.
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
};

export default config;
