import { describe, expect, it } from 'vitest';
import { StatementDamaged } from '../provider.ts';
import { parseStatement } from './sandbox-bank-statement.ts';

const HEADER = 'at,type,paymentId,reference,refundId,amount,currency';
const CAPTURE = '2026-11-20T10:00:00.000Z,capture,pay_1,p-1,,129900,RUB';
const REFUND = '2026-11-20T11:00:00.000Z,refund,pay_1,r-1,ref_1,-29900,RUB';
const TOTAL = '2026-11-20T23:59:59.999Z,total,,,,100000,RUB';
const END = '2026-11-20T23:59:59.999Z,end,,,,2,';
const whole = [HEADER, CAPTURE, REFUND, TOTAL, END];
const file = (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`;
/** The statement with one line changed. */
const changed = (line: number, text: string) => file(whole.with(line - 1, text));

describe('a statement of the bank', () => {
  it('is read line by line, a refund as what was given back', () => {
    const common = { providerId: 'pay_1', currency: 'RUB' };
    expect(parseStatement(file(whole))).toEqual({
      date: '2026-11-20',
      asOf: new Date('2026-11-20T23:59:59.999Z'),
      lines: [
        {
          ...common,
          line: 2,
          at: new Date('2026-11-20T10:00Z'),
          movement: 'CAPTURE',
          reference: 'p-1',
          minor: 129_900,
        },
        { ...common, line: 3, at: new Date('2026-11-20T11:00Z'), movement: 'REFUND', reference: 'r-1', minor: 29_900 },
      ],
    });
  });

  it('of a day on which nothing happened has no lines', () => {
    const empty = file([HEADER, '2026-11-20T23:59:59.999Z,end,,,,0,']);
    expect(parseStatement(empty)).toMatchObject({ date: '2026-11-20', lines: [] });
  });

  it('is read whichever way its lines end, and with a byte order mark', () => {
    expect(parseStatement(`\uFEFF${whole.join('\n')}`).lines).toHaveLength(2);
  });

  it.each([
    ['nothing at all', '', 1],
    ['no CSV', '<html>', 1],
    ['another header', changed(1, 'at,type,amount'), 1],
    ['columns in another order', changed(1, 'at,type,paymentId,refundId,reference,amount,currency'), 1],
    ['a header alone', file([HEADER]), 1],
    ['a line that breaks off', `${HEADER}\r\n2026-11-20T10:00:00.000Z,capt`, 2],
    ['an end that is missing', file(whole.slice(0, 4)), 4],
    ['an end without totals', file([HEADER, CAPTURE, REFUND, END]), 4],
    ['a line that is missing', file(whole.toSpliced(2, 1)), 3],
    ['a line that comes twice', file(whole.toSpliced(2, 0, CAPTURE)), 5],
    ['a column too many', changed(3, `${REFUND},x`), 3],
    ['a column too few', changed(3, REFUND.replace(',RUB', '')), 3],
    ['an open quote', changed(3, '"'), 3],
    ['an amount that is none', changed(2, CAPTURE.replace('129900', '1299.00')), 2],
    ['an amount beyond all reason', changed(2, CAPTURE.replace('129900', '9'.repeat(16))), 2],
    ['a capture below zero', changed(2, CAPTURE.replace('129900', '-129900')), 2],
    ['a capture of nothing', changed(2, CAPTURE.replace('129900', '0')), 2],
    ['a refund above zero', changed(3, REFUND.replace('-', '').replace('-29900', '29900')), 3],
    ['a movement nobody knows', changed(2, CAPTURE.replace('capture', 'fee')), 2],
    ['a currency that is none', changed(3, REFUND.replace('RUB', 'rub')), 3],
    ['a time that is none', changed(2, CAPTURE.replace('10:00:00.000Z', 'noon')), 2],
    ['a line of another day', changed(3, REFUND.replace('11-20', '11-19')), 3],
    ['no reference', changed(2, CAPTURE.replace('p-1', '')), 2],
    ['a reference that would be a query', changed(2, CAPTURE.replace('p-1', "p'; drop table")), 2],
    ['a total that is not the sum', changed(4, TOTAL.replace('100000', '100001')), 4],
    ['a total in a currency without lines', changed(4, TOTAL.replace('RUB', 'EUR')), 4],
    ['a line after the totals', file([HEADER, CAPTURE, TOTAL.replace('100000', '129900'), REFUND, END]), 4],
    ['a number of lines that is not theirs', changed(5, END.replace('2,', '3,').replace('3026', '2026')), 5],
    ['something after the end', file([...whole, CAPTURE]), 6],
  ])('with %s is refused, naming the line', (_what, text, line) => {
    const error = (() => {
      try {
        return parseStatement(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(StatementDamaged);
    expect(error).toMatchObject({ line });
  });
});
