"""Invented reports for the tests of the outputs: an announcement that is later held, figures that move, a revision, a place."""

from __future__ import annotations

FIRST = {
    "a.txt": """Ferries to stop; crews meet on Friday

4 May 2031, 08:10

Harbour Herald

Harbour master Nils Brandt said on Sunday that about 300 soldiers had gathered in Kyiv.

Transport Minister Ada Lind will meet the crews in Geneva on Friday, her ministry announced.
""",
    "b.txt": """Harbour master counts soldiers; prices, ports and piers

5 May 2031, 10:00

Coast Gazette

"We shall sail; come what may, come rain," Transport Minister Ada Lind said in Geneva.
""",
}
SECOND = {
    "c.txt": """Minister met crews in Geneva

11 May 2031, 18:00

Coast Gazette

Transport Minister Ada Lind met the crews in Geneva on Friday. Harbour master Nils Brandt said 500 soldiers had gathered in Kyiv.
""",
    "d.txt": """Army denies soldiers are in Kyiv

12 May 2031, 09:00

Harbour Herald

The army denied that soldiers had gathered in Kyiv.
""",
}
