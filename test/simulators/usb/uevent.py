"""Tells what listens on this network namespace that a USB device came or went, as udev would.

uevent.py add|remove DEVPATH BUS ADDRESS PRODUCT

The message has udev's form (libudev-monitor): a head of 40 bytes in front of the properties, sent to group 2 of
NETLINK_KOBJECT_UEVENT. Sending takes root in the namespace.
"""

import socket
import struct
import sys

NETLINK_KOBJECT_UEVENT = 15
GROUP_UDEV = 2
HEAD_BYTES = 40
MAGIC = 0xFEEDCAFE

action, path, bus, address, product = sys.argv[1:]
properties = {
    "ACTION": action,
    "DEVPATH": path,
    "SUBSYSTEM": "usb",
    "DEVTYPE": "usb_device",
    "BUSNUM": bus,
    "DEVNUM": address,
    "DEVNAME": f"/dev/bus/usb/{bus}/{address}",
    "PRODUCT": product,
}
text = b"".join(f"{name}={value}".encode() + b"\0" for name, value in properties.items())
# Prefix, magic (in network order), size of the head, where the properties are and how long; no filter hashes.
head = b"libudev\0" + struct.pack(">I", MAGIC)
head += struct.pack("=IIIIIII", HEAD_BYTES, HEAD_BYTES, len(text), 0, 0, 0, 0)

with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_KOBJECT_UEVENT) as sender:
    sender.bind((0, 0))
    sender.sendto(head + text, (0, GROUP_UDEV))
