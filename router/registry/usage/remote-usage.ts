import { API_KEY_HEADER } from '#router/identity/api-key.ts';
import { DEFAULT_VARIANT } from '#router/registry/registry.ts';
import type { UsageRow } from '#router/registry/usage/usage-store.ts';

const REPORT = `mutation ReportUsage($variant: String!, $operations: [UsedOperationInput!]!) {
  reportUsage(variant: $variant, operations: $operations) { accepted }
}`;
const ANSWER_MS = 10_000;
/** Operations in one report; the registry takes no more. */
const PER_REPORT = 1_000;

/** Reports usage to a registry elsewhere. What a document touches is not sent: the registry finds it out itself. */
export function remoteUsage(options: {
  url: string;
  key?: string | undefined;
  variant?: string | undefined;
}): (rows: readonly UsageRow[]) => Promise<void> {
  const { url, key, variant = DEFAULT_VARIANT } = options;
  return async (rows) => {
    for (let first = 0; first < rows.length; first += PER_REPORT) {
      const operations = rows
        .slice(first, first + PER_REPORT)
        .map(({ document, name, client, clientVersion, requests, errors }) => ({
          document,
          ...(name === 'anonymous' ? {} : { operationName: name }),
          client,
          clientVersion,
          requests,
          errors,
        }));
      const response = await fetch(new URL('/registry/graphql', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key ? { [API_KEY_HEADER]: key } : {}) },
        body: JSON.stringify({ query: REPORT, variables: { variant, operations } }),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const { errors } = (await response.json()) as { errors?: readonly { message: string }[] };
      if (errors) throw new Error(`the registry takes no usage: ${errors[0]?.message}`);
    }
  };
}
