import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0001_initial'),
        ('quizzes', '0002_before_and_again'),
        ('records', '0002_ledger_is_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='course',
            name='before',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses_after', to='quizzes.quiz'),
        ),
        migrations.AddField(
            model_name='course',
            name='again',
            field=models.JSONField(default=dict, help_text='When the test is offered again: `months`; and its `minutes`.'),
        ),
        migrations.AlterField(
            model_name='lessoncheck',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lesson_checks', to='question_banks.question'),
        ),
        migrations.CreateModel(
            name='ChosenVariant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variant', models.SlugField(max_length=80)),
                ('chosen_at', models.DateTimeField(auto_now=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chosen_variants', to='courses.course')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chosen_variants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'course'), name='chosen_variant_once_a_course')],
            },
        ),
        migrations.CreateModel(
            name='Retest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('months', models.PositiveSmallIntegerField()),
                ('put_off_until', models.DateField(null=True)),
                ('is_declined', models.BooleanField(default=False)),
                ('attempt', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='retest', to='quizzes.attempt')),
                ('completion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='retests', to='records.completion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('completion', 'months'), name='retest_once_a_completion_and_month')],
            },
        ),
    ]
