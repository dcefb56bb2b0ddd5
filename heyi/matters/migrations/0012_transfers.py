"""Matters transferred to 110 and 12345: who has one meanwhile, what left of it, and one open transfer at a time.

The receiving partner names a transfer by its number, and is let in by that to the one matter, as far as its answer
goes. Nobody else finds a matter by a transfer, and who is shut out of the matter sees no row.
"""
from django.db import migrations, models

WALLS = """
ALTER TABLE matters_transfer ADD CONSTRAINT matters_transfer_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE matters_transfer ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON matters_transfer FOR SELECT USING (heyi_sees(county, matter_id));
CREATE POLICY adds ON matters_transfer FOR INSERT
    WITH CHECK ((SELECT heyi_entrance()) = 'desk' AND heyi_sees(county, matter_id));
CREATE POLICY changes ON matters_transfer FOR UPDATE
    USING ((SELECT heyi_entrance()) IN ('desk', 'tracking') AND heyi_sees(county, matter_id))
    WITH CHECK ((SELECT heyi_entrance()) IN ('desk', 'tracking') AND heyi_sees(county, matter_id));

-- The one way from a transfer to its matter: for the partner that received it, in its own name.
CREATE FUNCTION heyi_matter_of_transfer(of_transfer uuid, OUT of_county text, OUT of_matter uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT county, matter_id FROM matters_transfer
     WHERE id = of_transfer AND heyi_entrance() = 'receive' AND heyi_source() = 'partner:' || partner_id $$;
"""
UNWALL = """
DROP FUNCTION heyi_matter_of_transfer(uuid);
DROP POLICY looks ON matters_transfer;
DROP POLICY adds ON matters_transfer;
DROP POLICY changes ON matters_transfer;
ALTER TABLE matters_transfer DROP CONSTRAINT matters_transfer_of_matter;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0011_quick_walls'),
    ]

    operations = [
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('id', models.UUIDField()),
                ('matter_id', models.UUIDField()),
                ('task_id', models.UUIDField()),
                ('partner_id', models.BigIntegerField()),
                ('partner_kind', models.CharField(max_length=12)),
                ('partner', models.CharField(max_length=80)),
                ('state', models.CharField(max_length=10)),
                ('reason', models.CharField(max_length=20)),
                ('told', models.TextField()),
                ('asked', models.TextField()),
                ('sent', models.JSONField()),
                ('with_contact', models.BooleanField()),
                ('ref', models.CharField(db_default='', default='', max_length=200)),
                ('offered_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='matter',
            name='live_matter_has_due_or_hold',
        ),
        migrations.AddField(
            model_name='matter',
            name='partner',
            field=models.CharField(db_default='', default='', max_length=80),
        ),
        migrations.AddField(
            model_name='matter',
            name='partner_ref',
            field=models.CharField(db_default='', default='', max_length=200),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('CLOSED', 'ON_HOLD', 'WITH_PARTNER')), models.Q(('next_due_at__isnull', False), ('state__in', ('TO_SIGN', 'IN_HAND', 'ANSWERED'))), _connector='OR'), name='live_matter_has_due_or_hold'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('partner__gt', ''), ('partner_ref__gt', ''), ('state', 'WITH_PARTNER')), models.Q(models.Q(('state', 'WITH_PARTNER'), _negated=True), models.Q(('partner_ref', ''), ('closing', 'BY_PARTNER'), _connector='OR')), _connector='OR'), name='partner_has_it_by_its_number'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['county', 'matter_id', 'offered_at'], name='transfers_of_matter'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['id'], name='transfers_by_their_number'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('OFFERED', 'ACCEPTED'))), fields=('county', 'matter_id'), name='one_open_transfer_per_matter'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('ACCEPTED', 'RETURNED', 'CONCLUDED')), _negated=True), models.Q(('ref__gt', ''), ('taken_at__isnull', False)), _connector='OR'), name='taken_transfer_has_its_number'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('OFFERED', 'ACCEPTED'))), models.Q(models.Q(('state__in', ('OFFERED', 'ACCEPTED')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='ended_transfer_has_end'),
        ),
        migrations.RunSQL(WALLS, UNWALL),
    ]
