from tanu.handouts.engine import for_engine


def test_a_column_is_as_wide_as_its_words_ask():
    table = "<table><tr><th>Minutes</th><th>What</th></tr><tr><td>5</td><td>{}</td></tr></table>".format("word " * 20)
    assert '<th width="17%">Minutes</th><th width="83%">What</th></tr><tr><td>5</td>' in for_engine(table)


def test_a_long_word_has_its_room():
    table = "<table><tr><td>Обсудить</td><td>{}</td></tr></table>".format("слово " * 20)
    assert '<td width="19%">Обсудить</td>' in for_engine(table)


def test_a_table_with_a_style_of_its_own_and_one_of_uneven_rows_stay():
    for table in ('<table class="numbers"><tr><td>1</td><td>2</td></tr></table>', "<table><tr><td>1</td></tr></table>"):
        assert for_engine(table) == table


def test_sections_are_plain_blocks():
    assert for_engine('<section class="note">x</section>') == '<div class="note">x</div>'
