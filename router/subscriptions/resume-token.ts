import { createHash } from 'node:crypto';
import { Fault } from '#kernel/errors.ts';

/** A place in a topic: what was delivered up to and including this message. */
export interface Position {
  readonly partition: number;
  readonly offset: number;
  /** Messages after it that the present state has told of already, by {@link toldMark}. */
  readonly told?: ReadonlySet<string>;
}

/** Messages the present state can tell of that a token remembers; the latest are last. */
const MAX_TOLD = 32;

/** A short mark of what a message tells. */
export const toldMark = (tells: string): string => createHash('sha1').update(tells).digest('base64url').slice(0, 8);

/** Opaque to clients, so that what is in it may change. */
export function encodeResumeToken({ partition, offset, told }: Position): string {
  const marks = told?.size ? `:${[...told].slice(-MAX_TOLD).join('')}` : '';
  return Buffer.from(`2:${partition}:${offset}${marks}`).toString('base64url');
}

/** @throws Fault BAD_USER_INPUT for anything this router never gave */
export function decodeResumeToken(token: string): Position {
  const [, partition, offset, marks = ''] =
    /^2:(\d{1,6}):(-1|\d{1,15})(?::((?:[\w-]{8}){1,32}))?$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ??
    [];
  if (partition === undefined || offset === undefined)
    throw new Fault('BAD_USER_INPUT', '"resumeFrom" is not a resume token of this subscription.');
  return { partition: Number(partition), offset: Number(offset), told: new Set(marks.match(/.{8}/g)) };
}
