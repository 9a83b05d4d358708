from datetime import timedelta

import pytest

from tanu.institutions.models import Designation, Post
from tanu.institutions.roster import LIMIT_BYTES, read_roster
from tanu.institutions.roster_import import import_roster
from tanu.people.models import Person

HEADING = (
    "institution,code,family_name,given_name,patronymic,language,profession,share,since,until,"
    "phone,mail,designation,order_number,order_date\n"
)
DINARA = (
    "zh-school-7,dinara,Оспанова,Динара,,kk,teacher,1,2024-09-01,,"
    "+7 710 000 02 01,d@example.kz,officer,№ 3,2024-09-02\n"
)
ONE_NAME = "zh-school-7,asel,,Әсел,,kk,teacher,0.5,2024-09-01,,,,,,\n"
BAD = (
    HEADING
    + DINARA
    + "zh-school-7,e,Оспанов,Ерлан,,kk,wizard,1,2024-09-01,,,,,,\n"
    + "zh-school-7,erlan,Оспанов,,,kk,teacher,3,1 September,,,,,,\n"
    + "zh-school-7,erlan,Оспанов,Ерлан,,de,teacher,1,2024-09-01,2024-09-01,,,,,\n"
    + "nowhere,erlan,Оспанов,Ерлан,,kk,teacher,1,2024-09-01,,,,,,\n"
)


def state() -> tuple:
    return tuple(sorted(map(str, model.objects.values_list("pk", flat=True))) for model in (Person, Post, Designation))


def test_a_line_is_a_person_a_post_and_a_designation(cast):
    outcome = import_roster((HEADING + DINARA).encode())

    assert outcome.problems == []
    post = Post.objects.get(person__given_name="Динара")
    assert (post.institution, post.profession, post.phone) == (cast.school_7, "teacher", "+7 710 000 02 01")
    designation = Designation.objects.get(person=post.person)
    assert (designation.role, designation.order_number) == ("officer", "№ 3")


def test_one_name_is_enough(cast):
    import_roster((HEADING + ONE_NAME).encode())

    assert Person.objects.get(given_name="Әсел").full_name == "Әсел"


def test_the_same_file_twice_changes_nothing(cast):
    import_roster((HEADING + DINARA + ONE_NAME).encode())
    before = state()

    import_roster((HEADING + DINARA + ONE_NAME).encode())

    assert state() == before


def test_one_code_is_one_person_with_several_posts(cast):
    import_roster((HEADING + DINARA + DINARA.replace("zh-school-7", "zh-school")).encode())

    assert Post.objects.filter(person__given_name="Динара").count() == 2
    assert Person.objects.filter(given_name="Динара").count() == 1


def test_an_end_ends_the_post_and_the_designation(cast):
    left = (cast.today - timedelta(days=1)).isoformat()

    import_roster((HEADING + DINARA.replace("2024-09-01,,", f"2024-09-01,{left},")).encode())

    post = Post.objects.as_known().get(person__given_name="Динара")
    assert post.valid_until == cast.today - timedelta(days=1)
    assert not Designation.objects.on(cast.today).filter(person=post.person).exists()


def test_every_problem_is_told_at_once_with_its_line(cast):
    problems = import_roster(BAD.encode()).problems

    assert {problem.line for problem in problems} == {3, 4, 5, 6}
    told = {line: " ".join(f"{p.column}: {p.message}" for p in problems if p.line == line) for line in (3, 4, 5, 6)}
    assert "code" in told[3]
    assert "profession" in told[3]
    assert all(column in told[4] for column in ("given_name", "share", "since"))
    assert "language" in told[5]
    assert "nowhere" in told[6]


def test_who_leaves_on_the_day_of_starting_is_a_problem(cast):
    _, problems = read_roster((HEADING + DINARA.replace("2024-09-01,,", "2024-09-01,2024-09-01,")).encode())

    assert [(problem.line, problem.column) for problem in problems] == [(2, "until")]


def test_with_a_problem_nothing_is_taken_in(cast):
    before = state()

    import_roster(BAD.encode())

    assert state() == before


def test_trying_it_out_changes_nothing(cast):
    before = state()

    outcome = import_roster((HEADING + DINARA).encode(), dry_run=True)

    assert (outcome.people, outcome.posts, outcome.problems) == (1, 1, [])
    assert state() == before


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"name,post\nx,y\n", 1, "columns that a roster does not have: name, post"),
        (HEADING.encode() + "zh-school,x".encode("utf-16-le"), 2, ""),
        (HEADING.encode() + "Оспанова\n".encode("cp1251"), 2, "Windows-1251"),
        (HEADING.encode() + (DINARA.strip() + ",more,and more\n").encode(), 2, "more cells"),
        (HEADING.encode() + b'zh-school,"dinara\n', 2, "cannot be read"),
        (b"x" * (LIMIT_BYTES + 1), 1, "larger"),
        (b"", 1, "empty"),
    ],
    ids=["heading", "utf-16", "cp1251", "too many cells", "open quotation", "too large", "empty"],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_line(data, line, words):
    rows, problems = read_roster(data)

    assert rows == []
    assert any(problem.line == line and words in problem.message for problem in problems), problems


def test_what_a_spreadsheet_saves_is_read(cast):
    data = "\ufeff" + (HEADING + DINARA).replace("\n", "\r\n")

    assert import_roster(data.encode()).problems == []
