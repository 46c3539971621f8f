"""How elements are called inside SpiffWorkflow, which keeps `Start` and `End` for itself.

An element with id `x` is `#x`; what the engine adds around it is `#x` and a suffix.
"""

SPLIT, JOIN, FLOWS, CHILD = ".split", ".join", ".flows", " [child]"
"""Before an activity with boundary events; after it; its several ways out; one of its instances."""


def spec_name(node_id: str) -> str:
    """The name in SpiffWorkflow of an element of the file."""
    return f"#{node_id}"


def node_id(name: str, *suffixes: str) -> str:
    """The id of the element behind a name, empty for SpiffWorkflow's internal tasks.

    `suffixes` are the additions to look through.
    """
    for suffix in suffixes:
        name = name.removesuffix(suffix)
    return name[1:] if name.startswith("#") else ""
