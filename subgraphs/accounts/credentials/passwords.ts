import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** What a hash costs. */
export interface PasswordCost {
  readonly memoryKib: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** As the binding numbers the algorithms. */
const ARGON2ID = 2;

/** One form for equal texts, whatever keyboard they were typed on (NIST SP 800-63B §5.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC');

/** Passwords by argon2id (RFC 9106). Hashes tell their own parameters, so the cost may be changed at any time. */
export class Passwords {
  readonly #cost: PasswordCost;
  readonly #nobodys: Promise<string>;

  constructor(cost: PasswordCost) {
    this.#cost = cost;
    this.#nobodys = this.hash(randomBytes(32).toString('base64'));
    this.#nobodys.catch(() => {});
  }

  hash(password: string): Promise<string> {
    const { memoryKib, iterations, parallelism } = this.#cost;
    return hash(normal(password), {
      algorithm: ARGON2ID,
      memoryCost: memoryKib,
      timeCost: iterations,
      parallelism,
    });
  }

  /** Whether a password is the one of a hash. For nobody's hash the work is the same and the answer is no. */
  async matches(passwordHash: string | undefined, password: string): Promise<boolean> {
    const matched = await verify(passwordHash ?? (await this.#nobodys), normal(password));
    return matched && passwordHash !== undefined;
  }
}
