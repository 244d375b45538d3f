import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where programs that are not on this machine are unpacked: outside the checkout, so that every checkout of this user
 * shares them and `npm run reset` leaves them alone. `MARKETPLACE_NATIVE` names another place.
 */
export function nativeHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env.MARKETPLACE_NATIVE) return env.MARKETPLACE_NATIVE;
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'marketplace');
}
