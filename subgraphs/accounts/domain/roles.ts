/** What somebody may do, as tokens and events write it; the graph writes it in upper case. */
const ROLES = ['buyer', 'seller', 'warehouse', 'courier', 'partner', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A role as the graph writes it. */
export type RoleName = Uppercase<Role>;

export const toName = (role: Role): RoleName => role.toUpperCase() as RoleName;

/** Roles as clients name them: each once, in the order of {@link ROLES}. */
export const fromNames = (names: readonly RoleName[]): Role[] => ROLES.filter((role) => names.includes(toName(role)));
