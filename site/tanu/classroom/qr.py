"""What the phones of a class read from the wall."""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from tanu.classroom.models import Day


def sign_in_address(day: Day) -> str:
    """The page where people sign in to `day`, with its code typed already, in the language of the day."""
    with override(day.language):
        return f"{settings.BASE_URL}{reverse('classroom:join')}?code={day.code}"


def sign_in_qr(day: Day) -> SafeString:
    """That address as a drawing, dark on white whatever the colours of the page are."""
    drawing = segno.make(sign_in_address(day), error="m").svg_inline(
        border=3, dark="#1a1020", light="#ffffff", omitsize=True, title=gettext("QR code of the sign-in page")
    )
    return mark_safe(drawing)  # Drawn by us from our own address.
