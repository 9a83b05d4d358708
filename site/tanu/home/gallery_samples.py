"""The invented people, places and sentences of the component gallery: the longest names and words, and the shortest."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from tanu.certificates.models import Certificate, CertificateHolder
from tanu.courses.path import Step, Stretch
from tanu.coverage.algebra import Cover, Duty, OfficerFacts, Reason, Status
from tanu.coverage.boards.rows import Row
from tanu.coverage.books import Officer
from tanu.institutions.help_lines import Number
from tanu.institutions.models import ReferralRoute
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language
from tanu.question_banks.shown import ShownField, ShownOption, ShownQuestion

LONG_WORD = {
    "kk": "қанағаттандырылмағандықтарыңыздан",
    "ru": "рентгеноэлектрокардиографического",
    "en": "otorhinolaryngological",
}
LONG_NAME = {
    "kk": "Нұрмұхаммедәлі-Байтұрсынов Әбдімәулен Қожахметмұхамедұлы",
    "ru": "Константинопольская-Вознесенская Александрина Станиславовна",
    "en": "Nurmukhammedali-Baitursynov Abdimaulen Kozhakhmetmukhameduly",
}
LONG_PLACE = {
    "kk": "Жусанды ауданының «№ 14 мамандандырылған мектеп-интернат-колледж кешені» коммуналдық мемлекеттік мекемесі",
    "ru": "Коммунальное государственное учреждение «Специализированный комплекс "
    "„школа-интернат-колледж“ № 14» Жусандинского района",
    "en": "Municipal state institution “Specialised boarding school and college complex No. 14” of Zhusandy District",
}
SHORT_PLACE = {"kk": "№ 7 мектеп", "ru": "Школа № 7", "en": "School No. 7"}
SENTENCE = {
    "kk": "Баланы тыңдаңыз, айтқанын сөзбе-сөз жазыңыз, сол күні жауапты тұлғаға айтыңыз.",
    "ru": "Выслушайте ребёнка, запишите его слова дословно и в тот же день сообщите ответственному лицу.",
    "en": "Listen to the child, write the words down as they were said, and tell the designated officer the same day.",
}
SPOKEN = {
    "kk": "Үйге барғым келмейді. Ағай, өтінемін, ешкімге айтпаңызшы.",
    "ru": "Я не хочу домой. Пожалуйста, никому не говорите.",
    "en": "I do not want to go home. Please do not tell anybody.",
}
SPEAKER = {"kk": "Дамир, оқушы, 9 жаста", "ru": "Дамир, ученик, 9 лет", "en": "Damir, a pupil, 9 years old"}
FOUND = {
    "kk": "Бүгін тағы кешіктім. Ол есіктің артында тұрды.",
    "ru": "Сегодня опять опоздал. Он стоял за дверью.",
    "en": "I was late again today. He stood behind the door.",
}
FOUND_BY = {
    "kk": "Дәптер беті, мұғалім үзілісте тапты",
    "ru": "Листок из тетради, учитель нашёл на перемене",
    "en": "A page of an exercise book, found by the teacher during the break",
}
ASKED = {
    "kk": "Балаға алаңдайсыз, бірақ қауіп дәл қазір төніп тұрған жоқ. Кімге және қашан айтасыз?",
    "ru": "Вы тревожитесь за ребёнка, но прямо сейчас ему ничто не угрожает. Кому и когда вы скажете?",
    "en": "You are worried about a child who is in no danger at this moment. Whom do you tell, and when?",
}
OPTIONS = (
    (
        {
            "kk": "Жауапты тұлғаға, сол күні",
            "ru": "Ответственному лицу, в тот же день",
            "en": "The designated officer, the same day",
        },
        {
            "kk": "Иә. Алаңдаудың өзі жеткілікті, дәлел іздеу сіздің міндетіңіз емес.",
            "ru": "Да. Достаточно опасения; искать доказательства не ваша задача.",
            "en": "Yes. A concern is enough; to look for proof is not your task.",
        },
    ),
    (
        {
            "kk": "Әзірге ешкімге: алдымен дәлел керек",
            "ru": "Пока никому: сначала нужны доказательства",
            "en": "Nobody yet: proof is needed first",
        },
        {
            "kk": "Жоқ. Дәлелді мамандар іздейді, ал уақыт бала үшін өтіп жатады.",
            "ru": "Нет. Доказательства ищут специалисты, а для ребёнка идёт время.",
            "en": "No. Specialists look for proof, and for the child time goes by.",
        },
    ),
    (
        LONG_PLACE,
        {
            "kk": "Жоқ. Хат бірнеше күн жүреді.",
            "ru": "Нет. Письмо идёт несколько дней.",
            "en": "No. A letter takes days.",
        },
    ),
)


def question(name: str, *, chosen: Collection[int] = (), several: bool = False, marked: bool = False) -> ShownQuestion:
    return ShownQuestion(
        name=name,
        template="question_banks/choice.html",
        stem=SafeString(),
        ask=_html(ASKED),
        options=_options(chosen, marked=marked),
        several=several,
        marked=marked,
    )


def referral_form(name: str, *, chosen: dict[int, int], marked: bool = False, grave: bool = False) -> ShownQuestion:
    """`chosen` by field: which option was."""
    return ShownQuestion(
        name=name,
        template="question_banks/referral.html",
        stem=SafeString(f"<p>{in_language(SENTENCE)}</p>"),
        ask=SafeString(),
        options=[],
        several=False,
        marked=marked,
        fields=[
            ShownField(
                f"{name}-{place}",
                _html(ASKED if place == 1 else LONG_PLACE),
                _options([chosen[place]] if place in chosen else [], marked=marked),
            )
            for place in (1, 2, 3)
        ],
        grave=_html(OPTIONS[1][1]) if grave else SafeString(),
    )


def _options(chosen: Collection[int], *, marked: bool) -> list[ShownOption]:
    return [
        ShownOption(str(place), _html(text), place in chosen, marked and place == 0, _html(why if marked else {}))
        for place, (text, why) in enumerate(OPTIONS)
    ]


def _html(text: dict[str, str]) -> SafeString:
    return mark_safe(in_language(text))


def stretches() -> list[Stretch]:
    """Modules that are done, here and ahead."""
    names = [in_language(name) for name in (SENTENCE, LONG_PLACE, SHORT_PLACE)]
    states = [["done", "set-aside"], ["done", "", ""], [""]]
    found = [
        Stretch(number, name, in_language(SENTENCE), [_step(place, state) for place, state in enumerate(steps)])
        for number, (name, steps) in enumerate(zip(names, states, strict=True), start=1)
    ]
    found[1].steps[1].is_next = True
    return found


def _step(place: int, state: str) -> Step:
    title = in_language((SHORT_PLACE, LONG_PLACE, LONG_WORD)[place])
    return Step("sample", title, 15, awaits=[], audience=[], outcomes=[], state=state)


def rows_to_call() -> list[Row]:
    """With nobody, with one who missed the date, and with several of long names."""
    today = local_day()
    missed = Officer(
        in_language(LONG_NAME), False, "+7 710 000 01 02", "", OfficerFacts(), Duty.OVERDUE, today - timedelta(days=30)
    )
    lapsed = Officer("Айгерім", True, "", "aigerim@example.org", OfficerFacts(), Duty.LAPSED, today, today)
    return [
        _row(SHORT_PLACE, Status(Cover.NOT_REGISTERED, None), phone=""),
        _row(LONG_PLACE, Status(Cover.NOT_COVERED, Reason.OVERDUE), officers=[missed]),
        _row(LONG_PLACE, Status(Cover.NOT_COVERED, Reason.TOO_FEW), officers=[missed, lapsed]),
    ]


def _row(name: dict[str, str], status: Status, *, phone: str = "+7 710 000 00 12", officers: Any = ()) -> Row:
    return Row(None, None, in_language(name), "school", in_language(LONG_NAME), phone, status, list(officers))


def certificate() -> Certificate:
    """Valid, of the longest name; kept nowhere."""
    day = local_day()
    found = Certificate(
        serial="TN-7K4P-29QX-M3HA",
        facts={
            "training": SENTENCE,
            "hours": "6",
            "completed_on": day.isoformat(),
            "valid_until": (day + timedelta(days=1095)).isoformat(),
            "edition": day.isoformat(),
            "is_pilot": True,
            "institution": LONG_PLACE,
            "profession": "social-pedagogue",
        },
    )
    CertificateHolder(certificate=found, name=in_language(LONG_NAME))
    return found


def confirmed_route() -> ReferralRoute:
    return ReferralRoute(recipient=LONG_PLACE, phone="+7 710 000 00 01", hours=SHORT_PLACE, confirmed_on=local_day())


def confirmed_lines() -> list[Number]:
    return [Number("111", in_language(SENTENCE), local_day()), Number("102", in_language(SHORT_PLACE), None)]
