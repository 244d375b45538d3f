import type { EventSchema } from '#router/registry/checks/event-compatibility.ts';
import type { ContractDefinition } from '#router/registry/contract.ts';
import { joinFiles } from '#router/registry/places.ts';
import type { Publication } from '#router/registry/registry.ts';

interface ContractInput {
  readonly name: string;
  readonly description?: string | null;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly at?: ContractDefinition['at'] | null;
}

/** `PublicationInput` of the API's SDL. */
export interface PublicationInput {
  readonly variant: string;
  readonly subgraphs: readonly {
    readonly name: string;
    readonly url?: string | null;
    readonly files: readonly { readonly path: string; readonly text: string }[];
    readonly events?: readonly EventSchema[] | null;
  }[];
  readonly retired: readonly string[];
  readonly contracts?: readonly ContractInput[] | null;
  readonly setContracts?: readonly ContractInput[] | null;
  readonly removeContracts?: readonly string[] | null;
  readonly breaking: 'WARN' | 'REFUSE';
  readonly policy: 'WARN' | 'REFUSE';
  readonly usageDays: number;
  readonly note?: string | null;
}

const strictness = (given: 'WARN' | 'REFUSE'): 'warn' | 'refuse' => (given === 'WARN' ? 'warn' : 'refuse');

const definition = ({ name, description, include, exclude, at }: ContractInput): ContractDefinition => ({
  name,
  ...(description ? { description } : {}),
  include,
  exclude,
  ...(at ? { at } : {}),
});

/** What the registry is asked to publish. */
export function toPublication(input: PublicationInput): Publication {
  const { contracts, setContracts, removeContracts, note } = input;
  return {
    variant: input.variant,
    subgraphs: input.subgraphs.map(({ name, url, files, events }) => ({
      name,
      url: url ?? undefined,
      ...joinFiles(files),
      events: events ?? undefined,
    })),
    retired: input.retired,
    contracts: contracts?.map(definition),
    setContracts: setContracts?.map(definition),
    removeContracts: removeContracts ?? undefined,
    breaking: strictness(input.breaking),
    policy: strictness(input.policy),
    usageDays: input.usageDays,
    note: note ?? undefined,
  };
}
