"""The hub's own certificate authority and the certificate that it serves with.

Devices believe this one authority and no other. It lives ten years; the server's certificate lives 397 days,
the most that browsers accept, and is made anew by itself in its last month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ALWAYS = ("localhost", "127.0.0.1", "::1")
"""Names that every server certificate carries: the machine itself."""
_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}\Z)({_LABEL}\.)*(?!\d+\Z){_LABEL}", re.IGNORECASE)
"""What ends in a number is an address, and if it is none that exists, a mistake (RFC 1123, 2.1)."""
_AUTHORITY_LIFE = timedelta(days=3653)
_SERVER_LIFE = timedelta(days=397)
_RENEW_BEFORE = timedelta(days=30)
_CLOCKS_DIFFER = timedelta(days=1)


def new_authority(at: datetime) -> str:
    """A certificate authority: its key and its certificate, PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named("Zongchuang hub authority")
    public = key.public_key()
    made = (
        _begun(name, name, public, at, _AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
    return _pem(key) + _certificate_pem(made)


def new_server(authority: str, names: Iterable[str], at: datetime) -> str:
    """A server certificate for names and addresses, with its key, PEM.

    ``authority`` as ``new_authority`` gave it. Raises ValueError when that is none or a name is none.
    """
    issuer_key, issuer = _pair(authority)
    key = ec.generate_private_key(ec.SECP256R1())
    all_names = dict.fromkeys((*names, *ALWAYS))
    issuer_id = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    made = (
        _begun(_named("Zongchuang hub"), issuer.subject, key.public_key(), at, _SERVER_LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.SubjectAlternativeName([_alternative(name) for name in all_names]), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(issuer_id, critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
    return _pem(key) + _certificate_pem(made)


def public_part(pem: str) -> str:
    """The certificate alone, of a text that also holds its key. Raises ValueError."""
    return _certificate_pem(_pair(pem)[1])


def names_of(pem: str) -> tuple[str, ...]:
    """The names and addresses that a server certificate is good for. Raises ValueError."""
    found = _pair(pem)[1].extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return tuple(str(each.value) for each in found)


def runs_out(pem: str, at: datetime) -> bool:
    """Whether it is time for a new server certificate. Raises ValueError."""
    return _pair(pem)[1].not_valid_after_utc - at < _RENEW_BEFORE


def fingerprint(pem: str) -> str:
    """SHA-256 of a certificate, as groups of four hexadecimal digits to compare by eye."""
    digits = x509.load_pem_x509_certificate(pem.encode()).fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, at: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _CLOCKS_DIFFER)
        .not_valid_after(at + life)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        if not _HOST_NAME.fullmatch(name):
            raise
        return x509.DNSName(name)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _pair(pem: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = load_pem_private_key(pem.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("not a key of ours")
    return key, x509.load_pem_x509_certificate(pem[pem.index("-----BEGIN CERTIFICATE") :].encode())


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _certificate_pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()
