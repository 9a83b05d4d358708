"""What a verb refuses, said at the field where the head can put it right."""

from django.utils.translation import gettext, gettext_noop

from tanu.coverage.staff.forms import Change
from tanu.institutions.facts import FactRefused
from tanu.lib.dates import long_date
from tanu.people.joining import JoinRefused

_SAID = {
    "ends-before-it-began": (
        "on",
        gettext_noop(
            "It began on %(day)s. Choose a later day; if it was entered by mistake, take the post back instead."
        ),
    ),
    "order-before-post": (
        "order_date",
        gettext_noop("The order is older than the work here, which began on %(day)s. Compare both dates."),
    ),
    "back-before-away": ("until", gettext_noop("The leave begins on %(day)s. The day of return comes after it.")),
    "away-already": ("on", gettext_noop("A leave that begins on %(day)s is recorded for the same time.")),
    "newer-protocol": (
        "on",
        gettext_noop("A protocol by an order of %(day)s is in force already. Compare the dates."),
    ),
    "same-record": ("code", gettext_noop("This is the code of this same record.")),
    "joined-already": ("code", gettext_noop("One of the records is already joined to another. Undo that first.")),
    "holds-another": (
        "code",
        gettext_noop("The other record already holds a joined one. Open its page and join this one to it."),
    ),
    "signed-in": (
        "code",
        gettext_noop("Somebody signs in with the other record. Open its page and join this one to it."),
    ),
    "both-signed-in": (
        "code",
        gettext_noop(
            "Somebody has signed in with each of the two records, and whoever holds the one would read the answers of "
            "the other. Nothing was joined. The administrators of Tanu can join them once they have made sure that "
            "both are one person's."
        ),
    ),
}


def refuse(form: Change, refused: FactRefused | JoinRefused) -> None:
    """Put the sentence to its field; what was filled in stays."""
    field, said = _SAID[refused.code]
    day = getattr(refused, "day", None)
    words = gettext(said) % {"day": long_date(day)} if day else gettext(said)
    form.add_error(field if field in form.fields else None, words)
