"""The audit only grows: the database itself refuses to change, delete or empty what is in it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("records_entry", "records_link", "records_seal", "records_countersignature")
REFUSAL = "the audit only grows: rows of {table} are neither changed nor deleted"


def sqlite(table: str) -> list[str]:
    """The triggers of a table on SQLite."""
    return [
        f"CREATE TRIGGER {table}_{what.lower()} BEFORE {what} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL.format(table=table)}'); END"
        for what in ("UPDATE", "DELETE")
    ]


def postgresql(table: str) -> list[str]:
    """The triggers of a table on PostgreSQL; an empty table may be emptied."""
    refusal = REFUSAL.format(table=table)
    return [
        f"CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF TG_OP <> 'TRUNCATE' OR EXISTS (SELECT 1 FROM {table}) THEN"
        f" RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';"
        " END IF; RETURN NULL; END $$",
        f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {table}_only_grows()",
        f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()",
    ]


def shut(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on."""
    made = {"sqlite": sqlite, "postgresql": postgresql}[editor.connection.vendor]
    for table in TABLES:
        for statement in made(table):
            editor.execute(statement)


def opened(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers off."""
    for table in TABLES:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION {table}_only_grows() CASCADE")
        else:
            for what in ("update", "delete"):
                editor.execute(f"DROP TRIGGER {table}_{what}")


class Migration(migrations.Migration):
    """The triggers, on after the tables are made."""

    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(shut, opened)]
