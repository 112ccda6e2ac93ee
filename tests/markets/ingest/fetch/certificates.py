"""A certificate authority for a test run, made by the openssl command."""

import subprocess
from pathlib import Path

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


class Authority:
    """Signs certificates in a folder. `file`: its own certificate, for clients that trust it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = self._self_signed("authority", "CN=Authority of a test", ())

    def certificate(self, host: str, *, days: int = 2) -> Path:
        """A file with key and certificate for a host; fewer than 0 days makes one that has expired."""
        name = f"{host}{days}"
        key, request, signed = (self.folder / f"{name}.{end}" for end in ("key", "csr", "crt"))
        alternative = f"subjectAltName=DNS:{host}"
        _openssl(
            "req", *_KEY, "-keyout", key, "-out", request, "-subj", f"/CN={host}", "-addext", alternative
        )
        authority = ("-CA", self.file, "-CAkey", self.folder / "authority.key", "-CAcreateserial")
        _openssl(
            "x509",
            "-req",
            "-in",
            request,
            *authority,
            "-days",
            days,
            "-copy_extensions",
            "copy",
            "-out",
            signed,
        )
        return self._joined(name, key, signed)

    def self_signed(self, host: str) -> Path:
        """A certificate that nobody vouches for."""
        name = f"alone-{host}"
        signed = self._self_signed(name, f"CN={host}", ("-addext", f"subjectAltName=DNS:{host}"))
        return self._joined(name, self.folder / f"{name}.key", signed)

    def _self_signed(self, name: str, subject: str, extra: tuple[str, ...]) -> Path:
        key, signed = self.folder / f"{name}.key", self.folder / f"{name}.crt"
        _openssl(
            "req", "-x509", *_KEY, "-keyout", key, "-out", signed, "-days", 2, "-subj", f"/{subject}", *extra
        )
        return signed

    def _joined(self, name: str, key: Path, signed: Path) -> Path:
        both = self.folder / f"{name}.pem"
        both.write_bytes(key.read_bytes() + signed.read_bytes())
        return both


def _openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)
