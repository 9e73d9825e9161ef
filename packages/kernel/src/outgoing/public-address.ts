import { BlockList, isIP } from "node:net";

// What the registries of special addresses set apart, whoever it is for:
// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry
const setApart4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  // Looks public, and answers only the machines of one cloud, about themselves.
  ["168.63.129.16", 32],
];

// Everything else outside of 2000::/3 is for other uses than the public net too: unique local, link-local, multicast, addresses that stand
// for an IPv4 one.
const setApart6: [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

const apart = new BlockList();
for (const [net, prefix] of setApart4) apart.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of setApart6) apart.addSubnet(net, prefix, "ipv6");
const global6 = new BlockList();
global6.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address, as text, is one of the public net. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !apart.check(address, "ipv4");
  // With a zone it is of one link.
  if (version !== 6 || address.includes("%")) return false;
  return global6.check(address, "ipv6") && !apart.check(address, "ipv6");
}
