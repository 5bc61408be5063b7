import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { carryStation } from './forge.carry.ts';

const STATION = 'dist/station';
/** A folder with Electron's release archive, carried by hand and checked against electron/checksums.json. */
const zipFolder = process.env['STATION_ELECTRON_ZIP_DIR'];

const config: ForgeConfig = {
  packagerConfig: {
    ...(zipFolder === undefined ? {} : { electronZipDir: zipFolder }),
    name: 'keyholder-station',
    asar: true,
    executableName: 'keyholder-station',
    extraResource: [STATION],
  },
  // The native module is N-API and runs in the carried Node: nothing is built against Electron's headers.
  rebuildConfig: { onlyModules: [] },
  hooks: {
    prePackage: () => carryStation(import.meta.dirname, STATION),
  },
  makers: [new MakerDeb({ options: { bin: 'keyholder-station' } }), new MakerZIP({})],
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
