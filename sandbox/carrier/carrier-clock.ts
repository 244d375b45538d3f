/** The carrier's own time in seconds: runs `speed` times as fast as the real one, or stands still, and can be advanced. */
export class CarrierClock {
  readonly speed: number;
  readonly #running: boolean;
  readonly #startedAt: number;
  #advancedSeconds = 0;

  constructor(options: { speed: number; running: boolean; startedAt: number }) {
    this.speed = options.speed;
    this.#running = options.running;
    this.#startedAt = options.startedAt;
  }

  /** @param now real ms since 1970 */
  seconds(now: number): number {
    const passed = this.#running ? ((now - this.#startedAt) / 1000) * this.speed : 0;
    return passed + this.#advancedSeconds;
  }

  advance(seconds: number): void {
    this.#advancedSeconds += seconds;
  }
}
