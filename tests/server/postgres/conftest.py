# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests with PostgreSQL share."""

import shutil
import tempfile

import pytest

from bureau import Bureau, Cluster, SmtpServer, make_secret



@pytest.fixture
def smtp(tmp_path):
    server = SmtpServer(tmp_path / "smtp").start()
    yield server
    server.stop()


@pytest.fixture
def make_cluster():
    """Clusters that are not started yet and end with the test; the path of a socket is short."""
    clusters = []

    def make():
        clusters.append(Cluster(tempfile.mkdtemp(prefix="hw-postgres-")))
        return clusters[-1]

    yield make
    for cluster in clusters:
        cluster.stop("immediate")
        shutil.rmtree(cluster.folder)


@pytest.fixture
def cluster(make_cluster):
    return make_cluster().create().start()


@pytest.fixture
def make_bureau(tmp_path, smtp):
    """Starts servers that end with the test, each in a folder of its own, all with one secret."""
    bureaus = []

    def make(uri, config=None):
        bureau = Bureau(tmp_path / f"server{len(bureaus)}", smtp, uri, make_secret(tmp_path), config)
        bureaus.append(bureau)
        return bureau.start()

    yield make
    for bureau in bureaus:
        bureau.stop()
