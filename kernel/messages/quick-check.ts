import type { z } from 'zod';

/** True only of what a schema would let through as it is; false says nothing, the schema decides. */
export type QuickCheck = (value: unknown) => boolean;

/**
 * A schema's check for what is nearly always right. zod makes objects for every field that it looks at, and a copy of the
 * whole; this makes nothing. It knows what events are mostly made of: objects, lists, texts, the formats below, whole and
 * other numbers, enums and null. It is never true of a value that holds anything else, or a field that the schema does not name.
 */
export function quickCheck(schema: z.core.$ZodType): QuickCheck {
  const { def, values } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'number') return ofNumber(def);
  if (def.checks?.length) return never;
  switch (def.type) {
    case 'object':
      return ofObject(def.shape);
    case 'array': {
      const element = quickCheck(def.element);
      return (value) => Array.isArray(value) && value.every(element);
    }
    case 'nullable': {
      const inner = quickCheck(def.innerType);
      return (value) => value === null || inner(value);
    }
    case 'string':
      return ofString(def);
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'enum':
      return (value) => (values as Set<unknown>).has(value);
    default:
      return never;
  }
}

const never: QuickCheck = () => false;

/** Formats that are their pattern and nothing else. */
const PATTERNS = new Set(['uuid', 'datetime', 'date']);

function ofString({ format, pattern, coerce }: z.core.$ZodStringDef & Partial<z.core.$ZodStringFormatDef>): QuickCheck {
  if (coerce) return never;
  if (!format) return (value) => typeof value === 'string';
  return pattern && PATTERNS.has(format) ? (value) => typeof value === 'string' && pattern.test(value) : never;
}

function ofNumber({ format, checks = [] }: z.core.$ZodNumberDef & Partial<z.core.$ZodNumberFormatDef>): QuickCheck {
  const isNumber = format === undefined ? Number.isFinite : format === 'safeint' ? Number.isSafeInteger : never;
  const bounds = checks.map(({ _zod }) => _zod.def as z.core.$ZodCheckGreaterThanDef);
  if (bounds.some(({ check, value }) => check !== 'greater_than' || typeof value !== 'number')) return never;
  const holds = ({ value: least, inclusive }: { value: unknown; inclusive: boolean }, value: number): boolean =>
    value > (least as number) || (inclusive && value === least);
  return (value) => isNumber(value) && bounds.every((bound) => holds(bound, value as number));
}

/** All of its fields, and no other. */
function ofObject(shape: Readonly<Record<string, z.core.$ZodType>>): QuickCheck {
  const fields = new Map(Object.entries(shape).map(([name, field]) => [name, quickCheck(field)]));
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    let known = 0;
    for (const name in value) {
      if (!fields.get(name)?.((value as Record<string, unknown>)[name])) return false;
      known += 1;
    }
    return known === fields.size;
  };
}
