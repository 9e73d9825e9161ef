import classes from "./wordmark.module.css";

/** Plinth's mark: slab, die and base of a pedestal. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <rect x="4" y="2" width="12" height="3.6" rx="1.1" />
      <rect x="6.2" y="7" width="7.6" height="6" rx="1.1" opacity="0.55" />
      <rect x="2" y="14.4" width="16" height="3.6" rx="1.1" />
    </svg>
  );
}

/** The mark with the name beside it. */
export function Wordmark({ size = 20 }: { size?: number }) {
  return (
    <span className={classes.wordmark} style={{ fontSize: size * 0.9 }}>
      <Mark size={size} />
      Plinth
    </span>
  );
}
