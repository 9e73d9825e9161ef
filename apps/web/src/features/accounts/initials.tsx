import { Avatar, type AvatarProps } from "@mantine/core";

interface Props extends Omit<AvatarProps, "name"> {
  name: string;
}

/** A person, by the first letters of their name. Decoration: the name stands beside it. */
export function Initials({ name, ...props }: Props) {
  return <Avatar size={24} radius="xl" color="initials" name={name} aria-hidden="true" {...props} />;
}
