const MOST = 99;

/** `3`, `99+`. */
export const countWords = (count: number) => (count > MOST ? `${MOST}+` : String(count));
