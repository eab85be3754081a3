import { endWith } from '../endWith';
import { installStandIn } from './install';

endWith(async () => {
  await installStandIn();
  return 0;
});
