"""Judges roots with Debian's python3-securesystemslib, as python-tuf does it.

One JSON object a line on standard input: {"root": text of a root that lists the keys, "next": text of the root that
is to be judged by them}. One line on standard output for each: true if a signature of a key of the role root verifies,
false if none does, null if the library cannot read a key, which makes python-tuf refuse the whole file.
The first line of output is the version of the package as Debian names it.
"""

import json
import subprocess
import sys

from securesystemslib.exceptions import UnverifiedSignatureError, VerificationError
from securesystemslib.formats import encode_canonical
from securesystemslib.signer import Key, Signature


def judge(root, following):
    try:
        keys = {
            keyid: Key.from_dict(keyid, dict(key))
            for file in (root, following)
            for keyid, key in file["signed"]["keys"].items()
        }
    except (ValueError, KeyError, TypeError):
        return None
    data = encode_canonical(following["signed"]).encode("utf-8")
    for entry in following["signatures"]:
        try:
            keys[entry["keyid"]].verify_signature(
                Signature(entry["keyid"], entry["sig"]), data
            )
            return True
        except (UnverifiedSignatureError, VerificationError):
            continue
    return False


print(
    subprocess.run(
        ["dpkg-query", "-W", "-f", "${Version}", "python3-securesystemslib"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
)
for line in sys.stdin:
    question = json.loads(line)
    print(json.dumps(judge(json.loads(question["root"]), json.loads(question["next"]))))
