import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format, parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { endWith } from '../../../scripts/endWith';
import { launchBrowser } from './browser';
import { startCodeServer } from './codeServer';
import { workbenchAddress } from './workbenchAddress';

/** A run takes half a minute. This limit ends a run that hangs. */
const RUN_TIMEOUT_MS = 180_000;
/** The workbench’s own output, which is mixed with the tests’ output. */
const WORKBENCH_TALK = /^%c|^\[(perf|Service Worker)\]|^(Resolv(ing|ed) connection token|Creating a socket)/;

/** Runs tests inside the stand-in's extension host, with a headless browser as its window; ends with their status. */
async function runTestsInStandIn(): Promise<number> {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string', multiple: true },
      extensionTestsPath: { type: 'string' },
    },
  });
  const extensions = (values.extensionDevelopmentPath ?? []).map((path) => resolve(String(path)));
  const tests = resolve(String(values.extensionTestsPath));
  const scratch = await mkdtemp(join(tmpdir(), 'vscode-stand-in-'));
  const server = await startCodeServer({ folder: scratch });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const ended = testsEnd(page);
    const folder = resolve(positionals[0] ?? scratch);
    await page.goto(workbenchAddress(server.origin, { folder, extensions, tests }));
    return await ended;
  } finally {
    await browser.close();
    await server.stop();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** VS Code for the web calls these two functions of the page, where they exist, with the tests' output and status. */
async function testsEnd(page: Page): Promise<number> {
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    const text = format(...args);
    if (WORKBENCH_TALK.test(String(args[0]))) return;
    (type === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
  });
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('The tests did not end in time.')), RUN_TIMEOUT_MS);
    page
      .exposeFunction('codeAutomationExit', (status: number) => {
        clearTimeout(timer);
        done(status);
      })
      .catch(fail);
  });
}

endWith(runTestsInStandIn);
