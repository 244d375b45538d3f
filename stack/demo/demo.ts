import { InvalidArgumentError, Option } from 'commander';
import colors from 'picocolors';
import { houseCommand } from '../house-command.ts';
import { portsFromEnvironment } from '../ports.ts';
import { StartError } from '../start-error.ts';
import { pressOnBankPage } from './bank-page.ts';
import { Buyer, Refused } from './buyer.ts';
import { GraphEndpoint, GraphError } from './graph-endpoint.ts';
import { words } from './words.ts';

/** How long the demo waits for news of its order, in ms; a parcel across the country takes half a minute. */
const PATIENCE_MS = 120_000;

/** Statuses after which nothing follows by itself. */
const LAST = new Set(['DELIVERED', 'CANCELLED', 'REFUNDED', 'RETURNED']);

interface Flags {
  url?: string;
  card: string;
  lang: 'ru' | 'en';
}

/** Plays the buyer, a line for each thing done. */
async function play(graph: GraphEndpoint, { card, lang }: Flags): Promise<void> {
  const language = lang === 'en' ? 'EN' : 'RU';
  const say = words[language];
  const price = ({ amount, currency }: { amount: string; currency: string }) =>
    new Intl.NumberFormat(lang, { style: 'currency', currency, minimumFractionDigits: 0 }).format(Number(amount));
  const clock = (time: string) => new Date(time).toLocaleTimeString(lang === 'en' ? 'en-GB' : 'ru');
  const step = (name: keyof typeof say.step, text: string) =>
    console.log(`${colors.bold(say.step[name].padEnd(12))}${text}`);
  const note = (text: string) => console.log(`${' '.repeat(12)}${text}`);

  const buyer = await Buyer.register(graph, { language });
  step('register', buyer.credentials.email);

  const found = await buyer.search(say.search, language);
  step('search', say.found(say.search, found.totalCount));
  for (const { node } of found.edges)
    note(
      `${node.title}  ${colors.dim(`${say.from} ${price(node.priceRange.min)}, ${say.left(node.availability.quantityLeft)}`)}`,
    );

  const wanted = found.edges.map(({ node }) => node).filter(({ availability }) => availability.quantityLeft > 0);
  const titles = new Map(wanted.map(({ id, title }) => [id, title]));
  for (const { id } of wanted.slice(0, 2)) await buyer.add((await buyer.inStock(id)).id);
  const cart = await buyer.cart();
  step('cart', `${say.total} ${cart.total ? price(cart.total) : '—'}`);
  for (const { variant, quantity, total } of cart.lines) {
    const options = variant.options.map(({ value }) => value).join(', ');
    const title = titles.get(variant.product.id) ?? variant.product.title;
    note(`${quantity} × ${title}${options && `, ${options}`}  ${colors.dim(total ? price(total) : '')}`);
  }

  const { id: addressId, city, street } = await buyer.addAddress();
  step('address', `${city}, ${street}`);

  const { order, payment } = await buyer.checkOut({ cartId: cart.id, addressId, card });
  step('checkout', `${order.number}  ${colors.dim(order.holdExpiresAt ? say.held(clock(order.holdExpiresAt)) : '')}`);

  const leaving = new AbortController();
  const { signal } = leaving;
  const patience = setTimeout(() => leaving.abort(), PATIENCE_MS);
  const parcels = (async () => {
    for await (const { at, shipment, event } of buyer.followParcels(order.id, { signal })) {
      patience.refresh();
      if (event?.place)
        note(
          colors.dim(`${clock(at)}    ${shipment.trackingNumber ?? '—'}  ${event.place.name}: ${event.description}`),
        );
    }
  })();
  let status: keyof typeof say.status = order.status;
  let paidAt = 0;
  try {
    for await (const { at, order: now } of buyer.follow(order.id, { signal })) {
      patience.refresh();
      ({ status } = now);
      if (status === 'PAID') paidAt = Date.parse(at);
      const [parcel] = now.shipments;
      const arrival =
        parcel?.estimatedDelivery && !LAST.has(status) && `${say.expected} ${clock(parcel.estimatedDelivery)}`;
      const facts = [parcel?.carrier?.name, parcel?.trackingNumber, parcel?.lastEvent?.place?.name, arrival];
      const line = `${clock(at)}  ${colors.green(status.padEnd(17))}${say.status[status]}  ${colors.dim(facts.filter(Boolean).join(' · '))}`;
      if (status === 'PENDING_PAYMENT') {
        step('live', line);
        step('bank', payment?.redirectUrl ? colors.underline(payment.redirectUrl) : say.frictionless);
        if (payment?.redirectUrl)
          note(`${say.pressed} ${colors.dim(`→ ${await pressOnBankPage(payment.redirectUrl, 'confirm')}`)}`);
      } else note(line);
      if (LAST.has(status)) {
        console.log(
          status === 'DELIVERED'
            ? colors.green(`\n✔ ${say.done(((Date.parse(at) - paidAt) / 1000).toFixed(1))}`)
            : colors.yellow(`\n✘ ${say.undone(say.status[status])}`),
        );
        break;
      }
    }
  } finally {
    clearTimeout(patience);
    leaving.abort();
    await parcels;
  }
  if (!LAST.has(status))
    throw new StartError(
      `No news of order ${order.number} for ${PATIENCE_MS / 1000} s; it stays ${status}.`,
      'look at what the terminal of `npm start` says',
    );
}

/** One sentence and what to do; whoever wants the stack of a bug has the code before them. */
function complain(error: unknown, url: string, { card }: Flags): void {
  const [message, mend] = sentence(error, url, card);
  process.stderr.write(`\n${colors.red(message)}\n  → ${mend}\n`);
}

function sentence(error: unknown, url: string, card: string): [string, string] {
  if (error instanceof StartError) return [error.message, error.mend];
  if (error instanceof Refused) return [`The shop refuses: ${error.message}`, `it was asked with --card ${card}`];
  if (error instanceof GraphError)
    return [`The graph answers with an error: ${error.message}`, 'see the log of `npm start`'];
  if (error instanceof TypeError && error.cause)
    return [`Nobody answers at ${url}: the product is not running.`, 'npm start'];
  return [error instanceof Error ? error.message : String(error), 'see the log of `npm start`'];
}

const graphUrl = (text: string): string => {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new InvalidArgumentError('An address like http://localhost:4000/graphql is wanted.');
};

await houseCommand('npm run demo')
  .description('One buyer in the terminal: from search to door, through the public endpoint of the running product.')
  .option('--url <url>', 'the graph (GRAPH_URL, or http://localhost:PORT/graphql)', graphUrl)
  .option('--card <token>', "one of the sandbox bank's cards", 'tok_visa')
  .addOption(new Option('--lang <language>', 'language of texts and catalogue').choices(['ru', 'en']).default('ru'))
  .action(async (flags: Flags) => {
    // Nothing is left behind by leaving at once: the order goes on without us.
    process.once('SIGINT', () => process.exit(130));
    const url = flags.url ?? process.env.GRAPH_URL ?? `http://localhost:${portsFromEnvironment().router}/graphql`;
    try {
      await play(new GraphEndpoint(url), flags);
    } catch (error) {
      complain(error, url, flags);
      process.exitCode = 1;
    }
  })
  .parseAsync();
