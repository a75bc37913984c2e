"""What the shop needs of etcd, by its JSON gateway."""
import base64
import http.client
import json
import threading

import places


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def decoded(text: str) -> str:
    return base64.b64decode(text).decode()


class Etcd:
    """One connection for each thread."""

    def __init__(self) -> None:
        self.local = threading.local()

    def call(self, path: str, body: dict) -> dict:
        connection = getattr(self.local, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection("127.0.0.1", places.PORT, timeout=3)
            self.local.connection = connection
        try:
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = json.loads(response.read())
        except (OSError, http.client.HTTPException):
            connection.close()
            self.local.connection = None
            raise
        if response.status != 200:
            raise RuntimeError(f"etcd answers {response.status}: {answer.get('error', '')}")
        return answer

    def put(self, key: str, value: str) -> None:
        self.call("/v3/kv/put", {"key": coded(key), "value": coded(value)})

    def put_all(self, values: dict[str, str], lease: str) -> None:
        puts = [{"requestPut": {"key": coded(key), "value": coded(value), "lease": lease}} for key, value in values.items()]
        self.call("/v3/kv/txn", {"success": puts})

    def below(self, prefix: str) -> tuple[int, dict[str, tuple[int, str]]]:
        """The revision that was read, and by key its own revision and text."""
        end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        answer = self.call("/v3/kv/range", {"key": coded(prefix), "range_end": coded(end)})
        found = {decoded(kv["key"]): (int(kv["mod_revision"]), decoded(kv.get("value", ""))) for kv in answer.get("kvs", [])}
        return int(answer["header"]["revision"]), found

    def lease(self, seconds: int) -> str:
        return self.call("/v3/lease/grant", {"TTL": seconds})["ID"]

    def keep(self, lease: str) -> bool:
        return int(self.call("/v3/lease/keepalive", {"ID": lease})["result"].get("TTL", 0)) > 0

    def revoke(self, lease: str) -> None:
        self.call("/v3/lease/revoke", {"ID": lease})
