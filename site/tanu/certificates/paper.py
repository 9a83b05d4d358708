"""A certificate as it lies on a page of the site: what `certificates/paper.html` is drawn with."""

from decimal import Decimal
from typing import Any

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tanu.certificates.drawing import check_address
from tanu.certificates.models import Certificate
from tanu.lib.dates import local_day


def paper_of(found: Certificate) -> dict[str, Any]:
    address = check_address(found)
    return {
        "certificate": found,
        "facts": found.facts,
        "hours": Decimal(found.facts["hours"]),
        "state": found.state_on(local_day()),
        "address": address.partition("://")[2],
        "qr": _qr(address),
    }


def _qr(address: str) -> SafeString:
    drawing = segno.make(address, error="m").svg_inline(
        svgclass="qr", lineclass=None, light="#fff", dark="#1a1020", omitsize=True, title=gettext("QR code")
    )
    # Ours alone: the address of this site and a serial number.
    return mark_safe(drawing)
