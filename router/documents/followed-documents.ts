import type { Logger } from '#kernel/log.ts';
import { TrustedDocuments } from '#router/documents/trusted-documents.ts';
import type { DocumentsInUse } from '#router/registry/documents/document-lists.ts';
import type { Source } from '#router/registry/source.ts';

/** Trusted documents of the registry, as they are now, behind those of files. */
export class FollowedDocuments {
  readonly #fixed: TrustedDocuments | undefined;
  readonly #source: Source<DocumentsInUse> | undefined;
  readonly #log: Logger;
  #now = new TrustedDocuments([]);
  #stop: (() => Promise<void>) | undefined;

  constructor(fixed: TrustedDocuments | undefined, source: Source<DocumentsInUse> | undefined, log: Logger) {
    this.#fixed = fixed;
    this.#source = source;
    this.#log = log;
  }

  find(id: string, client: string | undefined): string | undefined {
    return this.#fixed?.find(id, client) ?? this.#now.find(id, client);
  }

  /** What cannot be known yet is trusted once it is. */
  async start(): Promise<void> {
    const use = ({ documents }: DocumentsInUse): void => {
      this.#now = new TrustedDocuments(documents);
    };
    try {
      if (this.#source) use(await this.#source.load());
    } catch (error) {
      this.#log.warn({ err: error }, 'the registry does not say which documents clients may name');
    }
    this.#stop = await this.#source?.watch?.(use);
  }

  async stop(): Promise<void> {
    await this.#stop?.();
  }
}
