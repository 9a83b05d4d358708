from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tanu.certificates.serials import EXAMPLE, SIGNS, StrangeSign, WrongLength, read_serial


class VerifyForm(forms.Form):
    """A code typed from paper; cleaned, it is a serial number as we write them."""

    code = forms.CharField(
        label=_("Certificate code"),
        help_text=format_lazy(_("Example: {code}"), code=EXAMPLE),
        max_length=60,
        error_messages={"required": _("Type the code that stands on the certificate.")},
        widget=forms.TextInput(
            attrs={"class": "field code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        try:
            return read_serial(self.cleaned_data["code"])
        except WrongLength as error:
            raise ValidationError(
                gettext("This code has %(count)s signs, it needs %(needed)s. Check the last group.")
                % {"count": error.signs, "needed": SIGNS}
            ) from None
        except StrangeSign as error:
            raise ValidationError(
                gettext("Our codes have no «%(sign)s». Compare this sign with the paper.") % {"sign": error.sign}
            ) from None
