#!/usr/bin/env node
// An executable that takes VS Code's arguments, for @vscode/test-electron to start in VS Code's place.
import 'tsx';

await import('./standInCode.ts');
