import type { Command } from 'commander';
import { list, whole } from '#router/registry/cli/options.ts';
import type { WithSession } from '#router/registry/cli/session.ts';

const KEY_FIELDS = 'id scopes contract quotaPerMinute createdAt expiresAt revokedAt';

interface KeyAnswer {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly contract: string | null;
  readonly quotaPerMinute: number;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}
interface IssuedAnswer {
  readonly text: string;
  readonly key: KeyAnswer;
}

const keyText = ({ id, scopes, contract, quotaPerMinute, expiresAt, revokedAt }: KeyAnswer): string =>
  `  ${id}  ${contract ?? 'whole graph'}  ${scopes.join(' ') || 'no scopes'}  ${quotaPerMinute}/min${expiresAt ? `  until ${expiresAt}` : ''}${revokedAt ? '  revoked' : ''}`;
const issuedText = ({ text }: IssuedAnswer): string => `${text}\nKeep it: it cannot be shown again.`;

/** `partner`, `key` and `webhook`: who may use the graph from outside, and who is told of its changes. */
export function partnerCommands(program: Command, withSession: WithSession): void {
  const partner = program.command('partner').description('Those who have API keys.');
  partner
    .command('add')
    .argument('<name>')
    .requiredOption('--contact <address>', 'whom to write to')
    .action((name: string, { contact }: { contact: string }, command: Command) =>
      withSession(command, async ({ registry, print }) => {
        const { addPartner } = await registry.ask<{ addPartner: { id: string } }>(
          'mutation ($name: String!, $contact: String!) { addPartner(name: $name, contact: $contact) { id name contact } }',
          { name, contact },
        );
        print(addPartner, ({ id }) => id);
        return undefined;
      }),
    );
  partner
    .command('list')
    .description('Partners, their keys and webhooks.')
    .action((_: object, command: Command) =>
      withSession(command, async ({ registry, print }) => {
        const { partners } = await registry.ask<{ partners: PartnerAnswer[] }>(
          `{ partners { id name contact keys { ${KEY_FIELDS} } webhooks { id url variant contract } } }`,
        );
        print(partners, (all) =>
          all
            .flatMap(({ id, name, contact, keys, webhooks }) => [
              `${name} (${contact}) ${id}`,
              ...keys.map(keyText),
              ...webhooks.map((webhook) => `  ${webhook.id}  ${webhook.url}  ${webhook.contract ?? 'whole graph'}`),
            ])
            .join('\n'),
        );
        return undefined;
      }),
    );

  const key = program.command('key').description("Partners' API keys.");
  key
    .command('issue')
    .argument('<partner>', 'its id')
    .option('--scopes <scopes>', 'what it may do', list, [])
    .option('--contract <name>', 'the slice of the graph it is for')
    .option('--quota <cost>', 'cost that its requests may add up to within a minute', whole, 10_000)
    .option('--days <number>', 'after how many days it ends', whole)
    .action((partnerId: string, { quota, ...flags }: { quota: number }, command: Command) =>
      withSession(command, async ({ registry, print }) => {
        const { issueApiKey } = await registry.ask<{ issueApiKey: IssuedAnswer }>(
          `mutation ($input: ApiKeyInput!) { issueApiKey(input: $input) { text key { ${KEY_FIELDS} } } }`,
          { input: { partnerId, quotaPerMinute: quota, ...flags } },
        );
        print(issueApiKey, issuedText);
        return undefined;
      }),
    );
  key
    .command('rotate')
    .description('A key in place of another, which goes on working for a while.')
    .argument('<id>')
    .option('--grace <hours>', 'how long the old one works', whole, 24)
    .action((id: string, { grace }: { grace: number }, command: Command) =>
      withSession(command, async ({ registry, print }) => {
        const { rotateApiKey } = await registry.ask<{ rotateApiKey: IssuedAnswer | null }>(
          `mutation ($id: ID!, $grace: Int!) { rotateApiKey(id: $id, graceHours: $grace) { text key { ${KEY_FIELDS} } } }`,
          { id, grace },
        );
        print(rotateApiKey, (issued) => (issued ? issuedText(issued) : 'There is no such key, or it has ended.'));
        return rotateApiKey !== null;
      }),
    );
  key
    .command('revoke')
    .argument('<id>')
    .action((id: string, _: object, command: Command) =>
      withSession(command, async ({ registry, print }) => {
        const answer = await registry.ask<{ revoked: boolean }>(
          'mutation ($id: ID!) { revoked: revokeApiKey(id: $id) }',
          { id },
        );
        print(answer, ({ revoked }) => (revoked ? 'Revoked.' : 'There is no such key, or it was revoked before.'));
        return answer.revoked;
      }),
    );

  const webhook = program.command('webhook').description('Who is told of schema changes.');
  webhook
    .command('add')
    .argument('<partner>', 'its id')
    .argument('<url>', 'an https address')
    .option('--contract <name>', 'the slice it is told of')
    .action((partnerId: string, url: string, { contract }: { contract?: string }, command: Command) =>
      withSession(command, async ({ registry, variant, print }) => {
        const { addWebhook } = await registry.ask<{ addWebhook: { secret: string; webhook: { id: string } } }>(
          'mutation ($input: WebhookInput!) { addWebhook(input: $input) { secret webhook { id } } }',
          { input: { partnerId, url, variant, contract } },
        );
        print(
          addWebhook,
          (added) => `${added.webhook.id}\n${added.secret}\nKeep the secret: it cannot be shown again.`,
        );
        return undefined;
      }),
    );
  webhook
    .command('remove')
    .argument('<id>')
    .action((id: string, _: object, command: Command) =>
      withSession(command, async ({ registry, print }) => {
        const answer = await registry.ask<{ removed: boolean }>(
          'mutation ($id: ID!) { removed: removeWebhook(id: $id) }',
          { id },
        );
        print(answer, ({ removed }) => (removed ? 'Removed.' : 'There is no such webhook.'));
        return answer.removed;
      }),
    );
  webhook
    .command('log')
    .description('What was sent to each webhook, and what became of it.')
    .option('--first <number>', 'how many of each', whole, 20)
    .action(({ first }: { first: number }, command: Command) =>
      withSession(command, async ({ registry, print }) => {
        const { partners } = await registry.ask<{ partners: { webhooks: WebhookAnswer[] }[] }>(
          `query ($first: Int!) { partners { webhooks { id url deliveries(first: $first) {
            id status attempts lastStatus lastError createdAt nextAttemptAt } } } }`,
          { first },
        );
        print(
          partners.flatMap(({ webhooks }) => webhooks),
          (all) =>
            all
              .flatMap(({ id, url, deliveries }) => [
                `${id} ${url}`,
                ...deliveries.map(
                  (delivery) =>
                    `  ${delivery.id} ${delivery.createdAt} ${delivery.status} after ${delivery.attempts}${delivery.lastError ? `: ${delivery.lastError}` : ''}`,
                ),
              ])
              .join('\n'),
        );
        return undefined;
      }),
    );
  webhook
    .command('redeliver')
    .argument('<delivery>', 'its id')
    .action((id: string, _: object, command: Command) =>
      withSession(command, async ({ registry, print }) => {
        const answer = await registry.ask<{ again: boolean }>('mutation ($id: ID!) { again: redeliver(id: $id) }', {
          id,
        });
        print(answer, ({ again }) => (again ? 'It is sent again.' : 'There is no such delivery.'));
        return answer.again;
      }),
    );
}

interface PartnerAnswer {
  readonly id: string;
  readonly name: string;
  readonly contact: string;
  readonly keys: readonly KeyAnswer[];
  readonly webhooks: readonly { readonly id: string; readonly url: string; readonly contract: string | null }[];
}
interface WebhookAnswer {
  readonly id: string;
  readonly url: string;
  readonly deliveries: readonly {
    readonly id: string;
    readonly status: string;
    readonly attempts: number;
    readonly lastError: string | null;
    readonly createdAt: string;
  }[];
}
