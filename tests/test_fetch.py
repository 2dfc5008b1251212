"""Sources come from a path, an address or standard input; every failure is one clear message."""

from __future__ import annotations

import gzip
import io
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from icsgen import download
from icsgen.errors import DecodeError, FetchError
from icsgen.fetch import fetch
from tests.serving import PAGE, Handler, Server, answers, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def secure(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The server speaks TLS, and its authority is trusted. The address is that of the server."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return server.url.replace("http:", "https:")


def refusal(source: str, **options: object) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(source, **options)  # type: ignore[arg-type]
    assert caught.value.origin is not None
    return str(caught.value)


# -- files and standard input -------------------------------------------------------------------------------


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    document = fetch(str(tmp_path / "page.txt"))
    assert (document.origin, document.name, document.text) == (str(tmp_path / "page.txt"), "page.txt", PAGE)
    assert document.content == PAGE.encode()


def test_standard_input_has_no_name() -> None:
    document = fetch("-", stdin=io.BytesIO(PAGE.encode()))
    assert (document.origin, document.name, document.text) == ("-", "", PAGE)


def test_there_may_be_no_standard_input() -> None:
    assert "no standard input" in refusal("-")


@pytest.mark.parametrize(
    ("prepare", "message", "hint"),
    [
        (lambda path: None, "no such file", "check the path"),
        (lambda path: path.symlink_to("gone.txt"), "it is a link to gone.txt, which is not there", ""),
        (lambda path: path.mkdir(), "this is a folder", "name the files in it"),
        (lambda path: path.write_bytes(b""), "it is empty", "save or paste the page again"),
        (lambda path: path.write_bytes(b" \r\n\t "), "it is empty", "save or paste the page again"),
        (lambda path: path.write_bytes(b"x" * 101), "it is over 100 bytes", "--max-size"),
    ],
    ids=["missing", "dangling", "folder", "empty", "blank", "large"],
)
def test_a_file_that_cannot_be_had(prepare: Callable[[Path], object], message: str, hint: str, tmp_path: Path) -> None:
    prepare(tmp_path / "page.txt")
    said = refusal(str(tmp_path / "page.txt"), max_size=100)
    assert message in said
    assert hint in said


def test_a_missing_file_is_looked_for_nearby(tmp_path: Path) -> None:
    (tmp_path / "programme.txt").touch()
    assert f"did you mean {tmp_path / 'programme.txt'}?" in refusal(str(tmp_path / "program.txt"))
    assert "there is no folder" in refusal(str(tmp_path / "nowhere" / "page.txt"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who may not read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "page.txt").chmod(0)
    assert "may not be read" in refusal(str(tmp_path / "page.txt"))


def test_a_path_that_no_system_takes() -> None:
    assert "cannot be read" in refusal("a\0b")
    assert "cannot be read" in refusal("x" * 5000)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_an_endless_file_is_over_any_limit() -> None:
    assert "it is over 1,000 bytes" in refusal("/dev/zero", max_size=1000)


def test_a_file_just_within_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"x" * 100)
    assert len(fetch(str(tmp_path / "page.txt"), max_size=100).content) == 100


def test_what_no_encoding_fits_says_where(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(bytes(range(128, 256)) * 20)
    with pytest.raises(DecodeError, match=r"page\.txt"):
        fetch(str(tmp_path / "page.txt"))


# -- addresses ----------------------------------------------------------------------------------------------


def test_a_page_comes_with_its_type_and_name(server: Server) -> None:
    server.routes["/2021/page.html"] = answers(Content_Type="text/html; charset=utf-8")
    document = fetch(f"{server.url}/2021/page.html?x=1")
    assert document.text == PAGE
    assert (document.name, document.media_type) == ("page.html", "text/html")
    assert document.origin == f"{server.url}/2021/page.html?x=1"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="icml 2021.json"', "icml 2021.json"),
        ("attachment; filename*=UTF-8''gr%C3%B6%C3%9Fe.csv", "größe.csv"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\temp\\\\x.ics"', "x.ics"),
        ('attachment; filename=".."', "export"),
        ("attachment", "export"),
        ('attachment; filename="a\x1b[2Jb.txt"', "a[2Jb.txt"),
    ],
)
def test_the_server_may_name_the_file_but_no_folder(server: Server, disposition: str, name: str) -> None:
    server.routes["/export"] = answers(Content_Disposition=disposition)
    assert fetch(f"{server.url}/export").name == name


def test_an_address_without_a_path_is_named_by_its_host(server: Server) -> None:
    server.routes["/"] = answers()
    assert fetch(f"{server.url}/").name == "127.0.0.1"


def test_redirects_are_followed_and_the_last_address_names_the_file(server: Server) -> None:
    server.routes["/a"] = answers(b"", 302, Location="/b/")
    server.routes["/b/"] = answers(b"", 308, Location="schedule.json")
    server.routes["/b/schedule.json"] = answers()
    assert fetch(f"{server.url}/a").name == "schedule.json"


def test_redirects_in_a_circle_end(server: Server) -> None:
    server.routes["/a"] = answers(b"", 302, Location="/a")
    assert "more than 10 redirects" in refusal(f"{server.url}/a")


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "webcal://127.0.0.1/x"])
def test_a_redirect_leads_nowhere_but_the_web(server: Server, target: str) -> None:
    server.routes["/a"] = answers(b"", 302, Location=target)
    assert "only http and https" in refusal(f"{server.url}/a")


def test_a_redirect_to_no_address_is_refused(server: Server) -> None:
    server.routes["/a"] = answers(b"", 302, Location="http://[::1/")
    assert "Invalid URL in location header" in refusal(f"{server.url}/a")


def test_a_page_by_tls(server: Server, secure: str) -> None:
    server.routes["/a"] = answers()
    assert fetch(f"{secure}/a").text == PAGE


def test_https_does_not_lead_to_http(server: Server, secure: str) -> None:
    server.routes["/a"] = answers(b"", 301, Location="http://127.0.0.1:9/a")
    assert "from https to plain http" in refusal(f"{secure}/a")


def test_a_certificate_that_nobody_vouches_for(server: Server, secure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "certificate is not to be trusted" in refusal(f"{secure}/a")


def test_plain_http_where_tls_was_expected(server: Server) -> None:
    server.routes["/a"] = answers()
    assert "no secure connection" in refusal(f"{server.url.replace('http:', 'https:')}/a")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ftp://conf.example/x", "only http and https"),
        ("file:///etc/passwd", "give the path alone"),
        ("webcal://conf.example/x.ics", "write https:// instead of webcal://"),
        ("http:///x", "names no host"),
        ("http://[::1/x", "this is no address"),
        ("http://a b/", ""),
    ],
)
def test_an_address_that_is_none(source: str, words: str) -> None:
    assert words in refusal(source)


@pytest.mark.parametrize(
    ("status", "words", "hint"),
    [
        (401, "401 Unauthorized", "save it from your browser"),
        (403, "403 Forbidden", "save the page from your browser"),
        (404, "404 Not Found", "check the address"),
        (410, "410 Gone", "gone for good"),
        (429, "429 Too Many Requests", "try later"),
        (500, "500 Internal Server Error", "try later"),
        (503, "503 Service Unavailable", "try later"),
        (204, "204 No Content", ""),
        (206, "206 Partial Content", ""),
        (304, "304 Not Modified", ""),
    ],
)
def test_what_the_server_refuses_is_said(server: Server, status: int, words: str, hint: str) -> None:
    server.routes["/a"] = answers(b"" if status in (204, 304) else PAGE, status)
    said = refusal(f"{server.url}/a")
    assert words in said
    assert hint in said


def test_a_host_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    assert "no such host" in refusal("http://nowhere.example/")


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert "refuses connections" in refusal(f"http://127.0.0.1:{port}/")


def test_a_server_that_falls_silent(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_SECONDS", download.httpx.Timeout(0.1))
    server.routes["/a"] = lambda handler: time.sleep(0.5)
    assert "stopped answering" in refusal(f"{server.url}/a")


def test_a_page_that_drips_for_ever(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"x" * 100)
                time.sleep(0.02)
        except OSError:
            pass

    monkeypatch.setattr(download, "_PATIENCE", 0.1)
    server.routes["/a"] = drip
    assert "takes too long" in refusal(f"{server.url}/a")


def test_a_page_that_breaks_off(server: Server) -> None:
    server.routes["/a"] = answers(Content_Length="1000")
    assert "broke off" in refusal(f"{server.url}/a")


def test_an_answer_that_is_no_http() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"220 ready\r\n\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        assert "no HTTP" in refusal(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()


# -- size and compression -----------------------------------------------------------------------------------


def test_a_size_over_the_limit_is_refused_before_it_comes(server: Server) -> None:
    server.routes["/a"] = answers(b"x" * 50, Content_Length="5000")
    assert "it is over 1,000 bytes" in refusal(f"{server.url}/a", max_size=1000)


def test_a_size_that_was_not_announced_is_refused_as_it_comes(server: Server) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 10_000)
        except OSError:
            pass

    server.routes["/a"] = endless
    assert "it is larger than 2 MB" in refusal(f"{server.url}/a", max_size=2 * 1024**2)


def test_gzip_is_unpacked(server: Server) -> None:
    server.routes["/a"] = answers(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert fetch(f"{server.url}/a").text == PAGE


def test_a_gzip_bomb_is_refused(server: Server) -> None:
    server.routes["/a"] = answers(gzip.compress(bytes(20_000_000)), Content_Encoding="gzip")
    assert "it is larger than 2 MB" in refusal(f"{server.url}/a", max_size=2 * 1024**2)


def test_damaged_compression_is_refused(server: Server) -> None:
    server.routes["/a"] = answers(b"this is not gzip", Content_Encoding="gzip")
    assert "compression is damaged" in refusal(f"{server.url}/a")


def test_compression_that_was_not_asked_for_is_refused(server: Server) -> None:
    server.routes["/a"] = answers(b"x", Content_Encoding="br")
    assert "packed" in refusal(f"{server.url}/a")


# -- encodings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type", "doubted"),
    [
        (PAGE.encode(), "text/plain", False),
        (PAGE.encode("latin-1"), "text/plain; charset=ISO-8859-1", False),
        (PAGE.encode(), "text/plain; charset=ISO-8859-1", False),
        (PAGE.encode("utf-16"), "text/plain", False),
        (f'<meta charset="windows-1252">{PAGE}'.encode("cp1252"), "text/html", False),
        (PAGE.encode("latin-1"), "text/plain; charset=nonsense", True),
        (PAGE.encode("latin-1"), "text/plain; charset=utf-8", True),
    ],
    ids=["plain", "header", "header-wrong", "mark", "meta", "header-unknown", "header-false"],
)
def test_the_charset_is_found(server: Server, body: bytes, content_type: str, doubted: bool) -> None:
    server.routes["/a"] = answers(body, Content_Type=content_type)
    document = fetch(f"{server.url}/a")
    assert document.text is not None
    assert document.text.endswith(PAGE)
    assert bool(document.doubt) == doubted


# -- the cache ----------------------------------------------------------------------------------------------


def test_a_page_that_stands_is_not_sent_again(server: Server, tmp_path: Path) -> None:
    def page(handler: Handler) -> None:
        if handler.headers["If-None-Match"] == '"one"':
            handler.answer(b"", 304)
        else:
            handler.answer(PAGE.encode(), ETag='"one"', Content_Disposition='inline; filename="p.txt"')

    server.routes["/a"] = page
    first = fetch(f"{server.url}/a", cache=tmp_path / "pages")
    again = fetch(f"{server.url}/a", cache=tmp_path / "pages")
    assert again == first
    assert [handler.headers["If-None-Match"] for handler in server.asked] == [None, '"one"']


def test_a_page_that_changed_is_taken_anew(server: Server, tmp_path: Path) -> None:
    for number in (1, 2):
        server.routes["/a"] = answers(f"version {number}", Last_Modified=f"Tue, 2{number} Jul 2021 10:00:00 GMT")
        assert fetch(f"{server.url}/a", cache=tmp_path).text == f"version {number}"
    assert server.asked[1].headers["If-Modified-Since"] == "Tue, 21 Jul 2021 10:00:00 GMT"


def test_a_failure_is_not_covered_up_by_the_cache(server: Server, tmp_path: Path) -> None:
    server.routes["/a"] = answers(ETag='"one"')
    fetch(f"{server.url}/a", cache=tmp_path)
    server.routes["/a"] = answers("down", 503)
    assert "503" in refusal(f"{server.url}/a", cache=tmp_path)


@pytest.mark.parametrize("headers", [{}, {"ETag": '"one"', "Cache_Control": "private, no-store"}])
def test_what_must_not_be_kept_is_not(server: Server, tmp_path: Path, headers: dict[str, str]) -> None:
    server.routes["/a"] = answers(PAGE, **headers)
    fetch(f"{server.url}/a", cache=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_cache_is_as_good_as_none(server: Server, tmp_path: Path) -> None:
    server.routes["/a"] = answers(ETag='"one"')
    fetch(f"{server.url}/a", cache=tmp_path)
    [kept] = tmp_path.iterdir()
    for damage in (b"", b"{}\nx", b'{"url": 1', kept.read_bytes().replace(b"127.0.0.1", b"127.0.0.2")):
        kept.write_bytes(damage)
        assert fetch(f"{server.url}/a", cache=tmp_path).text == PAGE
    assert [handler.headers["If-None-Match"] for handler in server.asked] == [None] * 5


def test_a_cache_that_cannot_be_written_is_no_fault(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    server.routes["/a"] = answers(ETag='"one"')
    assert fetch(f"{server.url}/a", cache=tmp_path / "file" / "pages").text == PAGE


def test_the_cache_does_not_grow_for_ever(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_KEPT", 3)
    for number in range(6):
        server.routes[f"/{number}"] = answers(ETag='"one"')
        fetch(f"{server.url}/{number}", cache=tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_a_password_in_the_address_is_used_and_not_shown(server: Server) -> None:
    server.routes["/a"] = answers()
    document = fetch(f"{server.url.replace('://', '://ann:secret@')}/a")
    assert server.asked[0].headers["Authorization"].startswith("Basic ")
    assert document.origin == f"{server.url}/a"
    server.routes["/a"] = answers("no", 404)
    assert "secret" not in refusal(f"{server.url.replace('://', '://ann:secret@')}/a")


def test_progress_is_told(server: Server) -> None:
    told: list[tuple[int, int | None]] = []
    server.routes["/a"] = answers(b"x" * 200_000)
    fetch(f"{server.url}/a", progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (200_000, 200_000)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
