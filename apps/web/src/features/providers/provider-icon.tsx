import { IconBrandGithub, IconBrandGoogle, IconBrandWindows, IconId } from "@tabler/icons-react";

const icons: Record<string, typeof IconId | undefined> = {
  github: IconBrandGithub,
  google: IconBrandGoogle,
  microsoft: IconBrandWindows,
};

/** The sign of a provider, or one for all others. */
export function ProviderIcon({ name, size }: { name: string; size: number }) {
  const Icon = icons[name] ?? IconId;
  return <Icon size={size} stroke={1.6} aria-hidden />;
}
