from tanu.question_banks.types.base import Choice


class Several(Choice):
    """Any number of options; a wrong one takes away from what the right ones earn."""

    key = "several"
