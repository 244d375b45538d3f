export * from '@temporalio/client';
