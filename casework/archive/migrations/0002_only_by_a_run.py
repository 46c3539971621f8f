"""Frozen letters and proofs of delivery leave only by a run that a second person confirmed.

The guards do not heed pgtrigger's setting of the session; `archive_erase_frozen` is the one way.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION archive_may_erase(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM archive_deletionitem item JOIN archive_deletionrun run ON run.id = item.run_id
        WHERE item.case_id = wanted AND item.state = 'waiting' AND run.state = 'running'
        AND run.confirmed_by_id IS NOT NULL AND run.confirmed_by_id <> run.made_by_id)
$$;
CREATE FUNCTION archive_guard_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT archive_may_erase(OLD.case_id) THEN
        RAISE EXCEPTION 'an issued letter is deleted only by a confirmed deletion run';
    END IF;
    RETURN OLD;
END $$;
CREATE FUNCTION archive_guard_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT archive_may_erase((SELECT case_id FROM delivery_delivery WHERE id = OLD.delivery_id)) THEN
        RAISE EXCEPTION 'a proof of delivery is deleted only by a confirmed deletion run';
    END IF;
    RETURN OLD;
END $$;
CREATE FUNCTION archive_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a proof of deletion is never changed: % refused', TG_OP;
END $$;
CREATE TRIGGER archive_guard BEFORE DELETE ON notices_notice
    FOR EACH ROW EXECUTE FUNCTION archive_guard_notice();
CREATE TRIGGER archive_guard BEFORE DELETE ON delivery_proof
    FOR EACH ROW EXECUTE FUNCTION archive_guard_proof();
CREATE TRIGGER archive_append_only BEFORE UPDATE OR DELETE ON archive_disposal
    FOR EACH ROW EXECUTE FUNCTION archive_refuse();
CREATE FUNCTION archive_erase_frozen(wanted bigint) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    before text := current_setting('pgtrigger.ignore', true);
    erased integer;
    proofs integer;
BEGIN
    PERFORM set_config('pgtrigger.ignore', (
        SELECT array_agg(tgname)::text FROM pg_trigger
        WHERE tgrelid IN ('notices_notice'::regclass, 'delivery_proof'::regclass)
        AND tgname LIKE 'pgtrigger\\_%'), true);
    DELETE FROM delivery_proof USING delivery_delivery
        WHERE delivery_delivery.id = delivery_proof.delivery_id
        AND delivery_delivery.case_id = wanted;
    GET DIAGNOSTICS proofs = ROW_COUNT;
    DELETE FROM notices_notice WHERE case_id = wanted;
    GET DIAGNOSTICS erased = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', coalesce(nullif(before, ''), '{}'), true);
    RETURN erased + proofs;
END $$;
"""
BACKWARD = """
DROP FUNCTION archive_erase_frozen(bigint);
DROP TRIGGER archive_append_only ON archive_disposal;
DROP TRIGGER archive_guard ON delivery_proof;
DROP TRIGGER archive_guard ON notices_notice;
DROP FUNCTION archive_refuse();
DROP FUNCTION archive_guard_proof();
DROP FUNCTION archive_guard_notice();
DROP FUNCTION archive_may_erase(bigint);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0001_initial'),
        ('delivery', '0002_letters_to_other_bodies'),
        ('notices', '0006_number_unique_in_its_case'),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
