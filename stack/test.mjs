// `npm test`: makes the checkout ready, then runs every check and test on the Node of the lockfile; `npm run check`: every check.
import { become, bootstrap } from './bootstrap.mjs';

become(await bootstrap({ development: true }), 'stack/run-checks.ts', process.argv.slice(2));
