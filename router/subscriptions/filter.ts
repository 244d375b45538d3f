import { follow, type Path, parsePath } from '#router/subscriptions/mapping.ts';

/** One condition on a message's payload. */
export interface Condition {
  readonly path: Path;
  readonly operator: Operator;
  readonly operand: { readonly argument: string } | { readonly value: unknown };
}

const compare = (left: unknown, right: unknown): number =>
  typeof left === 'number' && typeof right === 'number' ? left - right : String(left) < String(right) ? -1 : 1;

const OPERATORS = {
  '==': (left: unknown, right: unknown) => left === right,
  '!=': (left: unknown, right: unknown) => left !== right,
  '<=': (left: unknown, right: unknown) => left === right || compare(left, right) < 0,
  '>=': (left: unknown, right: unknown) => left === right || compare(left, right) > 0,
  '<': (left: unknown, right: unknown) => left !== right && compare(left, right) < 0,
  '>': (left: unknown, right: unknown) => left !== right && compare(left, right) > 0,
  in: (left: unknown, right: unknown) => Array.isArray(right) && right.includes(left),
} as const;

type Operator = keyof typeof OPERATORS;

const CONDITION = /^\s*([\w.]+)\s*(==|!=|<=|>=|<|>|\bin\b)\s*(?:\{(\w+)\}|(.+?))\s*$/;

/**
 * Reads `path operator operand`: the path leads into the payload, the operand is an argument in braces or a JSON value:
 * `available <= {atMost}`, `status != "PLANNED"`, `status in {statuses}`.
 * @throws Error that shows what was not understood
 */
export function parseCondition(text: string): Condition {
  const [, path, operator, argument, literal] = CONDITION.exec(text) ?? [];
  if (!path || !operator) throw new Error(`"${text}" is not a condition such as "status == {status}"`);
  const parsed = { path: parsePath(path), operator: operator as Operator };
  if (argument) return { ...parsed, operand: { argument } };
  try {
    return { ...parsed, operand: { value: JSON.parse(literal ?? '') } };
  } catch {
    throw new Error(`${literal} in "${text}" is neither an {argument} nor a JSON value`);
  }
}

/** Whether a payload passes. A condition on an argument that was not given holds. */
export const passes = (conditions: readonly Condition[], payload: unknown, args: Readonly<Record<string, unknown>>) =>
  conditions.every(({ path, operator, operand }) => {
    const right = 'argument' in operand ? args[operand.argument] : operand.value;
    if ('argument' in operand && (right === undefined || right === null)) return true;
    const left = follow(payload, path);
    return left !== undefined && OPERATORS[operator](left, right);
  });
