import classes from "./keys.module.css";

const onApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

const signs: Record<string, string> = {
  mod: onApple ? "⌘" : "Ctrl",
  shift: onApple ? "⇧" : "Shift",
  alt: onApple ? "⌥" : "Alt",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  space: "Space",
};

/** Keys as they stand on the keyboard: `mod+k`, or `g p` for one after the other. */
export function Keys({ keys }: { keys: string }) {
  const chords = keys.split(" ").map((chord) => (chord === "+" ? ["+"] : chord.split("+")));
  return (
    <span className={classes.keys}>
      {chords.map((chord, index) => (
        <span className={classes.chord} key={index}>
          {index > 0 && <span className={classes.then}>then</span>}
          {chord.map((key) => (
            <kbd className={classes.key} key={key}>
              {signs[key] ?? key.toUpperCase()}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
