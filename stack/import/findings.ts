/** What is wrong with a line, by kind; each kind is counted, each line is told. */
export const FAULT_KINDS = {
  'wrong-columns': 'the line does not have as many columns as the header',
  'missing-name': 'the name is missing',
  'note-not-name': 'the name is a note of the warehouse, not a product’s name',
  'missing-key': 'the product’s key is missing',
  'missing-sku': 'the SKU is missing',
  'missing-category': 'the category is missing',
  'bad-number': 'a number is not one',
  'no-price': 'the price is zero',
  'negative-price': 'the price is negative',
  'too-dear': 'the price is beyond what a catalogue takes',
  'was-too-low': 'the former price is not above the price',
  cancellation: 'a cancelled invoice is no evidence of an offer',
  adjustment: 'an adjustment of the books, not a sale',
  'stock-correction': 'a quantity of zero or less corrects stock, it sells nothing',
  'service-code': 'postage, fees, discounts and manual entries are not products',
  voucher: 'a gift voucher is not a product of this catalogue',
  'duplicate-sku': 'the SKU stands on an earlier line',
  'scattered-product': 'the product’s lines do not stand together; it was read already',
  'bad-pair': 'options and attributes are written code=value; code=value',
  'unclosed-quote': 'the file ends inside quotes, or a quote stands where none may',
  'refused-by-catalogue': 'the catalogue refused the product',
} as const;

export type FaultKind = keyof typeof FAULT_KINDS;

/** A line that is not imported, and why. */
export interface RefusedLine {
  readonly line: number;
  readonly kind: FaultKind;
  /** What the line itself has to do with it. */
  readonly detail: string;
}

/** Something that was decided for the reader: nothing is lost, but they should know. */
export interface Note {
  readonly line: number;
  readonly kind: 'several-names' | 'several-codes' | 'several-titles';
  readonly detail: string;
}

export type Finding = RefusedLine | Note;

export const isRefused = (finding: Finding): finding is RefusedLine => finding.kind in FAULT_KINDS;
