import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../scripts/run';
import { makePackage } from '../../scripts/package/makePackage';
import { stageExtension } from '../../scripts/package/stage';
import { TARGETS } from '../../scripts/package/targets';
import { unpackZip } from './unpackZip';

/** A production build and a package for each platform, while other tests run. */
const PACK_TIMEOUT_MS = 120_000;

/** Every file of the extension except the native parts. Other files must not ship. */
const COMMON = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/LICENSES.md',
  'extension/changelog.md',
  'extension/dist/extension.js',
  'extension/dist/webview.js',
  'extension/l10n/bundle.l10n.de.json',
  'extension/l10n/bundle.l10n.json',
  'extension/media/activityBar.svg',
  'extension/media/firmwareEditor.css',
  'extension/media/icon.png',
  'extension/media/panel.css',
  'extension/media/panelRun.css',
  'extension/media/panelSeveral.css',
  'extension/media/walkthrough/checkVersion.svg',
  'extension/media/walkthrough/chooseFile.svg',
  'extension/media/walkthrough/chooseWay.svg',
  'extension/media/walkthrough/rehearse.svg',
  'extension/media/walkthrough/run.svg',
  'extension/media/walkthrough/verify.svg',
  'extension/package.json',
  'extension/package.nls.de.json',
  'extension/package.nls.json',
  'extension/readme.md',
];
const native = (folder: string, variant = ''): string =>
  `extension/prebuilds/${folder}/@serialport+bindings-cpp${variant}.node`;
const NATIVE: Readonly<Record<string, readonly string[]>> = {
  'win32-x64': [native('win32-x64')],
  'win32-arm64': [native('win32-arm64', '.armv8')],
  'linux-x64': [native('linux-x64', '.glibc')],
  'linux-arm64': [native('linux-arm64', '.armv8.glibc')],
  'linux-armhf': [native('linux-arm', '.armv6.glibc'), native('linux-arm', '.armv7.glibc')],
  'alpine-x64': [native('linux-x64', '.musl')],
  'darwin-x64': [native('darwin-x64+arm64')],
  'darwin-arm64': [native('darwin-x64+arm64')],
  universal: [
    native('darwin-x64+arm64'),
    native('linux-arm', '.armv6.glibc'),
    native('linux-arm', '.armv7.glibc'),
    native('linux-arm', '.armv7.musl'),
    native('linux-arm64', '.armv8.glibc'),
    native('linux-arm64', '.armv8.musl'),
    native('linux-x64', '.glibc'),
    native('linux-x64', '.musl'),
    native('win32-arm64', '.armv8'),
    native('win32-ia32'),
    native('win32-x64'),
  ],
};
/** Bundles, texts and one native part. A larger package contains something that it should not. */
const MOST_KB = 500;

interface Manifest extends Record<string, unknown> {
  readonly icon: string;
  readonly engines: { readonly vscode: string };
}

describe('the package of the extension', () => {
  const folder = mkdtempSync(join(tmpdir(), 'packaging-'));
  const packageOf = (target: string): string => join(folder, `${target}.vsix`);
  const unpacked = (target: string): string => join(folder, target);
  const files: Record<string, readonly string[]> = {};

  beforeAll(async () => {
    const staged = join(folder, 'staged');
    mkdirSync(staged);
    await stageExtension(staged);
    for (const target of Object.keys(NATIVE)) {
      await makePackage(target, staged, packageOf(target));
      files[target] = await unpackZip(packageOf(target), unpacked(target));
    }
  }, PACK_TIMEOUT_MS);

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.keys(NATIVE))('for %s contains what it needs and nothing else', (target) => {
    expect([...(files[target] ?? [])].sort()).toEqual([...COMMON, ...(NATIVE[target] ?? [])].sort());
  });

  it('is made for the platforms in this list only', () => {
    expect(Object.keys(TARGETS).sort()).toEqual(Object.keys(NATIVE).sort());
  });

  it('is small for one platform', () => {
    expect(readFileSync(packageOf('linux-x64')).length / 1000).toBeLessThan(MOST_KB);
  });

  it('names its platform', () => {
    const manifest = (target: string): string =>
      readFileSync(join(unpacked(target), 'extension.vsixmanifest'), 'utf8');
    expect(manifest('linux-x64')).toContain('TargetPlatform="linux-x64"');
    expect(manifest('universal')).not.toContain('TargetPlatform');
  });

  it('has a complete manifest', () => {
    const text = readFileSync(join(unpacked('universal'), 'extension', 'package.json'), 'utf8');
    const manifest = JSON.parse(text) as Manifest;
    expect(manifest).toMatchObject({
      publisher: expect.stringMatching(/^[a-z-]+$/) as string,
      license: 'MIT',
      pricing: 'Free',
      galleryBanner: { color: expect.stringMatching(/^#[\da-f]{6}$/) as string, theme: 'dark' },
      repository: { type: 'git', url: expect.stringMatching(/^https:.*\.git$/) as string },
      bugs: { url: expect.stringMatching(/^https:/) as string },
      homepage: expect.stringMatching(/^https:/) as string,
      main: './dist/extension.js',
    });
    for (const list of [manifest['categories'], manifest['keywords']]) {
      expect((list as string[]).length).toBeGreaterThan(0);
    }
    // All code is bundled, so the installation of the command line downloads nothing.
    expect(manifest['dependencies']).toBeUndefined();
  });

  it('needs no older API than the one that it was compiled against', () => {
    const { engines, devDependencies } = JSON.parse(
      readFileSync(join(projectFolder, 'package.json'), 'utf8'),
    ) as Manifest & {
      devDependencies: Record<string, string>;
    };
    expect(engines.vscode).toBe(`^${devDependencies['@types/vscode']}.0`);
  });

  it('has a square PNG icon, large enough for the marketplace', () => {
    const icon = readFileSync(join(unpacked('universal'), 'extension', 'media', 'icon.png'));
    expect(icon.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [icon.readUInt32BE(16), icon.readUInt32BE(20)];
    expect(width).toBeGreaterThanOrEqual(128);
    expect(height).toBe(width);
  });

  it('loads its native part from the unpacked folder', () => {
    const place = join(unpacked('universal'), 'extension');
    const loader = join(projectFolder, 'node_modules', 'node-gyp-build');
    // A separate process loads the file, because Windows can’t delete a loaded file.
    const script = 'const [, loader, place] = process.argv; const load = require(loader);';
    const found = execFileSync(
      process.execPath,
      ['-e', `${script} load(place); console.log(load.path(place))`, loader, place],
      { encoding: 'utf8' },
    );
    expect(found.trim().startsWith(join(place, 'prebuilds'))).toBe(true);
  });
});
