/**
 * Rows as one parameter of a statement, for `jsonb_to_recordset`: as many columns as it takes, whatever their types, and
 * dates as RFC 3339. Bound as text and cast, since a parameter of type jsonb would be made JSON once more.
 */
export const json = (rows: readonly unknown[]): string => JSON.stringify(rows);
