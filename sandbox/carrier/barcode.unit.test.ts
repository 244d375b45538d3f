import { describe, expect, it } from 'vitest';
import { barcodePath, code128, SYMBOLS } from './barcode.ts';

describe('Code 128', () => {
  it('has 107 different symbols, each of eleven modules (the stop of thirteen) whose bars add up to an even number', () => {
    expect(new Set(SYMBOLS).size).toBe(107);
    for (const [value, widths] of SYMBOLS.entries()) {
      const modules = [...widths].map(Number);
      expect(modules.reduce((sum, width) => sum + width)).toBe(value === 106 ? 13 : 11);
      const bars = modules.filter((_, index) => index % 2 === 0).reduce((sum, width) => sum + width);
      if (value < 106) expect(bars % 2).toBe(0);
    }
  });

  it('checks a text as the standard’s arithmetic has it', () => {
    // 104 + 1·48 + 2·42 + 3·42 + 4·17 + 5·18 + 6·19 + 7·35 = 879, and 879 mod 103 is 55.
    expect(code128('PJJ123C')).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55, 106]);
  });

  it('is as wide as its symbols', () => {
    expect(barcodePath('SC1', 10).width).toBe(5 * 11 + 13);
  });
});
