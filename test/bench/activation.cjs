// Loads and activates the built extension, whose path is given, with a VS Code that is made of nothing.
const Module = require('node:module');

// Answers every call, property and `new` with itself: what the extension asks of VS Code costs nothing here.
const nothing = new Proxy(function () {}, {
  get: (target, name) => {
    if (name === Symbol.toPrimitive) return () => '';
    if (name === Symbol.iterator) return [][Symbol.iterator].bind([]);
    // Whoever waits for it waits for ever.
    if (name === 'then') return () => nothing;
    if (name === 'prototype') return target.prototype;
    return nothing;
  },
  set: () => true,
  apply: () => nothing,
  construct: () => nothing,
});

// The bundle copies a module's own properties and keeps its prototype: that is where all names are found.
const vscode = Object.create(nothing);
const load = Module._load;
Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

const timed = (type, work) => {
  const begun = performance.now();
  const made = work();
  console.log(JSON.stringify({ type, ms: performance.now() - begun }));
  return made;
};
const extension = timed('load', () => require(process.argv[2]));
const memento = { get: (_, fallback) => fallback, update: () => Promise.resolve(), keys: () => [] };
const context = {
  subscriptions: [],
  globalState: memento,
  workspaceState: memento,
  extensionUri: nothing,
  globalStorageUri: nothing,
  extension: nothing,
};
timed('activate', () => extension.activate(context));
// What it begun in the background has nobody to answer it.
process.exit(0);
