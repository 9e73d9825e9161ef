/** A certificate that nobody but the tests believes, for `receiver.example.com`, and its key, which is therefore no secret. */
export const receiverCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgcKEJ/EOhaTWDF5IC
40tlLqGmY/Q4DmrmiQgghC8cgDahRANCAASI9B2mq6aeuT93te1ryRisiiMJX0Rb
SevFA4WjLwdeQoREfpngiQDE0PTVuOBTO/xghhJ6xe4lpGuULJKe+nc+
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBgTCCASigAwIBAgIBATAKBggqhkjOPQQDAjAfMR0wGwYDVQQDDBRyZWNlaXZl
ci5leGFtcGxlLmNvbTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFow
HzEdMBsGA1UEAwwUcmVjZWl2ZXIuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggq
hkjOPQMBBwNCAASI9B2mq6aeuT93te1ryRisiiMJX0RbSevFA4WjLwdeQoREfpng
iQDE0PTVuOBTO/xghhJ6xe4lpGuULJKe+nc+o1MwUTAPBgNVHRMBAf8EBTADAQH/
MB8GA1UdEQQYMBaCFHJlY2VpdmVyLmV4YW1wbGUuY29tMB0GA1UdDgQWBBTysTFv
YCtFmLnB6hrFoBLfydXoujAKBggqhkjOPQQDAgNHADBEAiB5J57Xg1KpXdswbHLo
6JIEkfWNS8fqR9khb8spJIdFmgIgdraVuSVk7iem/mRLze6HoOvZeZ3pCxoWTN0Q
QbpIuo0=
-----END CERTIFICATE-----`,
};
