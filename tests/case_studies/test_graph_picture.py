"""The picture of a case: every scene once, in layers, whatever state the draft is in."""

from hypothesis import given
from hypothesis import strategies as st

from tanu.case_studies.graph_picture import HEIGHT, WIDTH, graph_picture
from tests.case_studies.cases import graph

names = st.sampled_from(["a", "b", "c", "d", "e", ""])
choices = st.lists(st.fixed_dictionaries({"id": names, "to": names, "expert": st.booleans()}), max_size=4)
scenes = st.lists(
    st.fixed_dictionaries({"id": names, "kind": st.just("normal"), "choices": choices}),
    max_size=6,
    unique_by=lambda s: s["id"],
)


def test_scenes_stand_below_what_leads_to_them():
    nodes = {node.id: node for node in graph_picture(graph()["scenes"]).nodes}

    assert set(nodes) == {"desk", "talk", "monday", "safe", "harder", "late", "lost"}
    assert nodes["desk"].y < nodes["talk"].y < nodes["monday"].y < nodes["late"].y
    assert nodes["safe"].y == nodes["monday"].y


def test_the_experts_way_is_marked_and_a_rule_looks_different():
    picture = graph_picture(graph()["scenes"])

    assert [node.id for node in picture.nodes if node.is_expert] == ["desk", "talk", "safe"]
    assert sum(edge.is_expert for edge in picture.edges) == 2
    assert sum(edge.is_rule for edge in picture.edges) == 1


@given(scenes)
def test_any_draft_is_drawn_and_nothing_overlaps(drafted):
    picture = graph_picture(drafted)

    assert sorted(node.id for node in picture.nodes) == sorted(scene["id"] for scene in drafted if scene["id"])
    assert len({(node.x, node.y) for node in picture.nodes}) == len(picture.nodes)
    assert all(0 <= node.x <= picture.width - WIDTH and node.y <= picture.height - HEIGHT for node in picture.nodes)
