// Faults: 142, 144.
import { expect, test } from "vitest";
import { ForbiddenUrlError, outgoingUrl } from "./outgoing-url.ts";
import { isPublicAddress } from "./public-address.ts";
import { anyReach, publicReach } from "./reach.ts";

const forbiddenHosts = [
  // This machine, in every way to write it.
  ...["127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "017700000001"],
  ...["2130706433", "0x7f.1", "127.0.0.1.", "0", "0.0.0.0", "0.1.2.3", "00000000177.1", "%31%32%37.0.0.1", "[::1]"],
  ...["[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]", "[::127.0.0.1]"],
  ...["[::7f00:1]", "localhost", "LOCALHOST", "localhost.", "api.localhost", "localhost.localdomain", "ip6-localhost"],
  // The network it is in.
  ...["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "012.0.0.1"],
  ...["0xa.0.0.1", "167772161", "3232235777", "[::ffff:10.0.0.1]", "[::ffff:c0a8:101]", "[fc00::1]", "[fd12:3456::1]"],
  ...["[fe80::1]", "[febf::1]", "[fec0::1]", "100.64.0.1", "100.127.255.255", "[::ffff:100.64.0.1]"],
  ...["database", "redis", "intranet", "router.lan", "printer.local", "api.internal", "nas.home.arpa", "wiki.corp"],
  // What clouds tell their machines about themselves.
  ...["169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "[::ffff:a9fe:a9fe]", "[fd00:ec2::254]"],
  ...["100.100.100.200", "192.0.0.192", "168.63.129.16", "169.254.170.2", "metadata.google.internal"],
  // IPv6 that is IPv4 after all: translated, tunnelled.
  ...["[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a00:1::1]"],
  ...["[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[2001::1]"],
  // Everybody, nobody, and what is kept back.
  ...["224.0.0.1", "239.255.255.250", "[ff02::1]", "[ff05::2]", "255.255.255.255", "240.0.0.1", "192.0.2.1"],
  ...["198.51.100.7", "203.0.113.9", "198.18.0.1", "198.19.255.255", "192.88.99.1", "[2001:db8::1]", "[3fff::1]"],
  ...["[100::1]", "[5f00::1]", "[4000::1]", "test.invalid", "site.onion", "a.test"],
  // Names that only look like one another.
  ...["①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "ⓛocalhost", "exаmple.com", "example.com\u200b"],
];

test.each(forbiddenHosts)("a host of no public address is refused: %s", (host) => {
  expect(() => outgoingUrl(`https://${host}/hooks`, publicReach)).toThrow(ForbiddenUrlError);
});

test("there are more than eighty of them", () => {
  expect(new Set(forbiddenHosts).size).toBeGreaterThan(100);
});

test.each([
  ["http://example.com/", "https"],
  ["ftp://example.com/", "https"],
  ["file:///etc/passwd", "https"],
  ["gopher://example.com/", "https"],
  ["data:text/plain,x", "https"],
  ["javascript:alert(1)", "https"],
  ["unix:/var/run/docker.sock", "https"],
  ["https://ada@example.com/", "user name"],
  ["https://ada:secret@example.com/", "user name"],
  ["https://@example.com/", "user name"],
  ["https://example.com@127.0.0.1/", "user name"],
  ["https://example.com\\@127.0.0.1/", "plain letters"],
  ["https://example.com\\.evil.org/", "plain letters"],
  ["https://example.com/a\r\nhost: x", "plain letters"],
  [" https://example.com/", "plain letters"],
  ["https://example.com/\0", "plain letters"],
  ["https://example.com/ä", "plain letters"],
  ["https://", "not a URL"],
  ["https://256.256.256.256/", "not a URL"],
  ["https://1.2.3.4.5/", "not a URL"],
  ["https://example.com:99999/", "not a URL"],
  ["https://[::1", "not a URL"],
  ["https://[fe80::1%25eth0]/", "not a URL"],
  ["example.com/hooks", "not a URL"],
  ["", "not a URL"],
  [`https://example.com/${"x".repeat(2_000)}`, "2000 characters"],
])("what is no plain https URL is refused, with the reason: %j", (url, reason) => {
  expect(() => outgoingUrl(url, publicReach)).toThrow(ForbiddenUrlError);
  expect(() => outgoingUrl(url, publicReach)).toThrow(reason);
});

test.each([
  ["https://example.com/hooks?a=b", "https://example.com/hooks?a=b"],
  ["HTTPS://Example.COM", "https://example.com/"],
  ["https://example.com:8443/x#part", "https://example.com:8443/x"],
  ["https://xn--bcher-kva.example.com/", "https://xn--bcher-kva.example.com/"],
  ["https://8.8.8.8/", "https://8.8.8.8/"],
  ["https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"],
  ["https://172.15.255.255/", "https://172.15.255.255/"],
  ["https://172.32.0.1/", "https://172.32.0.1/"],
  ["https://100.128.0.1/", "https://100.128.0.1/"],
  ["https://local.example.com/", "https://local.example.com/"],
  ["https://example.com/@ada", "https://example.com/@ada"],
])("what is one is kept: %s", (given, kept) => {
  expect(outgoingUrl(given, publicReach).href).toBe(kept);
});

test("an installation that was told so calls its own network too, and still no odd URL", () => {
  expect(outgoingUrl("http://127.0.0.1:8080/x", anyReach).href).toBe("http://127.0.0.1:8080/x");
  expect(outgoingUrl("http://localhost/", anyReach).href).toBe("http://localhost/");
  expect(() => outgoingUrl("http://ada@localhost/", anyReach)).toThrow("user name");
  expect(() => outgoingUrl("file:///etc/passwd", anyReach)).toThrow(ForbiddenUrlError);
});

test("an installation that lists hosts calls no others, however they are written", () => {
  const listed = { ...publicReach, hosts: ["hooks.example.com", "*.partner.example.org", "*.local"] };
  const called = [
    "https://HOOKS.example.com/x",
    "https://a.partner.example.org/",
    "https://a.b.partner.example.org:8443/",
  ];
  const others = [
    "https://example.com/",
    "https://hooks.example.com.evil.example.org/",
    "https://evilhooks.example.com/",
    "https://partner.example.org/",
    "https://evilpartner.example.org/",
    "https://8.8.8.8/",
  ];

  for (const url of called) expect(outgoingUrl(url, listed).protocol).toBe("https:");
  for (const url of others) expect(() => outgoingUrl(url, listed)).toThrow("not among the hosts");
  // What is listed is no more allowed than it was.
  expect(() => outgoingUrl("https://printer.local/", listed)).toThrow("not a name of the public internet");
});

test.each(["", "example.com", "127.1", "8.8.8.8/32", "fe80::1%eth0", "2606:4700::1%eth0", "[::1]"])(
  "what is no address is no public one: %j",
  (text) => {
    expect(isPublicAddress(text)).toBe(false);
  },
);
