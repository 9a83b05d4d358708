"""The key of an app: as a picture to scan and as signs to type."""

from base64 import b32encode
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django_otp.plugins.otp_totp.models import TOTPDevice

from tanu.people.secret_signs import grouped

ISSUER = "Tanu"


@dataclass(frozen=True)
class Key:
    picture: SafeString
    account: str
    typed: str


def key_of(device: TOTPDevice) -> Key:
    secret = b32encode(device.bin_key).decode("ascii")
    name = device.user.sign_in_names.order_by("kind", "pk").first()
    account = name.value if name else str(device.user.pk)
    return Key(_picture(account, secret), account, grouped(secret).replace("-", " "))


def _picture(account: str, secret: str) -> SafeString:
    query = urlencode({"secret": secret, "issuer": ISSUER, "algorithm": "SHA1", "digits": 6, "period": 30})
    drawing = segno.make(f"otpauth://totp/{ISSUER}:{quote(account)}?{query}", error="m").svg_inline(
        svgclass="qr", lineclass=None, light="#fff", dark="#1a1020", omitsize=True, title=gettext("QR code for the app")
    )
    # Made of squares alone: what it says is not in it as text.
    return mark_safe(drawing)
