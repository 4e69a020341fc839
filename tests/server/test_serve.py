"""The real command in a process of its own: ports, sockets, signals, and the thin client against it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import httpx
import pytest

from promisecheck.rules.pack import default_folder

PROMISE, CLEAN = "Гарантируем 20% годовых", "Мы ничего не гарантируем."
COMMAND = [sys.executable, "-m", "promisecheck"]


def draft(text):
    talk = {"id": "d", "channel": "telegram", "messages": [{"role": "employee", "text": text}]}
    return json.dumps({"conversation": talk}, ensure_ascii=False)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server on a Unix socket with rules that may be changed."""
    folder = tmp_path_factory.mktemp("serve")
    shutil.copytree(default_folder(), folder / "rules")
    (folder / "company.toml").write_text(
        f'[gate]\nlimit_ms = 20000\n[gate.log]\npath = "{folder}/log.jsonl"\n[serve]\nsocket = "{folder}/s"\n'
    )
    command = [*COMMAND, "serve", "--settings", str(folder / "company.toml"), "--rules", str(folder / "rules")]
    with (folder / "out").open("w") as out:
        process = subprocess.Popen([*command, "--workers", "1"], stdout=out, stderr=out)
    wait_for(folder, '"ready"')
    yield folder, process
    process.kill()
    process.wait()


def wait_for(folder, said, count=1):
    until = time.monotonic() + 90
    while (folder / "out").read_text().count(said) < count:
        assert time.monotonic() < until, (folder / "out").read_text()
        time.sleep(0.05)


def hook(folder, text, *python):
    command = [sys.executable, *python, "-m", "promisecheck", "hook", "--url", f"unix:{folder}/s"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_serve_hook_is_a_thin_client(served):
    folder, _ = served
    status, out, told = hook(folder, draft(PROMISE), "-X", "importtime")
    assert (status, json.loads(out)["decision"]) == (1, "stop")
    imported = {line.split("|")[-1].strip().split(".")[0] for line in told.splitlines() if "|" in line}
    assert "promisecheck" in imported
    assert not imported & {"spacy", "pydantic", "pydantic_core", "numpy", "pymorphy3", "rich", "httpx"}
    status, out, _ = hook(folder, draft(CLEAN))
    assert (status, json.loads(out)["decision"]) == (0, "send")


@pytest.mark.parametrize("given", ["{", draft(" "), ""])
def test_serve_hook_bad_input_exits_2_with_json(served, given):
    status, out, _ = hook(served[0], given)
    assert (status, set(json.loads(out))) == (2, {"error"})


def test_serve_hook_without_a_server_exits_2(tmp_path):
    status, out, _ = hook(tmp_path, draft(PROMISE))
    assert status == 2
    assert "no answer" in json.loads(out)["error"]


@pytest.mark.parametrize("url", ["ftp://example.ru", "http://", "127.0.0.1:80", "http://a:b"])
def test_serve_hook_address_that_is_none(url):
    done = subprocess.run([*COMMAND, "hook", "--url", url], input=b"{}", capture_output=True, timeout=60)
    assert (done.returncode, "expected http" in done.stdout.decode()) == (2, True)


def test_serve_reloads_rules_and_survives_broken_ones(served):
    folder, process = served
    rule = folder / "rules" / "no-guarantees.yaml"
    good = rule.read_text(encoding="utf-8")
    transport = httpx.HTTPTransport(uds=str(folder / "s"))
    with httpx.Client(transport=transport, base_url="http://test", timeout=60) as client:
        rule.write_text(good.replace("severity: block", "severity: grim"), encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        wait_for(folder, "reload failed")
        assert "no-guarantees.yaml" in client.get("/ready").json()["reload_error"]
        assert client.post("/v1/decide", content=draft(PROMISE)).json()["decision"] == "stop"
        rule.write_text(good.replace("severity: block", "severity: warn"), encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        wait_for(folder, "rules reloaded")
        assert client.get("/ready").json()["reload_error"] is None
        assert client.post("/v1/decide", content=draft(PROMISE)).json()["decision"] == "warn"


def test_serve_ends_gracefully_and_leaves_no_process(served):
    folder, process = served
    family = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True).stdout
    assert len(family.split()) >= 1
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) in (0, -signal.SIGTERM)
    assert "Application shutdown complete" in (folder / "out").read_text()
    time.sleep(0.5)
    left = subprocess.run(["ps", "-o", "stat=", "-p", ",".join(family.split())], capture_output=True, text=True).stdout
    assert all(state.startswith("Z") for state in left.split())  # dead, if nobody has asked yet how they ended
    out = (folder / "out").read_text()
    assert not re.search("годовых|гарантир", out)
    entries = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    assert {entry["decision"] for entry in entries} == {"stop", "warn", "send"}


def test_serve_listens_to_others_only_with_a_token(tmp_path):
    done = subprocess.run([*COMMAND, "serve", "--host", "0.0.0.0"], capture_output=True, timeout=60)
    assert (done.returncode, "token" in done.stderr.decode()) == (2, True)
    short = os.environ | {"PROMISECHECK_TOKEN": "short-secret"}
    done = subprocess.run([*COMMAND, "serve", "--host", "0.0.0.0"], capture_output=True, timeout=60, env=short)
    assert done.returncode == 2
    assert "short-secret" not in done.stderr.decode()
