from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .conftest import Machines, RedisServer, free_port, wait_until
from .connection import ClusterError, check_server, shown


def refused(url: str) -> ClusterError:
    with pytest.raises(ClusterError) as caught:
        check_server(url)
    return caught.value


def test_what_is_wrong_with_the_address_is_said(redis_server: RedisServer) -> None:
    port = redis_server.port
    assert refused(f"redis://127.0.0.1:{port}/99").code == "bad_redis"
    assert refused(f"redis://127.0.0.1:{free_port()}").code == "redis_gone"
    redis_server.client().config_set("requirepass", "right")
    for wrong in ("", "me:wrong@", ":wrong@"):
        error = refused(f"redis://{wrong}127.0.0.1:{port}")
        assert error.code == "redis_refused"
        assert "wrong@" not in error.message
    check_server(f"redis://:right@127.0.0.1:{port}")


def test_a_password_is_never_shown() -> None:
    assert shown("rediss://user:secret@host:7000/3") == "rediss://host:7000/3"


@pytest.fixture
def old_redis() -> Iterator[str]:
    """Answers as Redis 5 does."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    while said := connection.recv(4096):
                        for command in said.split(b"*")[1:]:
                            info = b"# Server\r\nredis_version:5.0.14\r\n"
                            known = b"$%d\r\n%s\r\n" % (len(info), info) if b"\r\nINFO\r\n" in command else b"+OK\r\n"
                            connection.sendall(b"-ERR unknown command\r\n" if b"HELLO" in command else known)

        threading.Thread(target=serve, daemon=True).start()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}"


def test_a_redis_that_is_too_old_is_refused_with_both_versions(old_redis: str) -> None:
    error = refused(old_redis)
    assert error.code == "redis_too_old"
    assert "5.0.14" in error.message
    assert "6.2" in error.message


def test_a_full_redis_makes_pages_wait(machines: Machines) -> None:
    machines.worker()
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    client = machines.redis.client()
    client.config_set("maxmemory", "1")
    error = gateway.read(1)
    assert (error["code"], error["scope"]) == ("redis_full", "engine")
    client.config_set("maxmemory", "0")
    gateway.wait_for_capacity(2)
    assert gateway.read(1)["type"] == "result"


@pytest.mark.parametrize("keeps", [True, False])
def test_redis_started_again_costs_no_page(machines: Machines, keeps: bool) -> None:
    machines.redis.kill()
    machines.redis.arguments = ("--appendonly", "yes", "--appendfsync", "always") if keeps else ()
    machines.redis.start()
    machines.worker("--ms", "3000")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(gateway.read, 1)
        wait_until(lambda: gateway.cluster()["workers"][0]["busy"] == 1)
        machines.redis.kill()
        machines.redis.start()
        end = reading.result()
    if keeps:
        # It went on as if nothing had been.
        assert end["result"]["text"] == "page 1"
    else:
        assert (end["code"], end["scope"]) == ("redis_lost", "engine")
        gateway.wait_for_capacity(2)
        assert gateway.read(1)["result"]["text"] == "page 1"


def test_redis_that_stays_away_gives_the_page_back(machines: Machines) -> None:
    machines.worker("--ms", "20000")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(gateway.read, 1)
        wait_until(lambda: gateway.cluster()["workers"][0]["busy"] == 1)
        machines.redis.kill()
        end = reading.result()
    assert (end["code"], end["scope"]) == ("redis_gone", "engine")
    wait_until(lambda: gateway.cluster()["trouble"]["code"] == "redis_gone")
    machines.redis.start()
    gateway.wait_for_capacity(2)
    assert gateway.cluster()["trouble"] is None


def test_a_user_with_the_documented_rights_is_enough(machines: Machines) -> None:
    machines.redis.client().execute_command("ACL", "SETUSER", "inkleaf", "on", ">secret", *acl_rule())
    machines.redis.user = "inkleaf:secret@"
    machines.worker("--ms", "10")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    assert gateway.read(1)["type"] == "result"


def acl_rule() -> list[str]:
    """As docs/CLUSTER.md has it."""
    text = (Path(__file__).parents[2] / "docs" / "CLUSTER.md").read_text()
    rule = next(line for line in text.splitlines() if line.startswith("ACL SETUSER inkleaf"))
    return rule.split()[5:]


def test_pages_go_over_tls(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 "
        f"-keyout {key} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    files = ("--tls-cert-file", str(certificate), "--tls-key-file", str(key), "--tls-ca-cert-file", str(certificate))
    server = RedisServer(
        tmp_path,
        free_port(),
        (*files, "--tls-auth-clients", "no"),
        scheme="rediss",
        query=f"?ssl_ca_certs={certificate}",
    )
    machines = Machines(server, tmp_path)
    try:
        server.start()
        machines.worker("--ms", "10")
        gateway = machines.gateway()
        gateway.wait_for_capacity(2)
        assert gateway.read(1)["type"] == "result"
        # A certificate of somebody's own is not taken for a good one.
        assert refused(server.url.partition("?")[0]).code == "redis_gone"
    finally:
        machines.end()
        server.kill()
