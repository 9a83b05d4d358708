"""What the rooms below ask this one, or one another."""

from tanu.home.demo_cast import introduce
from tanu.institutions.sees_several import sees_several
from tanu.institutions.slips import works_there
from tanu.people.demo import introduce_with
from tanu.people.second_factor import needed_by
from tanu.people.slips import ask_who_works_there

introduce_with(introduce)
needed_by(sees_several)
ask_who_works_there(works_there)
