"""Which person a row of a roster is of: a known one, a new one, or one that somebody has to decide about."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID, uuid4

from django.utils.translation import gettext_noop

from tanu.institutions.roster import RosterProblem, RosterRow
from tanu.institutions.roster_facts import Facts
from tanu.institutions.roster_plan import ANOTHER, BY_CODE, Candidate, NewPerson, Plan, Question
from tanu.lib.names import search_key
from tanu.lib.sentences import Sentence
from tanu.people.sign_in import fold

Answers = Mapping[int, str]
"""By row: `another`, the id of a person, `row:7` for the person of that row, or `code:` and a login code."""


_ANOTHER = gettext_noop("This login code belongs to somebody with another name. Compare code and name.")


class Resolving:
    """Goes through the rows in their order. With `all_others` everybody of a known name is somebody else."""

    def __init__(self, facts: Facts, plan: Plan, answers: Answers, *, all_others: bool) -> None:
        self.facts, self.plan, self.answers, self.all_others = facts, plan, answers, all_others
        self._new_by_code: dict[str, NewPerson] = {}
        self._new_by_name: dict[str, list[NewPerson]] = defaultdict(list)
        self._here: dict[str, set[UUID]] = defaultdict(set)
        for (_, key), people in facts.at.items():
            self._here[key] |= people

    def person_of(self, row: RosterRow) -> UUID | None:
        """Their id. None if the row has a problem or awaits a decision."""
        if row.code and row.sign_in in self.facts.reserved:
            self.plan.wrong_codes.add(_guess(row.sign_in, row))
            self._trouble(row, "code", _ANOTHER)
            return None
        if row.code and row.sign_in in self.facts.by_code:
            return self._by_code_of_file(row, self.facts.by_code[row.sign_in])
        if row.code and (first := self._new_by_code.get(row.sign_in)):
            if not share_a_word(row.full_name, first.full_name):
                said = gettext_noop("The login code %(code)s stands in row %(line)s with another name.")
                self._trouble(row, "code", said, code=row.code, line=first.line)
            return first.id
        if not row.code and (known := self._by_post(row)):
            return self._open(known)
        return self._decided(row)

    def _by_code_of_file(self, row: RosterRow, person: UUID) -> UUID | None:
        """Of colleagues a wrong code is a slip of the pen, of anybody else a guess."""
        found = self._known_by_code(row, person)
        if found is None and not self._is_known_here(row, person):
            self.plan.wrong_codes.add(_guess(row.sign_in, row))
        return found

    def _known_by_code(self, row: RosterRow, person: UUID) -> UUID | None:
        known = self.facts.people[person]
        is_alike = self._is_known_here(row, person) and share_a_word(row.full_name, known.name)
        if row.name_key != known.key and not is_alike:
            self._trouble(row, "code", _ANOTHER)
            return None
        if not known.is_open and person not in self.facts.may_open:
            self._trouble(row, "code", gettext_noop("The record with this login code is closed."))
            return None
        return self._open(person)

    def _is_known_here(self, row: RosterRow, person: UUID) -> bool:
        """Of a stranger the whole name must be right: a code alone tells nobody whose it is."""
        place = self.facts.institutions[row.institution]
        return bool(self.facts.posts.get((person, place)) or self.facts.undone_posts.get((person, place)))

    def _open(self, person: UUID) -> UUID:
        if not self.facts.people[person].is_open:
            self.plan.opened.add(person)
        self.plan.names[person] = self.facts.people[person].name
        return person

    def _by_post(self, row: RosterRow) -> UUID | None:
        """The one who has this very post under this name, as after the same file; or had it until an undo."""
        place = self.facts.institutions[row.institution]
        post = (row.profession, row.since)
        named = self.facts.at.get((place, row.name_key), set())
        having = [p for p in named if any((x.profession, x.valid_from) == post for x in self.facts.posts[p, place])]
        had = [p for p in named if post in self.facts.undone_posts.get((p, place), ())]
        found = having or had
        return found[0] if len(found) == 1 else None

    def _decided(self, row: RosterRow) -> UUID | None:
        question = self._question(row)
        if row.code and question and question.elsewhere:
            self.plan.wrong_codes.add(_guess(row.sign_in, row))
        if question is None or self.all_others:
            return self._register(row)
        answer = self.answers.get(row.line, "")
        if answer == ANOTHER:
            return self._register(row)
        if answer.startswith(f"{BY_CODE}:"):
            return self._by_typed_code(row, fold(answer.removeprefix(f"{BY_CODE}:")))
        if answer in {candidate.value for candidate in question.candidates}:
            return self._same(row, answer)
        self.plan.questions.append(question)
        return None

    def _question(self, row: RosterRow) -> Question | None:
        here = {pk for pk in self._here.get(row.name_key, ()) if self.facts.people[pk].is_open}
        candidates = [Candidate(str(pk), name=self.facts.people[pk].name) for pk in sorted(here)]
        for new in self._new_by_name[row.name_key]:
            if not (row.code and new.code):
                candidates.append(Candidate(f"row:{new.line}", line=new.line, name=new.full_name))
        elsewhere = bool(self.facts.by_name.get(row.name_key, set()) - here)
        if not candidates and not elsewhere:
            return None
        return Question(row.line, row.full_name, tuple(candidates), elsewhere)

    def _by_typed_code(self, row: RosterRow, code: str) -> UUID | None:
        person = self.facts.by_code.get(code)
        if person is None:
            self._trouble(row, "code", gettext_noop("Nobody has the login code that was typed. Compare each sign."))
        elif found := self._known_by_code(row, person):
            return self._with_code(row, found)
        self.plan.mistyped[row.line] = _guess(code, row)
        return None

    def _same(self, row: RosterRow, answer: str) -> UUID:
        if answer.startswith("row:"):
            line = int(answer.removeprefix("row:"))
            return next(new.id for new in self._new_by_name[row.name_key] if new.line == line)
        return self._with_code(row, self._open(UUID(answer)))

    def _with_code(self, row: RosterRow, person: UUID) -> UUID:
        """The code of the file leads to the same person, so that the file is known when it comes again."""
        if row.code:
            self.plan.codes.append((person, row.sign_in))
            self.facts.by_code[row.sign_in] = person
        return person

    def _register(self, row: RosterRow) -> UUID:
        new = NewPerson(
            id=uuid4(),
            line=row.line,
            family_name=row.family_name,
            given_name=row.given_name,
            patronymic=row.patronymic,
            language=row.language or "kk",
            code=row.sign_in,
        )
        self.plan.people.append(new)
        self.plan.names[new.id] = new.full_name
        self._new_by_name[row.name_key].append(new)
        if new.code:
            self._new_by_code[new.code] = new
        return new.id

    def _trouble(self, row: RosterRow, column: str, said: str, **values: object) -> None:
        self.plan.problems.append(RosterProblem(row.line, Sentence(said, **values), column))


def _guess(code: str, row: RosterRow) -> str:
    return f"{code} {row.name_key}"


def share_a_word(one: str, other: str) -> bool:
    """A marriage or a patronymic left out makes no other person; a name with nothing in common does."""
    return one == other or not set(_words(one)).isdisjoint(_words(other))


def _words(name: str) -> list[str]:
    return search_key(name).split()
