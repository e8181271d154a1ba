/** Whose session it is: looked at by all that is refused, so named in one place. */
export const SESSION = ["session"] as const;
