import { requireRole } from '#kernel/auth/viewer.ts';
import type { CloseResult } from '../commands/close-dead-letters.ts';
import type { MutationResolvers } from '../generated.ts';

export const Mutation: MutationResolvers = {
  replayDeadLetters: async (_, { selection }, { viewer, closeDeadLetters }) => {
    requireRole(viewer, 'admin');
    return present(await closeDeadLetters({ act: 'replay', selection }, viewer));
  },

  discardDeadLetters: async (_, { selection, reason }, { viewer, closeDeadLetters }) => {
    requireRole(viewer, 'admin');
    return present(await closeDeadLetters({ act: 'discard', selection, reason }, viewer));
  },
};

function present(result: CloseResult) {
  if (result.outcome === 'invalid') {
    const { field, message } = result;
    return { __typename: 'InvalidInput' as const, code: 'INVALID_INPUT', message, field };
  }
  const { closed, refused, unknown, hasMore } = result;
  return {
    __typename: 'DeadLettersClosed' as const,
    closed: [...closed],
    hasMore,
    refused: [
      ...refused.map(({ letter: deadLetter, decision }) =>
        decision.outcome === 'unreadable'
          ? {
              __typename: 'DeadLetterUnreadable' as const,
              code: 'DEAD_LETTER_UNREADABLE',
              message: decision.because,
              deadLetter,
            }
          : {
              __typename: 'DeadLetterClosed' as const,
              code: 'DEAD_LETTER_CLOSED',
              message: `It was ${deadLetter.state === 'REPLAYED' ? 'sent again' : 'given up'} already.`,
              deadLetter,
            },
      ),
      ...unknown.map((id) => ({
        __typename: 'NotFound' as const,
        code: 'NOT_FOUND',
        message: 'There is no such dead letter.',
        id,
      })),
    ],
  };
}
