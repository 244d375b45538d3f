import type { Tx } from '#kernel/db/database.ts';
import { idOfName, newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import { type CategoryRow, CategoryTree } from '../domain/category-tree.ts';
import { type CatalogRefusal, invalid, isRefusal, notFound, type SkuTaken, slugTaken } from '../domain/refusals.ts';
import { type AttributeInput, type CategoryInput, readAttribute, readCategory } from '../domain/structure-input.ts';
import { structureChanged } from '../events.ts';
import { readCategories, writeCategories } from '../store/categories.ts';
import { knows, labelOf, readDictionary, writeDictionary } from '../store/dictionary.ts';
import { type CommandScope, oneAtATime } from './command-scope.ts';
import type { ImportOutcome, RefusedItem } from './import-products.ts';

/** Why a category can be refused. */
type CategoryRefusal = Exclude<CatalogRefusal, SkuTaken>;

/** Adds one category. @returns its slug */
export async function createCategory(scope: CommandScope, input: CategoryInput): Promise<string | CategoryRefusal> {
  const outcome = await saveCategories(scope, [input], { onlyNew: true });
  return (outcome.refused[0]?.reason as CategoryRefusal | undefined) ?? input.slug;
}

/** Adds or changes categories by slug, parents before children. */
export const importCategories = (scope: CommandScope, inputs: readonly CategoryInput[]): Promise<ImportOutcome> =>
  saveCategories(scope, inputs, { onlyNew: false });

async function saveCategories(
  scope: CommandScope,
  inputs: readonly CategoryInput[],
  { onlyNew }: { onlyNew: boolean },
): Promise<ImportOutcome> {
  const outcome = await scope.db.transaction(async (tx) => {
    await oneAtATime(tx);
    const bySlug = new Map((await readCategories(tx)).map((row) => [row.slug, row]));
    const counts = { created: 0, updated: 0, unchanged: 0 };
    const refused: RefusedItem[] = [];
    const changed = new Map<string, CategoryRow>();
    for (const [index, input] of inputs.entries()) {
      const decided = decideCategory(input, bySlug, onlyNew);
      if (isRefusal(decided)) {
        refused.push({ index, key: input.slug.slice(0, 100), reason: decided });
        continue;
      }
      const before = bySlug.get(decided.slug);
      if (before && JSON.stringify(before) === JSON.stringify(decided)) counts.unchanged += 1;
      else {
        counts[before ? 'updated' : 'created'] += 1;
        bySlug.set(decided.slug, decided);
        changed.set(decided.id, decided);
      }
    }
    if (changed.size > 0) {
      const rows = [...changed.values()];
      await writeCategories(tx, rows);
      await publish(scope, tx, { categories: rows.map(({ slug }) => slug) });
    }
    return { ...counts, refused, productIds: [] };
  });
  if (outcome.created + outcome.updated > 0) await showStructure(scope);
  return outcome;
}

function decideCategory(
  input: CategoryInput,
  bySlug: ReadonlyMap<string, CategoryRow>,
  onlyNew: boolean,
): CategoryRow | CategoryRefusal {
  const read = readCategory(input);
  if (isRefusal(read)) return read;
  const before = bySlug.get(read.slug);
  if (before && onlyNew) return slugTaken(read.slug);
  const parent = input.parent ? bySlug.get(input.parent) : undefined;
  if (input.parent && !parent) return notFound('category', input.parent);
  const tree = new CategoryTree([...bySlug.values()]);
  if (before && parent && tree.byId(parent.id)!.path.some(({ id }) => id === before.id))
    return invalid('parent', 'A category cannot be below itself.');
  return { id: before?.id ?? newId(), parentId: parent?.id ?? null, ...read };
}

/** Adds or changes attributes and the labels of their values. */
export async function importAttributes(scope: CommandScope, inputs: readonly AttributeInput[]): Promise<ImportOutcome> {
  const outcome = await scope.db.transaction(async (tx) => {
    await oneAtATime(tx);
    const dictionary = await readDictionary(tx);
    const counts = { created: 0, updated: 0, unchanged: 0 };
    const refused: RefusedItem[] = [];
    const changed = new Map<string, Exclude<ReturnType<typeof readAttribute>, CatalogRefusal>>();
    for (const [index, input] of inputs.entries()) {
      const read = readAttribute(input);
      if (isRefusal(read)) {
        refused.push({ index, key: input.code.slice(0, 100), reason: read });
        continue;
      }
      const before = knows(dictionary, read.code) ? dictionary.attributes[read.code] : undefined;
      const same =
        before?.position === read.position &&
        sameTexts(before.name, read.name) &&
        read.labels.every(({ value, label }) => sameTexts(labelOf(dictionary, [read.code, value]), label));
      if (same) counts.unchanged += 1;
      else {
        counts[before ? 'updated' : 'created'] += 1;
        changed.set(read.code, read);
      }
    }
    const rows = [...changed.values()];
    if (rows.length > 0) {
      await writeDictionary(
        tx,
        rows,
        rows.flatMap(({ labels }) => labels),
      );
      await publish(scope, tx, { attributes: rows.map(({ code }) => code) });
    }
    return { ...counts, refused, productIds: [] };
  });
  if (outcome.created + outcome.updated > 0) await showStructure(scope);
  return outcome;
}

const sameTexts = (a: { RU: string; EN: string }, b: { RU: string; EN: string }): boolean =>
  a.RU === b.RU && a.EN === b.EN;

const STRUCTURE_ID = idOfName('structure of the catalogue');

/** Tells the house what of the structure changed, in the transaction that changes it. */
const publish = (
  { outbox, clock }: CommandScope,
  tx: Tx,
  { categories = [], attributes = [] }: { categories?: string[]; attributes?: string[] },
): Promise<void> =>
  outbox.append(tx, [
    toOutgoing(structureChanged, {
      structureId: STRUCTURE_ID,
      categories,
      attributes,
      at: clock().toISOString(),
    }),
  ]);

/** Makes a committed change visible to every reader; awaited before a command answers. */
async function showStructure({ reads, log }: CommandScope): Promise<void> {
  await reads.structureChanged().catch((error: unknown) => {
    log.warn({ err: error }, 'a change of the structure is not in the cache yet; its event will bring it');
  });
}
