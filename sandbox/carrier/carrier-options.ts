import type { Logger } from 'pino';
import type { WebhookSenderOptions } from '../http/webhook-sender.ts';

/** How a carrier is started; every field has a default. */
export type CarrierOptions = {
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** How people reach the carrier's pages and labels, when that is not where it listens. */
  readonly publicUrl?: string;
  readonly apiKey?: string;
  /** `whsec_…`, shared with the merchant. */
  readonly webhookSecret?: string;
  /** Where moves are told, unless a parcel names its own address. */
  readonly callbackUrl?: string;
  /** The carrier's seconds in a real one. */
  readonly speed?: number;
  /** Whether the clock runs by itself; if not, only controls move parcels. */
  readonly autoMove?: boolean;
  /** Open `/clock`, `/parcels/:id/advance` and `/control`. */
  readonly controls?: boolean;
  /** Parcels remembered; the one done first is forgotten first. */
  readonly keep?: number;
  /** The file in which parcels outlive the process; without one they do not. */
  readonly journal?: string;
  readonly webhooks?: WebhookSenderOptions;
  readonly log?: Logger;
};

/**
 * Well known, so that a sandbox works out of the box. At this speed a parcel in town takes a day, which is 16 seconds;
 * one across the country takes two.
 */
export const carrierDefaults = {
  host: '127.0.0.1',
  port: 4020,
  apiKey: 'sandbox-carrier-key',
  webhookSecret: 'whsec_c2FuZGJveCBjYXJyaWVyIHdlYmhvb2sgc2VjcmV0',
  speed: 5_400,
  autoMove: true,
  keep: 100_000,
} as const;
