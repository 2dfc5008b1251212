"""What static hosts read to serve a site as calendar apps need it: media types, caching, policy.

``_headers`` is understood by Netlify, Cloudflare Pages and their likes, ``.htaccess`` by Apache, ``vercel.json`` by
Vercel. GitHub and GitLab Pages know no headers; the page's own policy stands in its head, and the calendars'
file extension gives them their type there. Google shows mojibake without the charset (RFC 5545 §3.1.4 makes UTF-8
the default, RFC 6047 §2.4 asks that it be said).
"""

from __future__ import annotations

import json

from icsgen.outputs.addresses import KINDS
from icsgen.outputs.page import POLICY

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
}
_CALENDAR = {
    "Content-Type": "text/calendar; charset=utf-8",
    "Cache-Control": "public, max-age=900",
    "Access-Control-Allow-Origin": "*",
}
_BY_PATH = {
    **dict.fromkeys(("/all.ics", "/whole.ics", *(f"/{kind}/*" for kind in KINDS), "/talk/*"), _CALENDAR),
    "/changes.atom": {"Content-Type": "application/atom+xml; charset=utf-8", "Cache-Control": "public, max-age=900"},
    "/feeds.json": {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"},
    "/assets/*": {"Cache-Control": "public, max-age=86400"},
    "/sw.js": {"Cache-Control": "no-cache"},
    "/version.txt": {"Cache-Control": "no-cache"},
}


def hosting_files() -> dict[str, bytes]:
    """The files by name. Those of the same name that an organiser has are left as they are."""
    return {
        ".nojekyll": b"",
        "robots.txt": b"User-agent: *\nAllow: /\n",
        "_headers": _headers().encode(),
        ".htaccess": _htaccess().encode(),
        "vercel.json": _vercel().encode(),
    }


def _headers() -> str:
    rules = {"/*": _EVERYWHERE, **_BY_PATH}
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in rules[path].items()) for path in rules
    )


def _htaccess() -> str:
    lines = [
        "AddType text/calendar .ics",
        "AddType application/atom+xml .atom",
        "AddType application/manifest+json .webmanifest",
    ]
    lines += ["AddCharset utf-8 .ics .atom .json .txt", "<IfModule mod_headers.c>"]
    lines += [f'  Header set {name} "{value}"' for name, value in _EVERYWHERE.items()]
    calendar = [f'    Header set {name} "{value}"' for name, value in _CALENDAR.items() if name != "Content-Type"]
    lines += [r'  <FilesMatch "\.ics$">', *calendar, "  </FilesMatch>"]
    lines += [
        r'  <FilesMatch "^(sw\.js|version\.txt|feeds\.json)$">',
        '    Header set Cache-Control "no-cache"',
        "  </FilesMatch>",
    ]
    return "\n".join([*lines, "</IfModule>", ""])


def _vercel() -> str:
    rules = {"/(.*)": _EVERYWHERE, **{path.replace("*", "(.*)"): headers for path, headers in _BY_PATH.items()}}
    return json.dumps(
        {
            "headers": [
                {"source": path, "headers": [{"key": name, "value": value} for name, value in headers.items()]}
                for path, headers in rules.items()
            ]
        },
        indent=1,
    )
