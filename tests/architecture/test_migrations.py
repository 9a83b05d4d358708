from io import StringIO

from django.core.management import call_command


def test_every_change_of_a_model_has_its_migration(db):
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        raise AssertionError(out.getvalue()) from None
