import { describe, expect, it } from 'vitest';
import { tallyLine, tallyOf } from './test-tally.ts';

const report = (testResults: { status: string; assertionResults: { status: string }[] }[]) => {
  const all = testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
  const count = (status: string) => all.filter((each) => each === status).length;
  return JSON.stringify({
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: 0,
    testResults,
  });
};
const passed = { status: 'passed' };
const failed = { status: 'failed' };

describe('the closing line of npm test', () => {
  it('counts the tests of all files', () => {
    const tally = tallyOf(report([{ status: 'passed', assertionResults: [passed, passed] }]), 0);
    expect(tallyLine(tally)).toBe('2 passed, 0 failed');
  });

  it('counts a failed test once', () => {
    expect(tallyLine(tallyOf(report([{ status: 'failed', assertionResults: [passed, failed] }]), 1))).toBe(
      '1 passed, 1 failed',
    );
  });

  it('counts a file that does not load as a failure', () => {
    expect(tallyOf(report([{ status: 'failed', assertionResults: [] }]), 1)).toMatchObject({ failed: 1 });
  });

  it('does not call a run passed that ended badly although no test failed', () => {
    expect(tallyOf(report([{ status: 'passed', assertionResults: [passed] }]), 1)).toMatchObject({ failed: 1 });
  });

  it('does not call a run passed that left no report', () => {
    expect(tallyOf(undefined, 0)).toMatchObject({ failed: 1 });
  });

  it('names skipped tests only when there are some', () => {
    const tally = tallyOf(report([{ status: 'passed', assertionResults: [passed, { status: 'pending' }] }]), 0);
    expect(tallyLine(tally)).toBe('1 passed, 0 failed, 1 skipped');
  });
});
