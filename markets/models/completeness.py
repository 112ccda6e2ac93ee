"""Completeness of an edition's kind: a statement with a citation, which the database checks at commit.

Entries are counted as USTR counts them: several markets of one printed entry count once, and an entry
that USTR counts as two counts twice.
"""

import pgtrigger

# `identified` is the number of public entries of the edition and kind.
_IDENTIFIED = """
    SELECT COALESCE(sum(counts), 0) INTO identified FROM (
        SELECT max(counts_as) AS counts FROM markets_listing
        WHERE edition_id = about.id AND kind = which AND stage = 'published' AND market_id IS NOT NULL
        AND evidence IN ('official', 'secondary')
        GROUP BY CASE WHEN entry = '' THEN 'listing ' || id ELSE 'entry ' || entry END
    ) AS entries;
"""

_STATED = """
    stated := CASE WHEN about.counts_basis NOT IN ('official', 'secondary') THEN NULL
        WHEN which = 'online' THEN about.stated_online ELSE about.stated_physical END;
"""

_DECLARE = [
    ("about", "markets_edition%ROWTYPE"),
    ("which", "TEXT"),
    ("identified", "INTEGER"),
    ("stated", "INTEGER"),
]


def _fill(body: str) -> str:
    return body.replace("-- IDENTIFIED", _IDENTIFIED).replace("-- STATED", _STATED)


def refuses_false_completeness() -> pgtrigger.Trigger:
    """On editions: a kind is complete only where the entries equal the count that USTR stated."""
    return pgtrigger.Trigger(
        name="complete_means_counted",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        declare=_DECLARE,
        func=_fill("""
            IF TG_OP = 'UPDATE' AND
                (OLD.complete_online, OLD.complete_physical, OLD.stated_online, OLD.stated_physical)
                IS NOT DISTINCT FROM
                (NEW.complete_online, NEW.complete_physical, NEW.stated_online, NEW.stated_physical)
            THEN
                RETURN NEW;
            END IF;
            SELECT * INTO about FROM markets_edition WHERE id = NEW.id;
            IF NOT FOUND THEN RETURN NEW; END IF;  -- deleted in the same transaction
            FOREACH which IN ARRAY ARRAY['online', 'physical'] LOOP
                CONTINUE WHEN NOT (CASE WHEN which = 'online' THEN about.complete_online
                    ELSE about.complete_physical END);
                -- IDENTIFIED
                -- STATED
                IF stated IS NULL OR identified <> stated THEN
                    RAISE EXCEPTION 'the % entries of % are %, and USTR stated %', which, about.year, identified,
                        COALESCE(stated::text, 'no number') USING ERRCODE = 'check_violation';
                END IF;
            END LOOP;
            RETURN NEW;
        """),
    )


def keeps_completeness() -> pgtrigger.Trigger:
    """On listings: a change that breaks the equality takes the statement back; restoring it puts it back."""
    return pgtrigger.Trigger(
        name="keeps_completeness",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        declare=_DECLARE,
        func=_fill("""
            SELECT * INTO about FROM markets_edition WHERE id = NEW.edition_id;
            IF NOT FOUND THEN RETURN NEW; END IF;  -- deleted in the same transaction
            which := NEW.kind;
            IF NOT (CASE WHEN which = 'online' THEN about.complete_online OR about.suspended_online
                    ELSE about.complete_physical OR about.suspended_physical END) THEN
                RETURN NEW;
            END IF;
            -- IDENTIFIED
            -- STATED
            IF which = 'online' AND about.complete_online <> (identified IS NOT DISTINCT FROM stated) THEN
                UPDATE markets_edition SET complete_online = NOT complete_online,
                    suspended_online = complete_online WHERE id = about.id;
            ELSIF which = 'physical' AND about.complete_physical <> (identified IS NOT DISTINCT FROM stated) THEN
                UPDATE markets_edition SET complete_physical = NOT complete_physical,
                    suspended_physical = complete_physical WHERE id = about.id;
            END IF;
            RETURN NEW;
        """),
    )
