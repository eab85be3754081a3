// Which folder may import which. The picture is in ARCHITECTURE.md; this is what holds it.
const layers = {
  base: [],
  transport: ['base'],
  board: ['base', 'transport'],
  modem: ['base', 'transport'],
  stp: ['base', 'transport'],
  firmware: ['base'],
  project: ['base'],
  upgrade: ['base', 'transport', 'board', 'modem', 'stp', 'firmware', 'project'],
  cli: ['base', 'transport', 'board', 'modem', 'stp', 'firmware', 'project', 'upgrade'],
  ui: ['base', 'transport', 'board', 'modem', 'stp', 'firmware', 'project', 'upgrade'],
  // The panel's browser side shares only the shape of messages with its host side.
  webview: ['base'],
};

const onlyDownwards = Object.entries(layers).map(([folder, allowed]) => ({
  name: `${folder}-imports-downwards`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: '^src/',
    pathNot: [folder, ...allowed]
      .map((name) => `^src/${name}/`)
      .concat(folder === 'webview' ? ['^src/ui/panel/messages\\.ts$'] : []),
  },
}));

module.exports = {
  forbidden: [
    ...onlyDownwards,
    {
      name: 'upgrade-by-its-entry-alone',
      comment:
        'What a user interface needs of upgrade/ is named in upgrade/index.ts. The batch has its own entry, which window and command line use alike.',
      severity: 'error',
      from: { path: '^src/(ui/|cli/|extension\\.ts$)' },
      to: { path: '^src/upgrade/', pathNot: '^src/upgrade/(index\\.ts$|batch/)' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      // Elsewhere a name can mislead: esbuild.mjs is no import of itself.
      from: { path: '^(src|test|scripts)/' },
      // What only types go round is no circle when the program runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'vscode-in-ui-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(ui/|extension\\.ts$)' },
      to: { path: '^vscode$|node_modules/@types/vscode' },
    },
    {
      name: 'serialport-in-transport-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/transport/' },
      to: { path: 'node_modules/(@serialport|serialport)' },
    },
    {
      name: 'toolkit-in-one-file',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/webview/toolkit\\.ts$' },
      to: { path: 'node_modules/@vscode/webview-ui-toolkit' },
    },
    {
      name: 'source-never-imports-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts)/' },
    },
    {
      name: 'simulator-keeps-its-own-constants',
      comment: 'A wrong protocol constant in src/ must not cancel itself out in the simulator.',
      severity: 'error',
      from: { path: '^test/simulator/' },
      to: { path: '^src/', pathNot: '^src/(base|transport)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
