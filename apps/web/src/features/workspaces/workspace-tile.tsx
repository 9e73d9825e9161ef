import classes from "./workspace-tile.module.css";

/** The first letter of a workspace's name, as its mark. */
export function WorkspaceTile({ name }: { name: string }) {
  return (
    <span className={classes.tile} aria-hidden="true">
      {[...name][0]?.toUpperCase()}
    </span>
  );
}
