/** `npm run dlq -- list | show | replay | discard`: dead letters of a running product, through its graph, as staff. */
import Table from 'cli-table3';
import { type Command, InvalidArgumentError, Option } from 'commander';
import colors from 'picocolors';
import { exitCodeOf, houseCommand } from './house-command.ts';
import { confirmed, type StaffFlags, StaffGraph, withStaffOptions } from './staff-graph.ts';
import { StartError } from './start-error.ts';

interface Letter {
  readonly id: string;
  readonly consumer: string;
  readonly eventType: string;
  readonly key: string;
  readonly payload: string;
  readonly cause: string;
  readonly stack: string;
  readonly times: number;
  readonly failedAt: string;
  readonly state: string;
}
interface Closed {
  readonly __typename: string;
  readonly message?: string;
  readonly closed: readonly { readonly id: string }[];
  readonly refused: readonly { readonly message: string; readonly id?: string; readonly deadLetter?: { id: string } }[];
  readonly hasMore: boolean;
}
interface Flags extends StaffFlags {
  readonly json: boolean;
  readonly yes?: boolean;
  readonly reason?: string;
  readonly limit: number;
  readonly consumer?: string;
  readonly type?: string;
  readonly key?: string;
  readonly state?: string;
  readonly from?: string;
  readonly before?: string;
}

const LETTER =
  'id consumer eventType eventId key payload cause stack attempts times failedAt state closedAt closedBy reason';
const LIST = `query DeadLetters($filter: DeadLetterFilter, $first: Int, $after: String) {
  deadLetters(filter: $filter, first: $first, after: $after) {
    edges { node { ${LETTER} } } pageInfo { hasNextPage endCursor } } }`;
const SHOW = `query DeadLetter($id: ID!) { deadLetter(id: $id) { ${LETTER} } }`;
const RESULT = `{ __typename
  ... on DeadLettersClosed { closed { id } hasMore
    refused { __typename ... on Refusal { code message }
      ... on DeadLetterUnreadable { deadLetter { id } } ... on DeadLetterClosed { deadLetter { id } } ... on NotFound { id } } }
  ... on InvalidInput { message } }`;
const REPLAY = `mutation ReplayDeadLetters($selection: DeadLetterSelection!) {
  result: replayDeadLetters(selection: $selection) ${RESULT} }`;
const DISCARD = `mutation DiscardDeadLetters($selection: DeadLetterSelection!, $reason: String!) {
  result: discardDeadLetters(selection: $selection, reason: $reason) ${RESULT} }`;

/** Most dead letters of one page, and of one mutation. */
const PAGE = 100;

const instant = (text: string): string => {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('a date or a time, such as 2026-01-31');
  return time.toISOString();
};
const count = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('a whole number above 0');
};

const program = houseCommand('npm run dlq')
  .description('Messages that consumers could not process: looks at them, sends them again, gives them up.')
  .addHelpText(
    'after',
    '\nExit code: 0 done, 1 some were refused or are not there, 2 it could not be asked for or not be done.',
  );

const command = (name: string, description: string): Command =>
  withStaffOptions(program.command(name).description(description)).option('--json', 'answer in JSON', false);
const filtered = (to: Command): Command =>
  to
    .option('--consumer <name>', 'of one consumer, such as inventory.order')
    .option('--type <type>', 'of one type of event, such as order.OrderPaid')
    .option('--key <id>', 'about one aggregate, such as an order')
    .option('--from <time>', 'given up then or later', instant)
    .option('--before <time>', 'given up before then', instant);

filtered(command('list', 'Lists dead letters, newest first.'))
  .addOption(
    new Option('--state <state>', 'what became of them')
      .choices(['WAITING', 'REPLAYED', 'DISCARDED', 'any'])
      .default('WAITING'),
  )
  .option('--limit <n>', 'at most so many', count, 50)
  .action((flags: Flags) => exitCodeOf(() => list(flags)));
command('show', 'Shows one with its payload, cause and stack.')
  .argument('<id>')
  .action((id: string, flags: Flags) => exitCodeOf(() => show(id, flags)));
filtered(command('replay', 'Sends dead letters to their consumers again: by id, or all that wait and match.'))
  .argument('[ids...]')
  .option('--yes', 'do not ask')
  .action((ids: string[], flags: Flags) => exitCodeOf(() => close('replay', ids, flags)));
filtered(command('discard', 'Gives dead letters up for good: by id, or all that wait and match.'))
  .argument('[ids...]')
  .requiredOption('--reason <text>', 'why, for the record')
  .option('--yes', 'do not ask')
  .action((ids: string[], flags: Flags) => exitCodeOf(() => close('discard', ids, flags)));

await program.parseAsync();

function filterOf({ consumer, type: eventType, key, from: failedFrom, before: failedBefore, state }: Flags): object {
  return { consumer, eventType, key, failedFrom, failedBefore, state: state === 'any' ? undefined : state };
}

async function list(flags: Flags): Promise<number> {
  const graph = await StaffGraph.signIn(flags);
  const letters: Letter[] = [];
  for (let after: string | undefined; letters.length < flags.limit; ) {
    const first = Math.min(PAGE, flags.limit - letters.length);
    type Page = {
      deadLetters: { edges: { node: Letter }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
    const { deadLetters } = await graph.ask<Page>(LIST, { filter: filterOf(flags), first, after });
    letters.push(...deadLetters.edges.map(({ node }) => node));
    if (!deadLetters.pageInfo.hasNextPage) break;
    after = deadLetters.pageInfo.endCursor;
  }
  if (flags.json) console.log(JSON.stringify(letters, null, 2));
  else if (letters.length === 0) console.log('There are none.');
  else {
    const table = new Table({
      head: ['id', 'consumer', 'event', 'key', 'failed', 'times', 'state', 'cause'],
      style: { head: [], border: [] },
    });
    for (const { id, consumer, eventType, key, failedAt, times, state, cause } of letters)
      table.push([id, consumer, eventType, key, failedAt, times, state, cause.split('\n')[0]!.slice(0, 60)]);
    console.log(table.toString());
  }
  return 0;
}

async function show(id: string, flags: Flags): Promise<number> {
  const { deadLetter } = await (await StaffGraph.signIn(flags)).ask<{ deadLetter: Letter | null }>(SHOW, { id });
  if (!deadLetter) {
    console.error(colors.red('There is no such dead letter.'));
    return 1;
  }
  if (flags.json) console.log(JSON.stringify(deadLetter, null, 2));
  else
    for (const [name, value] of Object.entries(deadLetter))
      if (value !== null)
        console.log(`${colors.dim(name.padEnd(10))} ${String(value).replaceAll('\n', '\n           ')}`);
  return 0;
}

async function close(act: 'replay' | 'discard', ids: readonly string[], flags: Flags): Promise<number> {
  const filter = filterOf(flags);
  const hasFilter = Object.values(filter).some((value) => value !== undefined);
  if (ids.length > 0 === hasFilter)
    throw new StartError('Name dead letters by their ids, or by a filter.', `npm run dlq -- ${act} --help`);
  const which =
    ids.length > 0 ? `${ids.length === 1 ? 'this dead letter' : `${ids.length} dead letters`}` : 'all that match';
  const question = act === 'replay' ? `Send ${which} again?` : `Give ${which} up for good?`;
  // One that is sent again takes effect once; one that was given up is gone, and a filter may mean more than one thinks.
  if ((act === 'discard' || hasFilter) && !(await confirmed(question, flags.yes))) return 1;
  const graph = await StaffGraph.signIn(flags);
  const closed: string[] = [];
  const refused = new Map<string | undefined, string>();
  const rest = [...ids];
  for (let hasMore = true; hasMore; ) {
    const selection = hasFilter ? { filter } : { ids: rest.splice(0, PAGE) };
    const { result } = await graph.ask<{ result: Closed }>(act === 'replay' ? REPLAY : DISCARD, {
      selection,
      reason: flags.reason,
    });
    if (result.__typename === 'InvalidInput') throw new StartError(result.message!, `npm run dlq -- ${act} --help`);
    closed.push(...result.closed.map(({ id }) => id));
    for (const { id, deadLetter, message } of result.refused) refused.set(id ?? deadLetter?.id, message);
    // What was refused waits on and would be met again.
    hasMore = hasFilter ? result.hasMore && result.closed.length > 0 : rest.length > 0;
  }
  if (flags.json)
    console.log(JSON.stringify({ closed, refused: [...refused].map(([id, message]) => ({ id, message })) }, null, 2));
  else {
    console.log(`${closed.length} ${act === 'replay' ? 'sent again' : 'given up'}, ${refused.size} refused.`);
    for (const [id, message] of refused) console.log(`${colors.red(id ?? '')} ${message.split('\n')[0]}`);
  }
  return refused.size > 0 ? 1 : 0;
}
