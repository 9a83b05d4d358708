"""What is said of a slip that does not open the door."""

from django.utils.translation import gettext_lazy as _

from tanu.people.slips import State

WHY_NOT = {
    State.USED: _(
        "This slip was used already. Sign in with the password that was chosen then. "
        "If it was not you who chose it, tell the head of your institution now and ask for a new slip."
    ),
    State.REPLACED: _("A newer slip was printed for you, and this one no longer holds. Use the newer one."),
    State.RUN_OUT: _(
        "This slip was valid for 14 days, and they are over. Ask the head of your institution for a new one."
    ),
    State.LEFT: _(
        "This slip was printed where you have no post any more, so it no longer holds. "
        "Ask the head of the institution where you work now for a new one. Your record is kept."
    ),
}
