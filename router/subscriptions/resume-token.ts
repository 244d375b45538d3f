import { Fault } from '#kernel/errors.ts';

/** A place in a topic: what was delivered up to and including this message. */
export interface Position {
  readonly partition: number;
  readonly offset: number;
}

/** Opaque to clients, so that what is in it may change. */
export const encodeResumeToken = ({ partition, offset }: Position): string =>
  Buffer.from(`1:${partition}:${offset}`).toString('base64url');

/** @throws Fault BAD_USER_INPUT for anything this router never gave */
export function decodeResumeToken(token: string): Position {
  const [, partition, offset] =
    /^1:(\d{1,6}):(-1|\d{1,15})$/.exec(Buffer.from(token, 'base64url').toString('utf8')) ?? [];
  if (partition === undefined || offset === undefined)
    throw new Fault('BAD_USER_INPUT', '"resumeFrom" is not a resume token of this subscription.');
  return { partition: Number(partition), offset: Number(offset) };
}
