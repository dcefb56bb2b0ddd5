"""Other cities as partners, each by its division; and recalls that came before their offers."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0005_partner_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlyRecall',
            fields=[
                ('pk', models.CompositePrimaryKey('source', 'transfer', blank=True, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=80)),
                ('transfer', models.UUIDField()),
                ('came_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='partner',
            name='city',
            field=models.CharField(db_default='', default='', max_length=6),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(condition=models.Q(('city', ''), _negated=True), fields=('city',), name='one_partner_per_city'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('city__gt', ''), ('kind', 'CITY')), models.Q(models.Q(('kind', 'CITY'), _negated=True), ('city', '')), _connector='OR'), name='city_has_its_division'),
        ),
    ]
