import type { Logger } from 'pino';
import type { WebhookSenderOptions } from '../http/webhook-sender.ts';

/** How a bank is started; every field has a default. */
export type BankOptions = {
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** How buyers reach the bank, when that is not where it listens. */
  readonly publicUrl?: string;
  readonly apiKey?: string;
  /** `whsec_…`, shared with the merchant. */
  readonly webhookSecret?: string;
  /** The shop's name on the 3-D Secure page. */
  readonly merchant?: string;
  /** How long an authorisation holds, in ms. */
  readonly holdMs?: number;
  /** How long the 3-D Secure page waits, in ms. */
  readonly actionMs?: number;
  /** How long the first answer about `tok_timeout` hangs, in ms. */
  readonly hangMs?: number;
  /** How late the callback of `tok_late_callback` is, in ms. */
  readonly lateCallbackMs?: number;
  /** Also call back what the API has answered already: captured, voided, refunded, and expired holds. */
  readonly allEvents?: boolean;
  /** Open `/control`. */
  readonly controls?: boolean;
  /** Payments remembered; the oldest finished one is forgotten first. */
  readonly keep?: number;
  /** The file in which payments outlive the process; without one they do not. */
  readonly journal?: string;
  readonly webhooks?: WebhookSenderOptions;
  readonly log?: Logger;
  /** The bank's clock, in ms since 1970. */
  readonly now?: () => number;
};

/** Well known, so that a sandbox works out of the box. It guards nothing but play money on one machine. */
export const bankDefaults = {
  host: '127.0.0.1',
  port: 4010,
  apiKey: 'sandbox-bank-key',
  webhookSecret: 'whsec_c2FuZGJveCBiYW5rIHdlYmhvb2sgc2VjcmV0',
  merchant: 'Marketplace',
  holdMs: 30 * 60_000,
  actionMs: 30 * 60_000,
  hangMs: 30_000,
  lateCallbackMs: 10_000,
  keep: 100_000,
} as const;
