from __future__ import annotations

import json
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from kombu.exceptions import OperationalError

from .attempt import Attempt
from .broker import make_app
from .conftest import Machines, RedisServer, free_port, wait_until
from .connection import ClusterError, address, check_server, shown
from .keys import LEASE_MS, Keys


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


@pytest.mark.parametrize("password", ["pa/ss", "pa?ss", "pa#ss", "1/secret"])
def test_a_password_that_is_not_escaped_is_refused_and_not_quoted(
    monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setenv("INKLEAF_REDIS", f"redis://me:{password}@host:6379/0")
    with pytest.raises(ClusterError) as caught:
        address()
    assert caught.value.code == "bad_redis"
    assert "ss" not in caught.value.message.partition(".")[0].replace("address", "")
    assert "secret" not in caught.value.message


def test_a_password_is_never_shown() -> None:
    assert shown("redis://u:123/secret@host") == "redis://u:123"
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
                            connection.sendall(b"+PONG\r\n" if b"PING" in command else known)

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
    wait_until(lambda: (gateway.cluster()["trouble"] or {}).get("code") == "redis_full")
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
    # A beat from before may still be there, and lapse until the worker is back.
    wait_until(lambda: gateway.cluster()["trouble"] is None)
    gateway.wait_for_capacity(2)


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
        bare = server.url.partition("?")[0]
        assert refused(bare).code == "redis_gone"
        # Nor by the queue's own connections, which would hand it the password.
        with pytest.raises(OperationalError, match="certificate verify failed"):
            make_app(bare, Keys(), "ppocr").connection_for_write().ensure_connection(max_retries=1, timeout=5)
    finally:
        machines.end()
        server.kill()


def test_a_redis_that_stands_still_for_longer_than_a_lease_costs_nothing(machines: Machines) -> None:
    machines.worker("--ms", "9000", "--slots", "1")
    gateway = machines.gateway()
    gateway.wait_for_capacity(1)
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(gateway.events, 1)
        wait_until(lambda: gateway.cluster()["workers"][0]["busy"] == 1)
        assert machines.redis.process
        machines.redis.process.send_signal(signal.SIGSTOP)
        time.sleep(LEASE_MS / 1000 + 1)
        machines.redis.process.send_signal(signal.SIGCONT)
        events = reading.result()
    assert events[-1]["result"]["text"] == "page 1"
    # It was begun once.
    assert [event for event in events if event == {"type": "stage", "stage": "started"}] == events[:1]


def test_celery_settings_of_others_are_not_ours(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CELERY_BROKER_URL", f"redis://127.0.0.1:{free_port()}/0")
    gateway = machines.gateway()
    monkeypatch.delenv("CELERY_BROKER_URL")
    machines.worker("--ms", "10")
    gateway.wait_for_capacity(2)
    assert gateway.read(1)["type"] == "result"


def test_nothing_of_ours_stays_for_ever(machines: Machines) -> None:
    machines.worker("--ms", "10")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    assert gateway.read(1)["type"] == "result"
    client = machines.redis.client()
    # kombu's own notes on queues have no end; there is one of them for a version of ours.
    wait_until(lambda: all(client.pttl(key) > 0 for key in client.keys("ink:*")))


def test_what_could_not_be_told_is_told_again(redis_server: RedisServer) -> None:
    client = redis_server.client()
    keys = Keys()
    client.set(keys.current("p"), 1)
    client.xadd(keys.events("p", 1), {"events": "[]"})
    attempt = Attempt(client, keys, "w", "p", 1)
    assert attempt.claim()
    attempt.emit({"type": "delta", "text": "a"})
    with client.pipeline() as pipeline:
        lost = attempt.ask(pipeline, renews=False)
    assert lost
    attempt.untold(lost)
    with client.pipeline() as pipeline:
        again = attempt.ask(pipeline, renews=False)
        assert attempt.ask(pipeline, renews=False) == []
        nothing = attempt.ask(pipeline, renews=False)
    attempt.untold(again)
    # What is said from now on is no part of what was told.
    assert nothing == []
    redis_server.kill()
    ending = threading.Thread(target=attempt.end, args=({"type": "result"},))
    ending.start()
    time.sleep(1)
    redis_server.start()
    client.xadd(keys.events("p", 1), {"events": "[]"})
    ending.join(10)
    told = [json.loads(fields[b"events"]) for _, fields in client.xrange(keys.events("p", 1))]
    assert told[-1] == [{"type": "delta", "text": "a"}, {"type": "result"}]
