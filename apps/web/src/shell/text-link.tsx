import { Anchor, type AnchorProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

type Props = AnchorProps & Omit<ComponentProps<"a">, keyof AnchorProps>;

/** A link within text. */
export const TextLink = createLink((props: Props) => <Anchor inherit fw={550} {...props} />);
