import { z } from 'zod';
import type { SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import type { DocumentsInUse } from '#router/registry/documents/document-lists.ts';
import { DEFAULT_VARIANT } from '#router/registry/registry.ts';
import { held, type RemoteOptions, type Source } from '#router/registry/source.ts';

const versionSchema = z.object({
  id: z.string(),
  supergraphSdl: z.string(),
  contracts: z
    .array(
      z.object({
        name: z.string(),
        description: z.string().optional(),
        include: z.array(z.string()),
        exclude: z.array(z.string()),
      }),
    )
    .default([]),
});

const documentsSchema = z.object({
  id: z.string(),
  documents: z.array(z.object({ client: z.string(), id: z.string(), text: z.string() })),
});

type Options = RemoteOptions & { readonly variant?: string | undefined };

const pathOf = (variant: string, what: string): string => `/registry/variants/${encodeURIComponent(variant)}/${what}`;

/** The graph of a registry elsewhere. */
export const remoteSource = ({ variant = DEFAULT_VARIANT, ...options }: Options): Source<SupergraphVersion> =>
  held(pathOf(variant, 'supergraph'), versionSchema, options);

/** The documents that clients may name, of a registry elsewhere. */
export const remoteDocuments = ({ variant = DEFAULT_VARIANT, ...options }: Options): Source<DocumentsInUse> =>
  held(pathOf(variant, 'documents'), documentsSchema, options);
