import { Mirror, type MirrorOptions } from '#kernel/kafka/mirror.ts';
import type { ConsumerDefinition } from '#kernel/messages/consumer.ts';
import { mirrorOf, type Regions, regionIn } from '#kernel/regions.ts';
import { httpTransport } from '#kernel/subgraph/peers.ts';

/** The way to a subgraph of another region, by a name such as `inventory@east`; undefined where there is none. */
export function transportAcross(regions: Regions, name: string): ReturnType<typeof httpTransport> | undefined {
  const other = regions.others.find((region) => region.name === regionIn(name));
  const url = other?.subgraphs[name.slice(0, name.indexOf('@'))];
  return url ? httpTransport(url, regions.secret, regions.answerMs) : undefined;
}

const fixedTopics = ({ topics }: ConsumerDefinition): readonly string[] => (topics instanceof RegExp ? [] : topics);

/** Consumers as they run here: those of other regions' events read the mirrors of their topics. */
export const consumersIn = (
  regions: Regions | undefined,
  consumers: readonly ConsumerDefinition[],
): ConsumerDefinition[] =>
  consumers.flatMap((consumer) => {
    if (!consumer.ofOtherRegions) return [consumer];
    const topics = (regions?.others ?? []).flatMap(({ name }) =>
      fixedTopics(consumer).map((topic) => mirrorOf(topic, name)),
    );
    return topics.length === 0 ? [] : [{ ...consumer, topics }];
  });

/** What brings other regions' events to the consumers that read them: a mirror per region. @param owner the subgraph */
export function mirrorsFor(
  owner: string,
  consumers: readonly ConsumerDefinition[],
  { regions, ...here }: Pick<MirrorOptions, 'publisher' | 'topicPrefix' | 'log'> & { regions: Regions | undefined },
): Mirror[] {
  const readers = consumers.filter(({ ofOtherRegions }) => ofOtherRegions);
  const topics = [...new Set(readers.flatMap(fixedTopics))];
  if (!regions || topics.length === 0) return [];
  const wanted: MirrorOptions['wanted'] = (topic, message) =>
    readers.some((reader) => {
      if (!fixedTopics(reader).includes(topic)) return false;
      try {
        return reader.read(message) !== undefined;
      } catch {
        // Whoever reads it here shall find that it cannot be read.
        return true;
      }
    });
  const group = `mirror.${regions.here}.${owner}`;
  return regions.others.map((from) => new Mirror({ from, group, topics, wanted, ...here }));
}
