from pathlib import Path

import html5lib
import pytest

from tanu.lib.svg import SvgRefused, inline_svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def faults_of(source: str) -> list[tuple[int, str]]:
    with pytest.raises(SvgRefused) as refused:
        inline_svg(source, label="x")
    return refused.value.faults


def test_a_drawing_comes_out_bare_and_named() -> None:
    source = (
        '<?xml version="1.0"?>\n<!-- ours -->\n'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9" aria-hidden="true">\n'
        '<g id="front" fill="none" class="ln"><path d="M1 1l2-2z"/></g></svg>'
    )
    html = inline_svg(source, label='Ear "left" & <right>')
    assert html == (
        '<svg viewBox="0 0 9 9" role="img" aria-label="Ear &quot;left&quot; &amp; &lt;right&gt;">'
        '<g fill="none" class="ln"><path d="M1 1l2-2z"></path></g></svg>'
    )


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        "<style>a{}</style>",
        '<g style="fill:red"/>',
        '<g onclick="alert(1)"/>',
        '<a href="https://a.kz"><path/></a>',
        '<use href="#x"/>',
        '<image href="x.png"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<text x="1">word</text>',
        "<g>word</g>",
        '<path fill="url(#x)"/>',
        '<path fill="&#117;rl(https://a.kz)"/>',
        '<path d="M0 0" xml:base="x"/>',
        '<animate attributeName="href"/>',
        "<svg/>",
        "<?php x ?>",
        "<![CDATA[<script>1</script>]]>",
        "<title>word</title>",
    ],
)
def test_what_does_not_belong_in_a_figure_is_refused_with_its_line(inside: str) -> None:
    assert {line for line, _ in faults_of(f"{OPEN}\n<g/>\n{inside}\n</svg>")} == {3}


def test_every_fault_is_told_at_once() -> None:
    assert len(faults_of(f'{OPEN}\n<text>a</text>\n<g style="a"/>\n<script/></svg>')) == 4


@pytest.mark.parametrize(
    "source",
    [
        f'<!DOCTYPE svg [<!ENTITY x "y">]>{OPEN}</svg>',
        f'<!DOCTYPE svg SYSTEM "http://evil.example/x.dtd">{OPEN}</svg>',
        f"{OPEN}<g></svg>",
        '<svg viewBox="0 0 1 1"></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        "not a drawing",
        OPEN + "<g/>" * 30_000 + "</svg>",
    ],
)
def test_a_file_that_is_no_figure_is_refused(source: str) -> None:
    assert faults_of(source)


def test_the_shipped_figures_can_stand_in_a_page() -> None:
    for path in Path("media/figures").glob("*.svg"):
        html = inline_svg(path.read_text(encoding="utf-8"), label="A drawing")
        root = html5lib.parseFragment(html, namespaceHTMLElements=False)[0]
        assert root.get("aria-label") == "A drawing"
