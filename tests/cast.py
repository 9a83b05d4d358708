"""The named cast. Docs, demo and tests use the same people; the demo's files invent them once."""

from dataclasses import dataclass
from datetime import date

from tanu.home.demo.build import build_people_and_places
from tanu.institutions.models import Institution, Territory
from tanu.lib.dates import local_day
from tanu.people.models import Person

PEOPLE = {
    "aigerim": "social pedagogue and designated officer of the village school",
    "gulmira": "teacher at the village school",
    "baurzhan": "head of the village school",
    "natalya": "paediatrician and designated officer of the city hospital, overdue",
    "zarina": "nurse, half a post at the hospital and half at the school",
    "saule": "patronage nurse and designated officer of the polyclinic, trained",
    "timur": "police officer and designated officer, his training has lapsed",
    "madina": "help-line operator and designated officer, trained",
    "svetlana": "teacher at school No. 7, which has appointed nobody",
    "kairat": "left the Tasotkel school, where he was the designated officer",
    "daniyar": "social pedagogue of the children's home in the district that moved",
    "aliya": "lecturer",
    "arman": "student",
    "vera": "student",
    "sergey": "a stranger from another region",
    "nurlan": "official of the district",
    "roza": "official of the region",
    "alma": "editor",
    "bolat": "trainer",
}


@dataclass(frozen=True)
class Cast:
    """People by their sign-in code, places by their part in the story. `today` is the day of the story."""

    today: date

    def __getattr__(self, code: str) -> Person:
        if code not in PEOPLE:
            raise AttributeError(code)
        return Person.objects.get(sign_in_names__value=code)

    def everybody(self) -> dict[str, Person]:
        return {code: getattr(self, code) for code in PEOPLE}

    def institution(self, code: str) -> Institution:
        return Institution.objects.get(code=code)

    @property
    def school(self) -> Institution:
        return self.institution("zh-school")

    @property
    def school_7(self) -> Institution:
        return self.institution("zh-school-7")

    @property
    def preschool(self) -> Institution:
        return self.institution("zh-preschool")

    @property
    def hospital(self) -> Institution:
        return self.institution("zh-hospital")

    @property
    def polyclinic(self) -> Institution:
        return self.institution("zh-polyclinic")

    @property
    def police(self) -> Institution:
        return self.institution("zh-police")

    @property
    def district(self) -> Territory:
        return Territory.objects.get(code="demo-zhusandy")

    @property
    def moved_district(self) -> Territory:
        return Territory.objects.get(code="demo-tasotkel")

    @property
    def region(self) -> Territory:
        return Territory.objects.get(code="KZ-62")

    @property
    def next_door(self) -> Territory:
        return Territory.objects.get(code="KZ-35")


def build_cast() -> Cast:
    """There from the first test on, or built anew after a test that commits has emptied the database."""
    if not Person.objects.exists():
        build_people_and_places()
    return Cast(today=local_day())
