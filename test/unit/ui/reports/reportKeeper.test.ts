import { describe, expect, it } from 'vitest';
import { ReportKeeper } from '../../../../src/ui/reports/reportKeeper';
import { memoryStorage } from '../../../../src/upgrade/journal/recordStorage';
import { NOON } from '../samples';

const HOUR_MS = 3_600_000;
const texts = { markdown: '# LTE modem upgrade\n', json: '{}\n' };

describe('the saved reports', () => {
  it('are empty before the first upgrade', async () => {
    expect(await new ReportKeeper(memoryStorage()).newest()).toBe(null);
  });

  it('are a Markdown file each, with the JSON beside it, and the newest one is known', async () => {
    const storage = memoryStorage();
    const keeper = new ReportKeeper(storage);
    await keeper.keep(NOON, texts);
    const second = await keeper.keep(NOON + HOUR_MS, texts);
    expect(second).toMatch(/^lte-upgrade-2026-11-2[345]-\d\d\.\d\d\.00\.md$/);
    expect(await keeper.newest()).toBe(second);
    expect(await storage.read(second.replace('.md', '.json'))).toBe(texts.json);
    expect(await storage.read(second)).toBe(texts.markdown);
    expect(await storage.list()).toHaveLength(4);
  });

  it('of upgrades that end in the same second have different names, in order', async () => {
    const storage = memoryStorage();
    const keeper = new ReportKeeper(storage);
    const names: string[] = [];
    for (const number of [1, 2, 3]) names.push(await keeper.keep(NOON, { ...texts, json: `${number}` }));
    expect(new Set(names).size).toBe(3);
    const bare = names.map((name) => name.replace('.md', ''));
    expect([...bare].sort()).toEqual(bare);
    expect(await keeper.newest()).toBe(names[2]);
  });

  it('are limited in number: the oldest are deleted, and no other file in the folder', async () => {
    const storage = memoryStorage();
    await storage.write('0-transcript.log', 'not a report');
    const keeper = new ReportKeeper(storage);
    const names: string[] = [];
    for (let hour = 0; hour < 52; hour++) names.push(await keeper.keep(NOON + hour * HOUR_MS, texts));
    const files = await storage.list();
    expect(files.filter((name) => name.endsWith('.md'))).toHaveLength(50);
    expect(files.filter((name) => name.endsWith('.json'))).toHaveLength(50);
    expect(files.filter((name) => name.endsWith('.md')).sort()).toEqual(names.slice(2));
    expect(files).toContain('0-transcript.log');
  });
});
