/**
 * Whether a text that a client sent can be kept as it is: PostgreSQL has no NUL, and half of a surrogate pair is not UTF-8. What
 * takes free text or a key refuses others, before they fail a statement that is shared with other requests.
 */
export const isKeepable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
