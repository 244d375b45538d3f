import type { HeaderOf } from '#kernel/subgraph/post-json.ts';

const HEAD_END = '\r\n\r\n';
const HEAD_END_BYTES = Buffer.from(HEAD_END);
const LINE_END = 0x0a;
/** Most characters of a head, and of one line between chunks. */
const MOST = 64 * 1024;

const FRAMING = /\r\n(content-length|transfer-encoding|connection|keep-alive):[ \t]*([^\r\n]*)/gi;

/** What follows a head: so many bytes, chunks, or all until the connection ends. */
type Framing = { readonly length: number } | 'chunks' | 'until the end';

/** Reads one response of HTTP/1.1 (RFC 9112) from bytes as they come. */
export class ResponseReader {
  /** 0 before the head is there. */
  status = 0;
  /** How long the server keeps the connection, in ms, as far as it says; 0 when it does not. */
  keptForMs: number | undefined;
  #fields = '';
  #framing: Framing | undefined;
  #parts: Buffer[] = [];
  #bytes = 0;
  /** Of a head or a line that has not ended. */
  #begun = '';
  #chunk: 'size' | 'data' | 'end' | 'trailers' = 'size';
  #left = 0;

  /**
   * @param bytes are read before this returns; what is kept of them is copied
   * @returns the whole body as text once it is there
   * @throws Error for what is no response, or is followed by more than one
   */
  read(bytes: Buffer): string | undefined {
    let at = 0;
    while (!this.#framing) {
      const head = this.#head(bytes, at);
      if (head === undefined) return undefined;
      at = head;
    }
    if (this.#framing === 'chunks') return this.#chunks(bytes, at);
    if (this.#framing === 'until the end') {
      this.#keep(bytes.subarray(at));
      return undefined;
    }
    const missing = this.#framing.length - this.#bytes;
    if (bytes.length - at > missing) throw new Error('a response is longer than it says');
    if (this.#bytes === 0 && bytes.length - at === missing) return bytes.toString('utf8', at);
    this.#keep(bytes.subarray(at));
    return bytes.length - at === missing ? this.#text() : undefined;
  }

  /** The values of headers, by their name in lower case, of a response that has begun. */
  readonly header: HeaderOf = (name) => {
    const lines = this.#fields.matchAll(new RegExp(`\\r\\n${name}:[ \\t]*([^\\r\\n]*)`, 'gi'));
    return [...lines].map(([, value]) => value!.trim());
  };

  /** The connection has ended. @returns the body where that is its end; undefined where something is missing */
  end(): string | undefined {
    return this.#framing === 'until the end' ? this.#text() : undefined;
  }

  /** Where the body begins; undefined while the head goes on. */
  #head(bytes: Buffer, from: number): number | undefined {
    const before = this.#begun.length;
    const within = bytes.indexOf(HEAD_END_BYTES, from);
    const text = this.#begun + bytes.toString('latin1', from, within < 0 ? bytes.length : within + HEAD_END.length);
    const end = text.indexOf(HEAD_END, Math.max(0, before - HEAD_END.length));
    if (end < 0) {
      if (text.length >= MOST) throw new Error('the head of a response does not end');
      this.#begun = text;
      return undefined;
    }
    this.#begun = '';
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1]);
    if (!status) throw new Error('this is not a response of HTTP/1.1');
    // What says to go on is followed by the response itself.
    if (status >= 200) {
      this.status = status;
      this.#fields = text.slice(0, end);
      this.#framing = this.#framed(this.#fields, status);
    }
    return from + end + HEAD_END.length - before;
  }

  #framed(head: string, status: number): Framing {
    let framing: Framing = 'until the end';
    let closes = head.startsWith('HTTP/1.0');
    // By `exec`: `matchAll` makes a regular expression of its own each time, which takes as long as the search.
    FRAMING.lastIndex = 0;
    for (let field = FRAMING.exec(head); field; field = FRAMING.exec(head)) {
      const [, name, value] = field;
      switch (name!.toLowerCase()) {
        case 'content-length':
          if (!/^\d{1,15}$/.test(value!)) throw new Error('the length of a response is no number');
          if (framing !== 'chunks') framing = { length: Number(value) };
          break;
        case 'transfer-encoding':
          if (!/^chunked[ \t]*$/i.test(value!)) throw new Error(`a response is encoded as ${value}`);
          framing = 'chunks';
          break;
        case 'connection':
          closes = /\bclose\b/i.test(value!);
          break;
        default:
          this.keptForMs = Number(/\btimeout=(\d+)/i.exec(value!)?.[1] ?? Number.NaN) * 1000 || undefined;
      }
    }
    if (status === 204 || status === 304) framing = { length: 0 };
    if (closes || framing === 'until the end') this.keptForMs = 0;
    return framing;
  }

  #chunks(bytes: Buffer, from: number): string | undefined {
    let at = from;
    while (at < bytes.length) {
      if (this.#chunk === 'data') {
        const end = Math.min(bytes.length, at + this.#left);
        this.#keep(bytes.subarray(at, end));
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#chunk = 'end';
        continue;
      }
      const end = bytes.indexOf(LINE_END, at);
      this.#begun += bytes.toString('latin1', at, end < 0 ? bytes.length : end);
      if (this.#begun.length > MOST) throw new Error('a line of a response does not end');
      if (end < 0) return undefined;
      at = end + 1;
      const line = this.#begun.replace(/\r$/, '');
      this.#begun = '';
      if (!this.#line(line)) continue;
      if (at < bytes.length) throw new Error('a response is followed by more');
      return this.#text();
    }
    return undefined;
  }

  /** Whether a line between chunks is the last. */
  #line(line: string): boolean {
    if (this.#chunk === 'trailers') return line === '';
    if (this.#chunk === 'end') {
      if (line !== '') throw new Error('a chunk of a response is longer than it says');
      this.#chunk = 'size';
      return false;
    }
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(line)?.[1];
    if (!size) throw new Error('the size of a chunk is no number');
    this.#left = Number.parseInt(size, 16);
    this.#chunk = this.#left === 0 ? 'trailers' : 'data';
    return false;
  }

  #keep(bytes: Buffer): void {
    this.#bytes += bytes.length;
    this.#parts.push(Buffer.from(bytes));
  }

  #text(): string {
    return Buffer.concat(this.#parts).toString('utf8');
  }
}
