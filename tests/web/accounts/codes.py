"""What an authenticator app does (RFC 6238, SHA-1, six digits, half a minute), written here a second time."""

import base64
import hashlib
import hmac
import struct
import time


def code_of(secret: str, *, at: float | None = None) -> str:
    counter = int(time.time() if at is None else at) // 30
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def wrong_code(right: str) -> str:
    return f"{(int(right) + 500_001) % 1_000_000:06}"
