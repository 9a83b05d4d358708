"""Strongly connected components: the circles of a graph, in an order in which it can be walked."""

from collections.abc import Sequence


def components(links: Sequence[Sequence[int]]) -> list[list[int]]:
    """Sets of nodes that lead to one another, each before those it leads to (Tarjan). `links` by the node's number."""
    found: list[list[int]] = []
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    stack: list[int] = []
    stacked: set[int] = set()
    for root in range(len(links)):
        path = [] if root in order else [(root, iter(links[root]))]
        while path:
            node, ahead = path[-1]
            if node not in order:
                order[node] = lowest[node] = len(order)
                stack.append(node)
                stacked.add(node)
            for to in ahead:
                if to not in order:
                    path.append((to, iter(links[to])))
                    break
                if to in stacked:
                    lowest[node] = min(lowest[node], order[to])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    found.append(_taken_down_to(node, stack))
                    stacked.difference_update(found[-1])
    found.reverse()
    return found


def _taken_down_to(node: int, stack: list[int]) -> list[int]:
    taken = [stack.pop()]
    while taken[-1] != node:
        taken.append(stack.pop())
    return taken
