"""The ledger refuses UPDATE and DELETE in the database itself."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER completion_is_never_changed BEFORE UPDATE ON records_completion
    BEGIN SELECT RAISE(ABORT, 'completion_is_never_changed'); END""",
    """CREATE TRIGGER completion_is_never_deleted BEFORE DELETE ON records_completion
    BEGIN SELECT RAISE(ABORT, 'completion_is_never_deleted'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION records_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER completion_is_never_changed BEFORE UPDATE ON records_completion
    FOR EACH ROW EXECUTE FUNCTION records_refuse('completion_is_never_changed')""",
    """CREATE TRIGGER completion_is_never_deleted BEFORE DELETE ON records_completion
    FOR EACH ROW EXECUTE FUNCTION records_refuse('completion_is_never_deleted')""",
]
UNDO = {
    "sqlite": ["DROP TRIGGER completion_is_never_changed", "DROP TRIGGER completion_is_never_deleted"],
    "postgresql": [
        "DROP TRIGGER completion_is_never_changed ON records_completion",
        "DROP TRIGGER completion_is_never_deleted ON records_completion",
        "DROP FUNCTION records_refuse()",
    ],
}


def refuse(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
