import { v7, validate } from 'uuid';

/** A new UUIDv7 (RFC 9562 §5.7): unique, opaque to clients, and ascending in time so that indexes stay compact. */
export const newId = (): string => v7();

/** Whether a string a client sent has the form of an id. An id of another form cannot exist: answer as for an unknown one. */
export const isId = (value: unknown): value is string => typeof value === 'string' && validate(value);
