import { type Database, openDatabase } from '#kernel/db/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { runningInstallation } from '#stack/running-installation.ts';
import { roleUrl } from '#stack/settings.ts';

const PATIENCE = { timeoutMs: 180_000, everyMs: 250 };

/** Makes what a running product does after minutes or weeks due now, for one order: its clocks are real. */
export class Lapses {
  readonly #inventory: Database;
  readonly #order: Database;

  private constructor(inventory: Database, order: Database) {
    this.#inventory = inventory;
    this.#order = order;
  }

  static async of(dataDir: string): Promise<Lapses> {
    const installation = await runningInstallation(dataDir);
    const open = (owner: string) => openDatabase(roleUrl(installation, owner), { owner, max: 1 });
    return new Lapses(open('inventory'), open('order'));
  }

  /** The time the order's goods are held for; resolves when they are no more. */
  async hold(orderId: string): Promise<void> {
    const { sql } = this.#inventory;
    await sql`update reservations set expires_at = now() - interval '1 hour' where order_id = ${orderId}`;
    const held = () => sql`select from reservations where order_id = ${orderId} and status = 'HELD'`;
    await eventually(async () => (await held()).length === 0, PATIENCE);
  }

  /** The time the order waits for its money. */
  async money(orderId: string): Promise<void> {
    await this.#order.sql`update orders set deadline = now() where id = ${orderId} and deadline is not null`;
  }

  /** The time the order waits for goods that are to come back. */
  async returnedGoods(orderId: string): Promise<void> {
    await this.#order.sql`update returns set deadline = now() where order_id = ${orderId} and deadline is not null`;
  }

  async close(): Promise<void> {
    await Promise.all([this.#inventory.close(), this.#order.close()]);
  }
}
