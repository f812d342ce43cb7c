from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import numpy as np
import pytest

from inkleaf_sidecar import __version__
from inkleaf_sidecar.images import decode_image

from .conftest import Machines, killed, picture_file, wait_until


def test_a_page_is_read_by_a_worker_and_nothing_of_it_stays(machines: Machines, tmp_path: Path) -> None:
    machines.redis.client().set("theirs", "untouched")
    machines.worker("--ms", "50")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    events = gateway.events(7)
    assert [event["type"] for event in events] == ["stage", "stage", "delta", "result"]
    result = events[-1]["result"]
    assert (result["text"], result["widthPx"], result["heightPx"]) == ("page 7", 80, 60)
    assert result["reading"]["engine"] == "cluster"
    assert result["reading"]["host"]
    file = picture_file(tmp_path / "p.png")
    assert gateway.read(3, file=str(file), frame=0)["result"]["text"] == "page 3"
    assert machines.redis.keys_of_pages() == []
    assert machines.redis.client().get("theirs") == b"untouched"


def test_everything_has_the_prefix(machines: Machines) -> None:
    machines.prefix = "ours:"
    machines.worker()
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    assert gateway.read(1)["type"] == "result"
    assert all(key.startswith(b"ours:") for key in machines.redis.client().keys("*"))


def test_what_is_masked_does_not_leave_the_machine(machines: Machines) -> None:
    machines.worker("--ms", "2000")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    page = np.full((100, 100), 255, np.uint8)
    page[20:40, 20:40] = 0
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(gateway.events, 1, page, ignoreRegions=[[0.1, 0.1, 0.5, 0.5]])
        client = machines.redis.client()
        wait_until(lambda: len(client.keys("ink:page:*")) == 1)
        sent = decode_image(client.get(client.keys("ink:page:*")[0]))
        assert sent.min() == 255
        assert reading.result()[-1]["type"] == "result"


def test_the_pages_of_a_worker_that_dies_are_read_by_another_within_five_seconds(machines: Machines) -> None:
    doomed = machines.worker("--ms", "20000")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    with ThreadPoolExecutor() as pool:
        pages = [pool.submit(gateway.events, page) for page in (1, 2)]
        wait_until(lambda: gateway.cluster()["workers"][0]["busy"] == 2)
        machines.worker("--ms", "10")
        gateway.wait_for_capacity(4)
        killed(doomed)
        start = time.monotonic()
        ends = [page.result()[-1] for page in pages]
        assert [end["result"]["text"] for end in ends] == ["page 1", "page 2"]
        assert time.monotonic() - start < 5
    assert machines.redis.keys_of_pages() == []


def test_a_page_that_ends_two_workers_is_set_aside_and_the_pages_beside_it_are_read(machines: Machines) -> None:
    for _ in range(3):
        machines.worker("--ms", "300", "--poison", "13")
    gateway = machines.gateway()
    gateway.wait_for_capacity(6)
    with ThreadPoolExecutor() as pool:
        pages = [pool.submit(gateway.read, page) for page in (11, 12, 13, 14, 15)]
        ends = [page.result() for page in pages]
    assert [end.get("result", {}).get("text") for end in ends] == ["page 11", "page 12", None, "page 14", "page 15"]
    assert (ends[2]["code"], ends[2]["kind"]) == ("engine_crashed", "input")
    assert sum(process.poll() is not None for process in machines.started) == 2


def test_hanging_up_ends_the_work_on_the_worker(machines: Machines) -> None:
    machines.worker("--ms", "20000")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    gateway.hang_up(1)
    wait_until(lambda: "cancelled 1" in (machines.folder / "worker-0.log").read_text(), seconds=2)
    wait_until(lambda: machines.redis.keys_of_pages() == [])
    wait_until(lambda: gateway.cluster()["workers"][0]["busy"] == 0)


def test_pages_of_a_gateway_that_was_killed_go_by_themselves(machines: Machines) -> None:
    machines.worker("--ms", "60000", "--slots", "1")
    gateway = machines.gateway()
    gateway.wait_for_capacity(1)
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(gateway.events, 1)
        wait_until(lambda: gateway.cluster()["workers"][0]["busy"] == 1)
        killed(gateway.process)
        with pytest.raises(httpx.HTTPError):
            reading.result()
    client = machines.redis.client()
    left = machines.redis.keys_of_pages()
    assert left
    # As long as a page's time to live is, so long it may stay.
    assert all(0 < client.pttl(key) <= 60_000 for key in left)
    client.delete(*client.keys("ink:current:*"))
    wait_until(lambda: "cancelled 1" in (machines.folder / "worker-0.log").read_text(), seconds=2)


def test_a_page_that_hangs_for_nobody_ends_its_worker(machines: Machines) -> None:
    worker = machines.worker("--hang", "5", "--hangs-after-s", "1")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    gateway.hang_up(5)
    wait_until(lambda: worker.poll() is not None, seconds=5)


def test_workers_of_another_version_get_no_pages_and_both_versions_are_named(machines: Machines) -> None:
    machines.worker("--version", "0.0.9")
    gateway = machines.gateway()
    wait_until(lambda: gateway.cluster()["workers"] != [])
    error = gateway.read(1)
    assert (error["code"], error["scope"]) == ("worker_version", "engine")
    assert "0.0.9" in error["message"]
    assert __version__ in error["message"]


def test_a_worker_that_lies_about_its_slots_is_believed_64_at_most(machines: Machines) -> None:
    machines.worker("--claim-slots", "100000")
    gateway = machines.gateway()
    gateway.wait_for_capacity(64)
    assert gateway.read(1)["type"] == "result"


def test_what_is_no_worker_at_all_is_shown_and_not_used(machines: Machines) -> None:
    client = machines.redis.client()
    odd = f'{{"version":"{__version__}","host":7,"slots":null,"busy":"x","pid":1e99,"pagesPerSecond":NaN}}'
    for name, said in (("a", "no json"), ("b", "[]"), ("c", '{"host":"c","version":"9"}'), ("d", odd)):
        client.sadd("ink:workers", name)
        client.set(f"ink:worker:{name}", said, px=60_000)
    gateway = machines.gateway()
    wait_until(lambda: len(gateway.cluster()["workers"]) == 4)
    assert gateway.cluster()["capacity"] == 0


def test_a_clock_that_is_hours_ahead_changes_nothing(machines: Machines) -> None:
    machines.worker("--ms", "1500", "--slots", "1")
    machines.worker("--ms", "1500", "--slots", "1", "--clock-ahead-s", "10800")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    with ThreadPoolExecutor() as pool:
        ends = list(pool.map(gateway.read, range(1, 7)))
    assert [end["result"]["text"] for end in ends] == [f"page {page}" for page in range(1, 7)]


def test_without_workers_a_page_is_as_good_as_before(machines: Machines) -> None:
    gateway = machines.gateway()
    error = gateway.read(1)
    assert (error["code"], error["scope"]) == ("no_workers", "engine")


def test_a_message_that_died_with_its_worker_before_it_was_claimed_is_sent_again(machines: Machines) -> None:
    # It takes a message off the queue and then does nothing, as a worker does that is killed at that moment.
    worker = machines.worker("--ms", "10")
    gateway = machines.gateway()
    gateway.wait_for_capacity(2)
    client = machines.redis.client()
    worker.send_signal(19)
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(gateway.read, 1)
        queue = f"ink:queue:{__version__}:ppocr"
        wait_until(lambda: len(client.keys("ink:page:*")) == 1)
        client.lpop(queue)
        worker.send_signal(18)
        assert reading.result()["result"]["text"] == "page 1"


def test_a_worker_without_its_nets_says_so_and_ends(machines: Machines, tmp_path: Path) -> None:
    machines.started.append(
        subprocess.Popen(
            [sys.executable, "-m", "inkleaf_cluster", "worker", "--models", str(tmp_path)],
            env=machines.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
    )
    ended = machines.started[-1]
    assert ended.stdout
    said = json.loads(ended.stdout.readline())
    ended.wait(10)
    assert ended.returncode == 1
    assert (said["type"], said["kind"]) == ("error", "defect")
    assert "setup" in said["message"]
