import { phrase } from '../../../base/phrase';
import { requireUnchanged } from '../../../firmware/imageInMemory';
import type { Check } from '../check';
import { proven } from '../rehearsal';

/** The files are still what was checked. */
export const files: Check = {
  id: 'files',
  title: phrase('Check the files again'),
  isNeeded: ({ firmware }) => firmware.images.length > 0,
  stopsWhenFailed: true,
  perform: async ({ request: { firmware } }) => {
    const all = firmware.updater ? [...firmware.images, firmware.updater] : firmware.images;
    for (const file of all) await requireUnchanged(file);
    return proven(phrase('The files are complete and unchanged since they were checked.'));
  },
};
