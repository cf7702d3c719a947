"""A server of its own for each test."""

import pytest

from server import Server


@pytest.fixture
def server(tmp_path):
    running = Server(tmp_path)
    yield running
    running.stop()
    # What a failing test shows.
    print(running.log.read_text())
