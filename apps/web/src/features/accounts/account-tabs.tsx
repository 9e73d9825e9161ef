import { Link } from "@tanstack/react-router";
import classes from "./account-tabs.module.css";

/** The pages about one's own account. */
export function AccountTabs() {
  return (
    <nav className={classes.tabs} aria-label="My account">
      <Link to="/account" activeOptions={{ exact: true }} className={classes.tab}>
        Profile
      </Link>
      <Link to="/account/security" className={classes.tab}>
        Security
      </Link>
      <Link to="/account/keys" className={classes.tab}>
        API keys
      </Link>
      <Link to="/account/data" className={classes.tab}>
        My data
      </Link>
    </nav>
  );
}
