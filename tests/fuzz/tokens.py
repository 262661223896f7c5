"""Words of the formats, and feeds and lists to begin with: what a change puts in its place is often nearly right."""

from __future__ import annotations

TEXT = (b"Read more: ", b"By Ana Pell", b"(Image: Getty)", b"2 May 2031, 10:05", b"31 mins ago", b"\n\n", b"said on Monday", "“".encode(), "’s ".encode(), b"Related stories", b"- \n", "â€™".encode())  # fmt: skip
HTML = (b"<p>", b"</p>", b"<div class=caption>", b"<script>", b"</script>", b"<!--", b"-->", b"<![CDATA[", b"<table><tr><td>", b"<time datetime='2031-05-02'>", b"<svg>", b"<template>", b"<meta charset=utf-16>", b"<base href='//x'>", b"<h1>", b"&nbsp;", b"&#0;", b"<a href=javascript:x>", b'<script type="application/ld+json">{"@graph":[', b"<plaintext>", b"<link rel=canonical href='http://[::1'>", b"<iframe srcdoc='")  # fmt: skip
JSON = (b"{", b"}", b"[", b"]", b",", b":", b'"text":', b'"title":null', b'"\\ud800"', b'"\\u0000"', b"1e400", b"-0", b"true", b'"id":{"$oid":"x"}', b'"url":"https://x.example/"', b'"html":"<p>x"', b'"paragraphs":[{"type":"h2","text":"x"}]', b"Infinity", b'"date":99999999999999')  # fmt: skip
CSV = (b",", b";", b"\t", b"\n", b'"', b'""', b'"\n', b"text", b"title,", b"\r", b"=cmd()", b'"' + b"x\n" * 100)
MAIL = (b"Content-Type: multipart/mixed; boundary=x\r\n", b"\r\n--x\r\n", b"--x--\r\n", b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: quoted-printable\r\n", b"=\r\n", b"=3D", b"=?utf-8?B?4p?=", b"=?x?Q?=FF?=", b"; charset=utf-7", b"; charset=idna", b"; charset=hex", b"; filename*=utf-8''%ff", b"; filename*0=a; filename*5=b", b"Content-Type: message/rfc822\r\n\r\n", b"Content-Disposition: attachment\r\n", b"List-Id: <x>\r\n", b"From: ((((\r\n", b"Date: 99 Foo 0000\r\n", b"begin 644 x\n", b"Snapshot-Content-Location: x\r\n", b"Content-Location: https://x.example/\r\n", b"start=\"<x>\";")  # fmt: skip
PDF = (b"<<", b">>", b"[", b"]", b"(", b")", b"/Type", b"/Length 99999", b"/Kids [3 0 R 2 0 R]", b"/Encrypt 4 0 R", b"/Filter /FlateDecode", b"0 0 R", b"obj", b"endobj", b"stream\n", b"endstream", b"xref", b"startxref\n9\n", b"BT", b"ET", b"Tj", b"Td", b"1 0 0 1 0 0 Tm", b"1e30 1e30 Td", b"0 Tf", b"-10000 Tz", b"/F1 0.001 Tf", b"q Q cm", b"%%EOF", b"[(a) -9999 (b)] TJ", b"90 0 0 90 1 1 cm", b"0.7 0.7 -0.7 0.7 9 9 Tm")  # fmt: skip
XML = (b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<!ENTITY b '&a;&a;&a;'>", b"&a;", b"<!ENTITY x SYSTEM 'file:///etc/passwd'>", b"&x;", b"<?xml version='1.0' encoding='utf-16'?>", b"<w:p>", b"</w:p>", b"<w:tbl><w:tr><w:tc>", b"<w:t>", b"<w:sdt>", b"<item>", b"</item>", b"<entry>", b"<url><loc>", b"<outline xmlUrl='x'>", b"<![CDATA[", b"]]>", b"<!--", b"xmlns:a='b'", b"<a:b>", b"</", b"&#xFFFF;", b"<link>https://x.example/</link>", b"<pubDate>99 Foo</pubDate>")  # fmt: skip
WARC = (b"WARC/1.1\r\n", b"WARC/1.0\r\n", b"Content-Length: 0\r\n", b"Content-Length: 99999999999\r\n", b"Content-Length: -1\r\n", b"WARC-Type: revisit\r\n", b"WARC-Type: resource\r\n", b"WARC-Type: \xff\r\n", b"WARC-Date: 0000\r\n", b"WARC-Block-Digest: sha1:AAAA\r\n", b"WARC-Record-ID: <>\r\n", b"\r\n\r\n", b"\x1f\x8b\x08", b"HTTP/1.1 200 OK\r\n", b"HTTP/9.9 xyz\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br, zstd, deflate\r\n", b"ffffffff\r\n", b"Content-Type: text/html; charset=\xff\r\n", b"WARC-Target-URI: <http://x y>\r\n")  # fmt: skip
ROBOTS = (b"User-agent: *\n", b"User-agent: onrecord\n", b"Disallow: /", b"Allow: /*$", b"Crawl-delay: -1\n", b"Crawl-delay: nan\n", b"Crawl-delay: 1e999\n", b"Sitemap: x\n", b"*" * 50, b"%ff", b"Request-rate: 1/0\n", b"Visit-time: 9999-0\n", b"#")  # fmt: skip
ADDRESS = (b"http://", b"HTTPS:", b"feed:", b"@", b":", b"[", b"]", b"%00", b"%zz", b"%25", b"//", b"/../", b"/amp/", b"?amp=1", b"&utm_medium=x", b"#", b"xn--", "ß".encode(), "。".encode(), "１".encode(), b"0x7f000001", b"017700000001", b"127.1", b"::1", b":0", b":65536", b"cdn.ampproject.org/c/s/")  # fmt: skip
DATES = (b"2031", b"-05-", b"/", b".", b":", b"T", b"Z", b"+99:99", b"-2400", b" GMT", b" EST", b" am", b" pm", b"May", b"Sept", b"Mai", b" de ", b"31", b"30 Feb 2031", b"29 February 2030", b"0000", b"Updated ", b"Published: ", b" ago", b"yesterday", "年".encode(), "мая".encode(), b"/2031/feb/30/", b"1st", b"(")  # fmt: skip

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Lund Herald</title><link>https://lundherald.example/</link><language>en-gb</language><ttl>30</ttl>
<item><title>Ferry &amp; quay</title><link>https://lundherald.example/a</link><guid isPermaLink="false">7</guid><dc:creator>Ida Holm</dc:creator>
<pubDate>Fri, 02 May 2031 10:05:00 +0200</pubDate><description><![CDATA[<p>The ferry was stopped.</p>]]></description>
<content:encoded><![CDATA[<p>The ferry to Lund was stopped on Monday.</p>]]></content:encoded></item>
<item><title>Fog</title><link>/fog</link></item></channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Lund &lt;b&gt;Herald&lt;/b&gt;</title>
<updated>2031-05-02T10:05:00Z</updated><entry><id>tag:lundherald.example,2031:7</id><title>Ferry</title><link rel="alternate" href="https://lundherald.example/a"/>
<published>2031-05-02T10:05:00Z</published><updated>2031-05-02T12:00:00Z</updated><author><name>Ida Holm</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry to Lund was stopped.</p></div></content></entry></feed>"""
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Lund Herald", "language": "en", "items": [{"id": "7",
"url": "https://lundherald.example/a", "title": "Ferry", "content_html": "<p>The ferry was stopped.</p>", "date_published": "2031-05-02T10:05:00Z",
"authors": [{"name": "Ida Holm"}]}, {"id": 8, "external_url": "https://x.example/b", "content_text": "Fog."}]}"""
OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline text="News"><outline type="rss" text="Lund Herald"
title="Lund Herald" xmlUrl="https://lundherald.example/rss" htmlUrl="https://lundherald.example/"/></outline><outline text="x" url="https://x.example/"/></body></opml>"""
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://lundherald.example/a</loc><lastmod>2031-05-02</lastmod><news:news><news:publication><news:name>Lund Herald</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2031-05-02T10:05:00+02:00</news:publication_date><news:title>Ferry</news:title></news:news></url></urlset>"""
SITEMAP_INDEX = b"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://lundherald.example/s1.xml.gz</loc>
<lastmod>2031-05-02T10:05:00Z</lastmod></sitemap></sitemapindex>"""
ROBOTS_TXT = b"""User-agent: *
Disallow: /search*
Allow: /search/about$
Crawl-delay: 2

User-agent: onrecord
Disallow: /private/
Sitemap: https://lundherald.example/sitemap.xml
"""
