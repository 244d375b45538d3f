import { type Actor, requireScope } from '#router/registry/api/actor.ts';
import type { Resolvers } from '#router/registry/api/executable-schema.ts';
import type { RegistryContext } from '#router/registry/api/registry-api.ts';
import type { DocumentLists, ListToPublish } from '#router/registry/documents/document-lists.ts';

/** `DocumentListInput` of the API's SDL. */
type DocumentListInput = Omit<ListToPublish, 'contract' | 'actor'> & { readonly contract?: string | null };

/** Whoever builds a client says what it was built with. */
export function documentMutations(lists: DocumentLists): Resolvers<RegistryContext>[string] {
  const allowed = (input: DocumentListInput, actor: Actor): ListToPublish => {
    requireScope(actor, 'registry:documents', `registry:documents:${input.client}`);
    return { ...input, contract: input.contract ?? null, actor: actor.name };
  };
  return {
    checkDocuments: async (_, { input }: { input: DocumentListInput }, { actor }) => lists.check(allowed(input, actor)),
    publishDocuments: async (_, { input }: { input: DocumentListInput }, { actor }) => {
      const result = await lists.publish(allowed(input, actor));
      return {
        __typename: result.outcome === 'published' ? 'DocumentsPublished' : 'PublicationRefused',
        ...result,
      };
    },
    revokeDocuments: (
      _,
      { variant, client, clientVersion }: { variant: string; client: string; clientVersion: string },
      { actor },
    ) => {
      requireScope(actor, 'registry:documents', `registry:documents:${client}`);
      return lists.revoke(variant, client, clientVersion);
    },
  };
}
