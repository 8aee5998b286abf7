"""Pages and programming interface: thin; they ask a room below and show the answer."""
