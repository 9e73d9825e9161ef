const keptDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** How long a deleted task can still be restored. */
export function daysLeft(deletedAt: string, now = Date.now()): string {
  const days = Math.ceil((new Date(deletedAt).getTime() + keptDays * dayMs - now) / dayMs);
  if (days <= 0) return "It goes for good today.";
  return days === 1 ? "It goes for good tomorrow." : `It goes for good in ${days} days.`;
}
