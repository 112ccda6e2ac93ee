"""Triggers of tables that the public sees."""

import pgtrigger

# It counts once per statement, however many rows that changes. A savepoint that rolls back takes the mark with it.
MOVE_REVISION = """
    IF (TG_OP <> 'INSERT' AND ({old})) IS NOT TRUE AND (TG_OP <> 'DELETE' AND ({new})) IS NOT TRUE THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - ARRAY[{unpublished}]::text[]
            IS NOT DISTINCT FROM to_jsonb(NEW) - ARRAY[{unpublished}]::text[] THEN
        RETURN NULL;
    END IF;
    IF current_setting('notorious.counted', true) IS DISTINCT FROM statement_timestamp()::text THEN
        PERFORM set_config('notorious.counted', statement_timestamp()::text, true);
        INSERT INTO markets_dataversion (id, revision, changed_at, year, number)
        VALUES (1, 1, now(), extract(year FROM now()), 0)
        ON CONFLICT (id) DO UPDATE SET revision = markets_dataversion.revision + 1, changed_at = now();
    END IF;
    RETURN NULL;
"""


def touches_public_data(
    public: str, unpublished: tuple[str, ...] = (), *, adding: bool = True
) -> pgtrigger.Trigger:
    """Return a trigger that moves the revision where a public row is added, changed or removed, in whatever way.

    `public` is the SQL condition on `{row}` under which the public sees a row; an update counts if the row
    was or becomes public. A change of `unpublished` columns alone does not count. Caches and ETags are keyed
    by the state that comes with it, so nothing else needs to be invalidated. `adding`: a new row counts.
    """
    columns = ", ".join(f"'{column}'" for column in unpublished)
    body = MOVE_REVISION.replace("{old}", public.replace("{row}", "OLD"))
    changes = pgtrigger.Update | pgtrigger.Delete
    body = body.replace("{new}", public.replace("{row}", "NEW"))
    return pgtrigger.Trigger(
        name="revision",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | changes if adding else changes,
        func=body.replace("{unpublished}", columns),
    )


def keeps_address(column: str, public: str) -> pgtrigger.Trigger:
    """A trigger that refuses another value of a column that addresses are made of, where `public` holds of the row."""
    return pgtrigger.Trigger(
        name=f"keeps_{column}",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf(column),
        func=f"""
            IF NEW.{column} <> OLD.{column} AND ({public.replace("{row}", "OLD")}) THEN
                RAISE EXCEPTION 'the {column} is part of public addresses: it cannot be changed'
                    USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


# Every change of public data moves the revision, so this one trigger sees them all. A change that a trigger makes
# (depth 3: that trigger, the one that moves the revision, this one) follows from an act that was let through.
PERSONS_CHANGE_BY_ACTS = """
    PERFORM set_config('notorious.public_touched', 'yes', true);
    IF pg_trigger_depth() < 3 AND COALESCE(current_setting('notorious.act', true), '') = ''
        AND NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'user' IS NOT NULL
    THEN
        RAISE EXCEPTION 'a person changes public data only by an act that may' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
