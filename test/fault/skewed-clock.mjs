// Loaded before anything else (NODE_OPTIONS=--import): each process of the product lives some minutes before or after the
// others, always the same for the same process, as on machines whose clocks nobody keeps.
const MINUTES = { order: -2, payment: 2, inventory: -1, logistics: 1, accounts: -1, router: 1, carrier: 2 };

const [, file = '', first = ''] = process.argv;
const name = file.endsWith('subgraphs/serve.ts') ? first : (/(\w+)\/serve\.ts$/.exec(file)?.[1] ?? '');
const skewMs = (MINUTES[name] ?? 0) * 60_000;

if (skewMs !== 0) {
  const RealDate = Date;
  const now = () => RealDate.now() + skewMs;
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      if (args.length === 0) super(now());
      else super(...args);
    }

    static now() {
      return now();
    }
  };
}
