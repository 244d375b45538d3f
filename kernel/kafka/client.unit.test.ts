import { createRequire } from 'node:module';
import type { Admin } from 'kafkajs';
import { describe, expect, it, vi } from 'vitest';
import { groupOffsets } from '#kernel/kafka/client.ts';

/** What kafkajs throws for an error code of the protocol (kafka.apache.org/protocol#protocol_error_codes). */
const { createErrorFromCode } = createRequire(import.meta.url)('kafkajs/src/protocol/error.js') as {
  createErrorFromCode(code: number): Error;
};
const NOT_COORDINATOR = 16;
const GROUP_AUTHORIZATION_FAILED = 30;

describe('a group whose place is asked for', () => {
  it('is asked for again while its coordinator is away', async () => {
    const place = [{ topic: 'order.events', partitions: [{ partition: 0, offset: '7', metadata: null }] }];
    const away = createErrorFromCode(NOT_COORDINATOR);
    const fetchOffsets = vi.fn().mockRejectedValueOnce(away).mockRejectedValueOnce(away).mockResolvedValueOnce(place);
    expect(await groupOffsets({ fetchOffsets } as Partial<Admin> as Admin, 'order')).toEqual(place);
    expect(fetchOffsets.mock.calls).toEqual([[{ groupId: 'order' }], [{ groupId: 'order' }], [{ groupId: 'order' }]]);
  });

  it('is not asked for again by who may not know it', async () => {
    const refusal = createErrorFromCode(GROUP_AUTHORIZATION_FAILED);
    const fetchOffsets = vi.fn().mockRejectedValue(refusal);
    await expect(groupOffsets({ fetchOffsets } as Partial<Admin> as Admin, 'order')).rejects.toBe(refusal);
    expect(fetchOffsets).toHaveBeenCalledOnce();
  });
});
