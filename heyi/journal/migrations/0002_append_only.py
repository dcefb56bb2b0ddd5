from django.db import migrations

REFUSE = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The owner alone may erase, and only after saying so in the same session; chains and ledger then show the gap.
  IF current_setting('heyi.erasure', true) = 'on'
     AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER journal_event_kept BEFORE UPDATE OR DELETE ON journal_event
  FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_event_not_emptied BEFORE TRUNCATE ON journal_event
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_accesslog_kept BEFORE UPDATE OR DELETE ON journal_accesslog
  FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_accesslog_not_emptied BEFORE TRUNCATE ON journal_accesslog
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_closed_day_kept BEFORE UPDATE ON journal_ledgerday
  FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_day_kept BEFORE DELETE ON journal_ledgerday
  FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_days_not_emptied BEFORE TRUNCATE ON journal_ledgerday
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
"""

FORGET_REFUSE = "DROP FUNCTION journal_refuse() CASCADE"

# Transaction numbers order events for consumers, but a dump restored into another cluster brings numbers that
# this cluster has not reached yet. A row written here has its own number as its xmin; a restored row has not.
MARK_EPOCH = """
CREATE FUNCTION journal_mark_epoch() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  here text := '';
  last journal_epoch;
  restored_xact bigint;
  restored_position bigint;
  native_xact bigint;
BEGIN
  IF has_function_privilege('pg_control_system()', 'execute') THEN
    SELECT system_identifier::text INTO here FROM pg_control_system();
  END IF;
  SELECT * INTO last FROM journal_epoch ORDER BY epoch DESC LIMIT 1;
  IF last.cluster = here AND (here <> '' OR NOT EXISTS (
      SELECT FROM journal_event WHERE xact >= pg_snapshot_xmax(pg_current_snapshot()))) THEN
    RETURN last.epoch;
  END IF;

  LOCK TABLE journal_event IN SHARE ROW EXCLUSIVE MODE;  -- nobody writes while the line is drawn
  SELECT * INTO last FROM journal_epoch ORDER BY epoch DESC LIMIT 1;
  IF last.epoch IS NULL THEN
    INSERT INTO journal_epoch (epoch, cluster, floor) VALUES (1, here, 0);
    RETURN 1;
  END IF;
  SELECT max(xact::text::bigint) FILTER (WHERE NOT native), max(position) FILTER (WHERE NOT native),
         coalesce(min(xact::text::bigint) FILTER (WHERE native), pg_current_xact_id()::text::bigint)
    INTO restored_xact, restored_position, native_xact
    FROM (SELECT xact, position, xmin::text::bigint = (xact::text::bigint & 4294967295) AS native
            FROM journal_event WHERE position > last.floor) AS since;
  IF restored_xact >= native_xact THEN
    INSERT INTO journal_epoch (epoch, cluster, floor) VALUES (last.epoch + 1, here, restored_position);
    RETURN last.epoch + 1;
  END IF;
  UPDATE journal_epoch SET cluster = here WHERE epoch = last.epoch AND cluster <> here;
  RETURN last.epoch;
END $$;
"""

FORGET_MARK_EPOCH = "DROP FUNCTION journal_mark_epoch()"


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunSQL(REFUSE, FORGET_REFUSE),
        migrations.RunSQL(MARK_EPOCH, FORGET_MARK_EPOCH),
    ]
