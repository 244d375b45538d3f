// `npm start`, `npm run reset` and other commands of the house: makes the checkout ready, then runs the program named
// first on the Node of the lockfile. `node stack/start.mjs stack/launch.ts --help`.
import { become, bootstrap } from './bootstrap.mjs';

const [program = 'stack/launch.ts', ...args] = process.argv.slice(2);
become(await bootstrap(), program, args);
