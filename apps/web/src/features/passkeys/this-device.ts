const devices: [RegExp, string][] = [
  [/iPhone/, "My iPhone"],
  [/iPad/, "My iPad"],
  [/Android/, "My Android device"],
  [/Mac OS X/, "My Mac"],
  [/Windows/, "My Windows computer"],
];

/** What to call a passkey that is made here, until the person says otherwise. */
export function thisDevice(userAgent = navigator.userAgent): string {
  return devices.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "My computer";
}
