from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0005_kinds_of_command'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_kind_known',
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['GIVEN', 'ALARM', 'ALARM_TAKEN_BACK', 'ASSIGNED', 'ASSIST_ASKED', 'ASSIST_ENDED', 'CONFERRAL_CALLED', 'CONFERRAL_OFF', 'ASSIST_FINISHED', 'ASSIST_HELD', 'ASSIST_RESUMED', 'ASSIST_EXTENDED', 'CONTESTED', 'SUPPLEMENTED', 'SETTLED', 'WITHDRAWN_BY_REPORTER', 'EXTENSION_ASKED', 'EXTENSION_GRANTED', 'EXTENSION_REFUSED', 'ERASURE_ASKED', 'TRANSFER_TAKEN', 'TRANSFER_REFUSED', 'TRANSFER_RETURNED', 'TRANSFER_FULFILLED', 'CLOCK_WARNED', 'CLOCK_OVERDUE', 'URGED', 'SUPERVISED', 'SUPERVISES', 'SUPERVISION_ANSWERED', 'OBJECTION_MADE', 'OBJECTION_DECIDED', 'COMMANDED', 'ORDERED', 'ORDER_REPORTED', 'BULLETIN', 'DRILL'])), name='notice_kind_known'),
        ),
    ]
