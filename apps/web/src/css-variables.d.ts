import "react";

// Lets `style` set the variables that stylesheets read.
declare module "react" {
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
