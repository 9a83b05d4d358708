"""What the rooms below ask this one."""

from tanu.home.demo_cast import introduce
from tanu.people.demo import introduce_with

introduce_with(introduce)
