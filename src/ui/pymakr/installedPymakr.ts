import { isPymakrOne, pymakrIds } from '../portSharing/pymakrIds';
import { vscodeExtensionHost } from '../portSharing/vscodeExtensionHost';

/** Which Pymakr runs in this extension host; one on the other side of a remote window cannot be seen. */
export function installedPymakr(): 'none' | 'one' | 'two' {
  const versions = pymakrIds.flatMap((id) => vscodeExtensionHost.extension(id)?.version ?? []);
  if (versions.length === 0) return 'none';
  return versions.some(isPymakrOne) ? 'one' : 'two';
}
