import { z } from 'zod';

/** A setting is missing or has the wrong form. The message names every such variable at once. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Reads settings from environment variables by a zod object whose keys are the variables' names. */
export function readConfig<S extends z.ZodRawShape>(
  shape: S,
  env: Record<string, string | undefined> = process.env,
): z.infer<z.ZodObject<S>> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = z.object(shape).safeParse(present);
  if (result.success) return result.data as z.infer<z.ZodObject<S>>;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`Settings are missing or wrong: ${faults.join('; ')}`);
}
