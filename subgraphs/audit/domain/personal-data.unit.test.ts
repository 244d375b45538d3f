import { expect, it } from 'vitest';
import { z } from 'zod';
import * as published from '#schema/events.ts';
import { PERSONAL_FIELDS } from './personal-data.ts';

/** Names of fields that hold what a person could be found by. */
const PERSONAL =
  /^(recipient|phone|email|street|postalCode|latitude|longitude|firstName|lastName|birthday|ip|address)$/;

const keysOf = (schema: unknown): string[] =>
  typeof schema === 'object' && schema !== null
    ? Object.entries(schema).flatMap(([key, value]) => [
        ...(key === 'properties' ? Object.keys(value as object) : []),
        ...keysOf(value),
      ])
    : [];

it('names every field of a published event that holds personal data', () => {
  const found = Object.values(published)
    .filter((value): value is Extract<typeof value, { schema: unknown }> => 'schema' in value)
    .flatMap(({ type, schema }) => {
      const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
      return Object.entries(properties).flatMap(([field, value]) =>
        PERSONAL.test(field) || keysOf(value).some((key) => PERSONAL.test(key)) ? [`${type} ${field}`] : [],
      );
    });
  const named = Object.entries(PERSONAL_FIELDS).flatMap(([type, fields]) => fields.map((field) => `${type} ${field}`));
  expect(named).toEqual(expect.arrayContaining(found));
  expect(found.length).toBeGreaterThan(0);
});
