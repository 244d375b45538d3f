import { z } from 'zod';
import { readConfig } from '#kernel/config.ts';

/** Another region's installation, as far as it lets others in. */
export interface OtherRegion {
  readonly name: string;
  /** Where its Kafka answers to others, and what it puts before its topics. */
  readonly kafkaBrokers: string;
  readonly topicPrefix: string;
  /** GraphQL URLs of subgraphs that others may ask, by name. */
  readonly subgraphs: Readonly<Record<string, string>>;
}

/** The region this installation is, and those it works with. */
export interface Regions {
  readonly here: string;
  readonly others: readonly OtherRegion[];
  /** Signs viewers from region to region: each trusts what the others say who asks. */
  readonly secret: string;
  /** Where other regions reach the subgraphs of this process that they may ask, by subgraph. */
  readonly doors: Readonly<Record<string, { readonly host: string; readonly port: number }>>;
  /** How long another region may take to answer, in ms. */
  readonly answerMs: number;
}

const NAME = /^[a-z][a-z0-9]*$/;

const json = <T>(schema: z.ZodType<T>, example: string) =>
  z.string().transform((text, context): T => {
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      context.addIssue(`must be JSON such as ${example}`);
      return z.NEVER;
    }
  });

const others = z.record(
  z.string().regex(NAME),
  z.object({ kafka: z.string(), topicPrefix: z.string().default(''), subgraphs: z.record(z.string(), z.url()) }),
);
const doors = z.record(z.string(), z.object({ host: z.string(), port: z.int().min(0).max(65_535) }));

/**
 * Reads REGION, REGIONS, REGION_SECRET, REGION_DOORS and REGION_ANSWER_MS.
 * @returns undefined for an installation that is alone: REGION is not set
 * @throws ConfigError that names what is missing
 */
export function regionsFrom(env: Record<string, string | undefined>): Regions | undefined {
  if (!env.REGION) return undefined;
  const settings = readConfig(
    {
      REGION: z.string().regex(NAME),
      REGIONS: json(
        others,
        '{"east":{"kafka":"10.0.0.2:9192","subgraphs":{"inventory":"http://10.0.0.2:4104/graphql"}}}',
      ),
      REGION_SECRET: z.string().min(16),
      REGION_DOORS: json(doors, '{"inventory":{"host":"10.0.0.1","port":4104}}').default({}),
      REGION_ANSWER_MS: z.coerce.number().int().min(1).default(3_000),
    },
    env,
  );
  return {
    here: settings.REGION,
    others: Object.entries(settings.REGIONS).map(([name, { kafka, ...rest }]) => ({
      name,
      kafkaBrokers: kafka,
      ...rest,
    })),
    secret: settings.REGION_SECRET,
    doors: settings.REGION_DOORS,
    answerMs: settings.REGION_ANSWER_MS,
  };
}

/** The header in which a mirrored message says where it came from. */
export const REGION_HEADER = 'ce_region';

/** How a subgraph of another region is named among peers, and a viewer that comes from there: `inventory@east`. */
export const inRegion = (subgraph: string, region: string): string => `${subgraph}@${region}`;

/** The region in such a name; undefined for one of this region. */
export const regionIn = (name: string): string | undefined => name.split('@')[1];

/** The topic here that mirrors one of another region. */
export const mirrorOf = (topic: string, region: string): string => `${region}.${topic}`;
