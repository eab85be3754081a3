import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../src/base/logger';
import { ArchivePasswords } from '../../../src/ui/archivePasswords';
import { SecretKeeper } from '../../../src/ui/secretKeeper';
import { zip } from '../../fixtures/zip';
import { fullImage } from '../../fixtures/firmware';
import { FakeUser, file, flowRig, memorySecrets } from './flowRig';

const ARCHIVE = 'CATM1-41065.zip';

async function rigWithArchive() {
  const rig = flowRig();
  const packed = await zip([['CATM1-41065.dup', fullImage({ size: 20_000 })]], { password: 'right' });
  rig.contents.set(ARCHIVE, packed);
  rig.user.password = 'right';
  return rig;
}

describe('the password of an archive', () => {
  it('can be saved after it opened the archive, and nothing waits for the answer', async () => {
    const { flow, user, store, secrets } = await rigWithArchive();
    user.keeps = null;
    await flow.checkFile([file(ARCHIVE)]);
    expect(store.state.stage).toBe('checked');
    expect(user.timesAskedToKeep).toBe(1);
    expect(secrets.held.size).toBe(0);
  });

  it('is not saved when it was wrong, and the user enters it again', async () => {
    const { flow, user, store } = await rigWithArchive();
    user.password = 'wrong';
    await flow.checkFile([file(ARCHIVE)]);
    expect(store.state.stage).toBe('refused');
    expect(user.passwordQuestions.map(({ wrong }) => wrong)).toEqual([false, true, true]);
    expect(user.timesAskedToKeep).toBe(0);
    // A wrong password is not tried again: the flow asks for a new one.
    user.password = 'right';
    await flow.retry();
    expect(user.passwordQuestions).toHaveLength(4);
    expect(store.state.stage).not.toBe('refused');
  });

  it('is entered once per window, saved or not, and offered for saving once', async () => {
    const { flow, user } = await rigWithArchive();
    await flow.checkFile([file(ARCHIVE)]);
    await flow.checkFile([file(ARCHIVE)]);
    expect(user.passwordQuestions).toHaveLength(1);
    expect(user.timesAskedToKeep).toBe(1);
  });

  it('is used without a question when saved, and removed when it is wrong', async () => {
    const secrets = memorySecrets();
    const user = new FakeUser();
    user.password = 'newer';
    const keeper = new SecretKeeper(secrets, () => user.wantsKept(), silentLogger);
    const passwords = new ArchivePasswords(keeper, user);
    await secrets.store(`archivePassword:${ARCHIVE}`, 'older');
    expect(await passwords.ask(ARCHIVE, false)).toBe('older');
    expect(await passwords.ask(ARCHIVE, true)).toBe('newer');
    expect(secrets.held.size).toBe(0);
    user.keeps = true;
    passwords.worked(ARCHIVE);
    await expect.poll(() => [...secrets.held.values()]).toEqual(['newer']);
  });
});
