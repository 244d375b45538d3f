/** Where "now" comes from. Domain functions take a time; only the edges ask a clock, so that tests can turn it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
