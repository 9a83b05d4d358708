from tanu.institutions.models import ReferralRoute


def page_with(course, lessons, what: str) -> str:
    """The address of the first shipped lesson that shows this card."""
    return next(
        f"/en/courses/{course.key}/{lesson.slug}/"
        for lesson in lessons
        if any(part.get("what") == what for part in lesson.current.document["en"]["parts"])
    )


def test_the_number_of_the_readers_district_is_shown_with_its_date(client, cast, course, lessons):
    client.force_login(cast.aigerim)
    text = client.get(page_with(course, lessons, "intake")).content.decode()
    assert 'href="tel:+77100000001"' in text
    assert "Confirmed:" in text


def test_a_number_nobody_has_confirmed_gives_way_to_the_countrys_numbers(client, cast, course, lessons):
    ReferralRoute.objects.update(confirmed_on=None)
    client.force_login(cast.aigerim)
    text = client.get(page_with(course, lessons, "intake")).content.decode()
    assert "+77100000001" not in text
    assert "The number of your district is not confirmed, so it is not shown." in text
    assert 'class="phone" href="tel:102"' in text


def test_the_officer_of_the_readers_institution_is_named(client, cast, course, lessons):
    client.force_login(cast.gulmira)
    text = client.get(page_with(course, lessons, "officer")).content.decode()
    assert cast.aigerim.full_name in text


def test_where_nobody_is_designated_the_page_says_so(client, cast, course, lessons):
    client.force_login(cast.svetlana)
    text = client.get(page_with(course, lessons, "officer")).content.decode()
    assert "Nobody has been designated yet." in text
