/** To a server behind a proxy all connections come from one address, so it does not count them by it. Ours do come from one. */
export const fromOneAddress = { PLINTH_TRUSTED_PROXIES: "1" };
