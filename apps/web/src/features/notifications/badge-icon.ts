/** The app's icon with a number on it, as the address of an image. What is above nine does not fit, and is `9+`. */
export function badgeIcon(unread: number): string {
  const words = unread > 9 ? "9+" : String(unread);
  // The drawing of `icon.svg`, with the badge over its lower right.
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
    <rect width="32" height="32" rx="8" fill="#057568"/>
    <g fill="#fff"><rect x="9" y="7" width="14" height="4" rx="1.2"/><rect x="11.5" y="12.5" width="9" height="7" rx="1.2" opacity=".78"/><rect x="7" y="21" width="18" height="4" rx="1.2"/></g>
    <circle cx="21.5" cy="21.5" r="10.5" fill="#c92a2a" stroke="#fff" stroke-width="1.5"/>
    <text x="21.5" y="${words.length > 1 ? 25.8 : 27}" font-family="system-ui, sans-serif" font-size="${words.length > 1 ? 12 : 16}" font-weight="700" text-anchor="middle" fill="#fff">${words}</text>
  </svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`;
}
