"""Holds the card in one reader for itself, as scdaemon of GnuPG does: SCARD_SHARE_EXCLUSIVE.

Usage: hold-card.py READER. Prints "held", and lets go when its standard input ends.
"""

import ctypes
import sys

SCOPE_SYSTEM, SHARE_EXCLUSIVE, ANY_PROTOCOL, LEAVE_CARD = 2, 1, 3, 0

pcsc = ctypes.CDLL("libpcsclite.so.1")
context, card, protocol = ctypes.c_long(), ctypes.c_long(), ctypes.c_ulong()


def done(name, status):
    if status & 0xFFFFFFFF:
        sys.exit(f"{name}: {status & 0xFFFFFFFF:08x}")


done("establish", pcsc.SCardEstablishContext(SCOPE_SYSTEM, None, None, ctypes.byref(context)))
done(
    "connect",
    pcsc.SCardConnect(
        context,
        sys.argv[1].encode(),
        SHARE_EXCLUSIVE,
        ANY_PROTOCOL,
        ctypes.byref(card),
        ctypes.byref(protocol),
    ),
)
print("held", flush=True)
sys.stdin.read()
pcsc.SCardDisconnect(card, LEAVE_CARD)
pcsc.SCardReleaseContext(context)
